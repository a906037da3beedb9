import type { Deliveries } from './deliveries.ts';
import type { Role, Repository, Token } from './state.ts';
import type { Store } from './store.ts';

/** What every part of the stand-in works on. */
export interface Scene {
  readonly store: Store;
  readonly deliveries: Deliveries;
  /** REST base and web base, without a slash at the end. */
  readonly urls: { readonly api: string; readonly server: string; readonly graphql: string };
  /** What a client or the stand-in itself did that GitHub's description does not allow. */
  readonly violations: string[];
}

/** What a request needs: one of these permissions for a token of an app, or this role for a person. */
export interface Need {
  readonly any: readonly (readonly [permission: string, level: 'read' | 'write'])[];
  readonly role: Exclude<Role, 'none'>;
}

/** Reading what everybody may read who may read the repository. */
export const reading = (permission: string): Need => ({ any: [[permission, 'read']], role: 'read' });

const ROLES: readonly Role[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];

/** A person's role; everybody may read a public repository. */
export function roleOf(login: string, repository: Repository, store: Store): Role {
  const user = store.user(login);
  if (user === repository.owner && user.type === 'User') return 'admin';
  return user?.roles.get(repository.fullName) ?? (repository.private ? 'none' : 'read');
}

export const isAtLeast = (role: Role, wanted: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(wanted);

/** Whether the repository exists for this token. */
export function sees(scene: Scene, token: Token | null, repository: Repository): boolean {
  if (!repository.private) return true;
  if (token === null) return false;
  if (!isInScope(token, repository)) return false;
  return token.app !== null || isAtLeast(roleOf(token.actor.login, repository, scene.store), 'read');
}

function isInScope(token: Token, repository: Repository): boolean {
  if (token.repositories !== null && !token.repositories.includes(repository.fullName)) return false;
  const { installation } = token;
  // A job's token is of one repository: what it was made for, and never a fork of it.
  if (token.app?.slug === 'github-actions' && token.repositories === null) return repository.forkOf === null;
  if (installation === null) return true;
  return installation.repositories?.includes(repository) ?? installation.account === repository.owner;
}

/** Whether the token may do something in a repository that it sees. */
export function may(scene: Scene, token: Token | null, repository: Repository, need: Need): boolean {
  const isReading = need.any.every(([, level]) => level === 'read');
  // Public things are public: a token of an app without the permission still reads them.
  if (isReading && !repository.private) return true;
  if (token === null) return false;
  const granted = isGranted(token, repository, need);
  if (token.app !== null) return granted;
  return granted && isAtLeast(roleOf(token.actor.login, repository, scene.store), need.role);
}

function isGranted(token: Token, repository: Repository, need: Need): boolean {
  if (!isInScope(token, repository)) return false;
  const permissions = token.permissions;
  if (permissions === null) return true;
  return need.any.some(([name, level]) => {
    const given = name === 'metadata' ? 'read' : permissions[name];
    return given === 'write' || (given === 'read' && level === 'read');
  });
}
