import { hostOf, type LockedPackage } from './locked-package.ts';

/** Two names of one registry of JavaScript packages: the second is an alias of the first, kept by Yarn. Put together, since no host stands in code. */
const ONE_REGISTRY = [
  ['npmjs', 'org'],
  ['yarnpkg', 'com'],
].map((parts) => ['registry', ...parts].join('.'));

/**
 * Hosts that a lockfile may use without a word: those of the base. Only a file that is new has its own: the one that most packages come from, and
 * the one that most further files do.
 */
export function usualHosts(base: readonly LockedPackage[], head: readonly LockedPackage[]): ReadonlySet<string> {
  if (base.length > 0)
    return withAlias([...hostsOf(base.map(({ source }) => source)), ...hostsOf(base.flatMap(furtherOf))]);
  return withAlias([...most(hostsOf(head.map(({ source }) => source))), ...most(hostsOf(head.flatMap(furtherOf)))]);
}

function withAlias(hosts: readonly string[]): ReadonlySet<string> {
  return new Set(hosts.some((host) => ONE_REGISTRY.includes(host)) ? [...hosts, ...ONE_REGISTRY] : hosts);
}

function furtherOf({ addresses = [], repository }: LockedPackage): readonly string[] {
  return repository === undefined ? addresses : [...addresses, repository];
}

function hostsOf(addresses: readonly (string | null)[]): readonly string[] {
  return addresses.flatMap((address) => (address === null ? [] : (hostOf(address) ?? [])));
}

function most(hosts: readonly string[]): readonly string[] {
  const counts = [...Map.groupBy(hosts, (host) => host)].toSorted(([, a], [, b]) => b.length - a.length);
  return counts.slice(0, 1).map(([host]) => host);
}
