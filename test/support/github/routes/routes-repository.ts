import { json, paged, pullOf, repositoryOf } from '../call.ts';
import type { Answer, Call, Route } from '../call.ts';
import { forbidden, notFound, Refusal } from '../refusal.ts';
import { renderRepository, renderUser } from '../render/render.ts';
import { renderLabel } from '../render/render-pull.ts';
import { isAtLeast, reading, roleOf, sees } from '../scene.ts';
import type { Need } from '../scene.ts';
import type { Pull, Role } from '../state.ts';

const METADATA = reading('metadata');
const READ_EITHER: Need = {
  any: [
    ['issues', 'read'],
    ['pull_requests', 'read'],
  ],
  role: 'read',
};
const LABEL: Need = {
  any: [
    ['issues', 'write'],
    ['pull_requests', 'write'],
  ],
  role: 'triage',
};
const REPO = '/repos/{owner}/{repo}';

/** The word of `permission`, which knows four roles only; `role_name` tells the role itself. */
const LEGACY: Readonly<Record<Role, string>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
};

function permissionOf(call: Call): Answer {
  const { scene, params, token } = call;
  const repository = repositoryOf(call, METADATA);
  // Only who may push may ask about others; a token of an app may.
  const asks = token?.app == null ? roleOf(token?.actor.login ?? '', repository, scene.store) : 'write';
  if (!isAtLeast(asks, 'write')) throw forbidden('Must have push access to view collaborator permission.');
  const user = scene.store.user(params['username'] ?? '');
  if (user === null) throw notFound(`${params['username']} is not a user`);
  const role = roleOf(user.login, repository, scene.store);
  const permissions = {
    admin: role === 'admin',
    maintain: isAtLeast(role, 'maintain'),
    push: isAtLeast(role, 'write'),
    triage: isAtLeast(role, 'triage'),
    pull: isAtLeast(role, 'read'),
  };
  const shown = { ...renderUser(scene, user), permissions, role_name: role };
  return json({ permission: LEGACY[role], role_name: role, user: shown });
}

const labelsOf = (call: Call, pull: Pull): object[] =>
  pull.labels.map((name) => renderLabel(call.scene, pull.repository, name));

function addLabels(call: Call): Answer {
  const pull = pullOf(call, LABEL);
  const given = (call.body['labels'] ?? []) as readonly (string | { readonly name: string })[];
  const names = given.map((one) => (typeof one === 'string' ? one : one.name));
  pull.labels = [...new Set([...pull.labels, ...names])];
  return json(labelsOf(call, pull));
}

function removeLabel(call: Call): Answer {
  const pull = pullOf(call, LABEL);
  if (!pull.labels.includes(call.params['name'] ?? '')) throw notFound('Label does not exist');
  pull.labels = pull.labels.filter((name) => name !== call.params['name']);
  return json(labelsOf(call, pull));
}

/** The person behind a token; a token of an app has none, though GraphQL's `viewer` does tell its bot. */
function self(call: Call): Answer {
  const { token } = call;
  if (token === null) throw new Refusal(401, 'Requires authentication', { type: 'UNAUTHENTICATED' });
  if (token.app !== null) throw forbidden();
  return json(publicUser(call, token.actor.login));
}

function publicUser(call: Call, login: string): object {
  const user = call.scene.store.user(login);
  if (user === null) throw notFound();
  const at = '2026-01-01T00:00:00Z';
  const empty = { company: null, blog: '', location: null, email: null, hireable: null, bio: null };
  const counts = { public_repos: 0, public_gists: 0, followers: 0, following: 0 };
  return { ...renderUser(call.scene, user), name: login, ...empty, ...counts, created_at: at, updated_at: at };
}

function limits(call: Call): Answer {
  const one = { limit: 5000, remaining: 4999, used: 1, reset: Math.ceil(Date.now() / 1000) + 3600 };
  if (call.token === null) throw new Refusal(401, 'Requires authentication', { type: 'UNAUTHENTICATED' });
  return json({ resources: { core: one, graphql: one, search: one }, rate: one });
}

/** Repositories, people, labels and limits. */
export const REPOSITORY_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: REPO,
    need: METADATA,
    run: (call) => {
      const repository = repositoryOf(call, METADATA);
      const counts = { subscribers_count: 0, network_count: 0 };
      const parent = repository.forkOf === null ? {} : { parent: renderRepository(call.scene, repository.forkOf) };
      return json({ ...renderRepository(call.scene, repository), ...counts, ...parent });
    },
  },
  { method: 'GET', path: `${REPO}/collaborators/{username}/permission`, need: METADATA, run: permissionOf },
  {
    method: 'GET',
    path: `${REPO}/issues/{issue_number}/labels`,
    need: READ_EITHER,
    run: (call) => paged(call, labelsOf(call, pullOf(call, READ_EITHER))),
  },
  { method: 'POST', path: `${REPO}/issues/{issue_number}/labels`, need: LABEL, run: addLabels },
  { method: 'DELETE', path: `${REPO}/issues/{issue_number}/labels/{name}`, need: LABEL, run: removeLabel },
  { method: 'GET', path: '/user', need: null, run: self },
  {
    method: 'GET',
    path: '/users/{username}',
    need: null,
    run: (call) => json(publicUser(call, call.params['username'] ?? '')),
  },
  { method: 'GET', path: '/rate_limit', need: null, run: limits },
  {
    method: 'GET',
    path: '/installation/repositories',
    need: null,
    run: (call) => {
      const { token, scene } = call;
      if (token?.app == null)
        throw forbidden(
          'You must authenticate with an installation access token in order to list repositories for an installation.',
        );
      const account = token.installation?.account ?? null;
      const seen = scene.store.state.repositories.filter(
        (one) =>
          (account === null || one.owner === account) &&
          sees(scene, { ...token, app: token.app }, one) &&
          isListed(token.repositories, one.fullName),
      );
      return paged(call, seen, (page) => ({
        total_count: seen.length,
        repository_selection: token.repositories === null ? 'all' : 'selected',
        repositories: page.map((one) => renderRepository(scene, one)),
      }));
    },
  },
];

const isListed = (names: readonly string[] | null, name: string): boolean => names === null || names.includes(name);
