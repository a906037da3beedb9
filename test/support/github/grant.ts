import { Refusal } from './refusal.ts';
import type { Installation, Permissions, Repository } from './state.ts';
import type { Store } from './store.ts';

interface Grant {
  readonly repositories: readonly Repository[];
  readonly isNarrowed: boolean;
  readonly permissions: Permissions;
}

/** What a new token of an installation may do: at most what the installation may, and less when less is asked. */
export function checkGrant(store: Store, installation: Installation, asked: Readonly<Record<string, unknown>>): Grant {
  const all = installation.repositories ?? store.state.repositories.filter((one) => one.owner === installation.account);
  const names = asked['repositories'] as readonly string[] | undefined;
  const ids = asked['repository_ids'] as readonly number[] | undefined;
  const wanted = [
    ...(names ?? []).map((name) => all.find((one) => one.name.toLowerCase() === name.toLowerCase())),
    ...(ids ?? []).map((id) => all.find((one) => one.id === id)),
  ];
  const found = wanted.filter((one) => one !== undefined);
  if (found.length < wanted.length)
    throw new Refusal(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  const isNarrowed = wanted.length > 0;
  const permissions = asked['permissions'] as Permissions | undefined;
  for (const [name, level] of Object.entries(permissions ?? {})) {
    const given = installation.permissions[name];
    if (given === undefined || (level === 'write' && given === 'read'))
      throw new Refusal(422, 'The permissions requested are not granted to this installation.');
  }
  return {
    repositories: isNarrowed ? found : all,
    isNarrowed,
    // Reading what is public is always part of it.
    permissions: permissions === undefined ? installation.permissions : { metadata: 'read', ...permissions },
  };
}
