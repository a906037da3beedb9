import { z } from 'zod';
import type { LockedPackage, LockfileReader } from './locked-package.ts';

const Text = z.string().optional().catch(undefined);

const HOSTS: Readonly<Record<string, string>> = { github: 'github.com', gitlab: 'gitlab.com', sourcehut: 'git.sr.ht' };
const ARCHIVED = /^(https:\/\/git(?:hub|lab)\.com\/[\w.-]{1,100}\/[\w.-]{1,100})\/archive\//;

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
  const Inputs = z.record(z.string(), z.unknown()).optional().catch(undefined);
  const lock = z
    .looseObject({
      nodes: z.record(z.string(), z.looseObject({ locked: Locked.optional(), inputs: Inputs })),
      root: Text,
    })
    .parse(JSON.parse(text));
  const asked = new Set(Object.values(lock.nodes[lock.root ?? 'root']?.inputs ?? {}).flat());
  return Object.entries(lock.nodes).flatMap(([name, { locked }]): LockedPackage[] => {
    if (locked === undefined) return [];
    const { type = '', host, owner, repo, url, path, rev = '', narHash } = locked;
    // The forges that Nix knows by a word stand for their hosts, and archives of theirs for their repositories.
    const repository =
      owner === undefined
        ? (ARCHIVED.exec(url ?? '')?.[1] ?? url)
        : `https://${host ?? HOSTS[type] ?? type}/${owner}/${repo ?? ''}`;
    const version = rev === '' ? (narHash ?? '') : rev;
    const common = { key: `${name}@${version}`, name, version, runsOnInstall: false };
    const isOfOthers = asked.size > 0 && !asked.has(name) && rev !== '' && narHash !== undefined;
    const digests = narHash === undefined ? [] : [narHash];
    if (type === 'path')
      return [{ ...common, source: path ?? null, digests, isOwn: path === undefined || !path.startsWith('/') }];
    return [
      { ...common, source: null, digests, isOwn: false, isOfOthers, ...(repository !== undefined && { repository }) },
    ];
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
