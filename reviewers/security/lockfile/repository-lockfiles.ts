import { z } from 'zod';
import type { LockedPackage, LockfileReader } from './locked-package.ts';

const Text = z.string().optional().catch(undefined);

/** Nix: inputs, which are commits of repositories, and the digest of what is there. */
function flake(text: string): readonly LockedPackage[] {
  const Locked = z.looseObject({
    type: Text,
    host: Text,
    owner: Text,
    repo: Text,
    url: Text,
    path: Text,
    rev: Text,
    narHash: Text,
  });
  const lock = z
    .looseObject({ nodes: z.record(z.string(), z.looseObject({ locked: Locked.optional() })) })
    .parse(JSON.parse(text));
  return Object.entries(lock.nodes).flatMap(([name, { locked }]): LockedPackage[] => {
    if (locked === undefined) return [];
    const { type = '', host, owner, repo, url, path, rev = '', narHash } = locked;
    // The forges that Nix knows by a word stand for their hosts.
    const repository = owner === undefined ? url : `https://${host ?? type}/${owner}/${repo ?? ''}`;
    const version = rev === '' ? (narHash ?? '') : rev;
    const common = { key: `${name}@${version}`, name, version, runsOnInstall: false };
    const digests = narHash === undefined ? [] : [narHash];
    if (type === 'path')
      return [{ ...common, source: path ?? null, digests, isOwn: path === undefined || !path.startsWith('/') }];
    return [{ ...common, source: null, digests, isOwn: false, ...(repository !== undefined && { repository }) }];
  });
}

/** Swift: commits of repositories. A version whose commit changes was moved. */
function swift(text: string): readonly LockedPackage[] {
  const Pin = z.looseObject({
    identity: Text,
    package: Text,
    location: Text,
    repositoryURL: Text,
    state: z.looseObject({ revision: Text, version: z.string().nullish() }).optional(),
  });
  const Pins = z.looseObject({ pins: z.array(Pin) });
  const file: unknown = JSON.parse(text);
  const old = z.looseObject({ object: Pins }).safeParse(file);
  const { pins } = old.success ? old.data.object : Pins.parse(file);
  return pins.map(({ identity, package: called, location, repositoryURL, state }) => {
    const name = identity ?? called ?? '';
    const revision = state?.revision ?? '';
    const version = state?.version ?? revision;
    const repository = location ?? repositoryURL;
    return {
      key: `${name}@${version}`,
      name,
      version,
      source: null,
      digests: revision === '' ? [] : [`sha1:${revision}`],
      runsOnInstall: false,
      isOwn: false,
      ...(repository !== undefined && { repository }),
    };
  });
}

/** Readers of lockfiles that pin commits of repositories, by the names of the files. */
export const NIX_AND_SWIFT_READERS: readonly (readonly [name: string, reader: LockfileReader])[] = [
  ['flake.lock', flake],
  ['Package.resolved', swift],
];
