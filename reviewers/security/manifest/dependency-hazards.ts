import { type ForeignSource, foreignSource } from './foreign-source.ts';
import { type ManifestEntry, overridesOf, wishesOf } from './package-manifest.ts';
import type { ManifestChange, ManifestHazard } from './manifest-hazard.ts';
import { KNOWN_SUBSTITUTES, POPULAR_PACKAGES } from './popular-packages.ts';

const WORDS: Readonly<Record<ForeignSource['kind'], Pick<ManifestHazard, 'title' | 'explanation'>>> = {
  'plain-http': {
    title: 'is fetched without TLS',
    explanation:
      'Whoever sits on the way can put another program in its place, and no lockfile protects the first installation. Take it from the registry, or use https and a digest.',
  },
  'plain-git': {
    title: 'is cloned without TLS',
    explanation:
      'Neither server nor content is checked on the way. Take a released version from the registry, or use https and the full hash of a commit.',
  },
  tarball: {
    title: 'is fetched from an address',
    explanation:
      'What the address answers can change any day, and no registry keeps who published it. Take it from the registry, or an address that contains the full hash of a commit.',
  },
  git: {
    title: 'follows a branch or tag of a repository',
    explanation:
      'Branches and tags move: the next fresh installation runs what stands there then. Take a released version from the registry, or name the full hash of a commit.',
  },
  outside: {
    title: 'lies outside the repository',
    explanation:
      'The path leaves the repository: what is installed depends on the machine, and nobody reviews it. Bring the package into the repository, or publish it.',
  },
};

/** Dependencies that the change takes from a place that somebody else can change, or in whatever version there is. */
export function dependencyHazards(change: ManifestChange): ManifestHazard[] {
  const before = Map.groupBy([...wishesOf(change.base), ...overridesOf(change.base)], ({ name }) => name);
  const now = [...wishesOf(change.head), ...overridesOf(change.head)];
  const hazards = now.map((wish) => {
    const old = (before.get(wish.name) ?? []).map(({ value }) => value);
    return old.includes(wish.value) ? null : hazardOf(wish, old, change);
  });
  return hazards.filter((hazard) => hazard !== null);
}

function hazardOf(wish: ManifestEntry, old: readonly string[], change: ManifestChange): ManifestHazard | null {
  const source = foreignSource(wish.value, change.path);
  if (source !== null) {
    const stood = old.map((value) => foreignSource(value, change.path));
    return stood.some((one) => one?.kind === source.kind && one.place === source.place)
      ? null
      : foreignHazard(wish, source);
  }
  const target = /^npm:((?:@[^@/]+\/)?[^@]+)/.exec(wish.value)?.[1];
  if (target !== undefined) return aliasHazard(wish, target, old);
  return isUnbounded(wish) && !old.some((value) => ANY_VERSION.test(value)) && !change.isOwn(wish.name)
    ? unboundedHazard(wish)
    : null;
}

function foreignHazard({ keys, name, value }: ManifestEntry, { kind }: ForeignSource): ManifestHazard {
  const open = kind === 'plain-http' || kind === 'plain-git';
  return {
    rule: 'dependency-source',
    keys,
    title: `\`${name}\` ${WORDS[kind].title}`,
    explanation: WORDS[kind].explanation,
    failureScenario: {
      description:
        kind === 'outside'
          ? `Another checkout, or CI, installs \`${name}\` from \`${value}\`: it fails there, or takes whatever somebody put at that path.`
          : `Whoever can write ${open ? 'on the way to' : 'to'} \`${value}\` decides what the next \`npm install\` of \`${name}\` runs.`,
    },
    severity: open ? 'critical' : 'warning',
    confidence: open ? 850 : 700,
  };
}

function aliasHazard(
  { keys, name, value }: ManifestEntry,
  target: string,
  old: readonly string[],
): ManifestHazard | null {
  if (!POPULAR_PACKAGES.has(name) || target === name || POPULAR_PACKAGES.has(target)) return null;
  if (KNOWN_SUBSTITUTES.has(target) || old.some((one) => one.startsWith(`npm:${target}@`) || one === `npm:${target}`))
    return null;
  return {
    rule: 'dependency-source',
    keys,
    title: `\`${name}\` is another package under a well-known name`,
    explanation: `Code that imports \`${name}\` gets \`${target}\`, and nothing at the import shows it. Import the other package by its own name, or say in the change why it stands in.`,
    failureScenario: {
      description: `\`import '${name}'\` runs code of the publishers of \`${target}\`, because of \`${value}\`.`,
    },
    confidence: 600,
  };
}

const ANY_VERSION = /^(?:\*|x|latest|>=? ?0(?:\.0){0,2}|)$/i;

/** Peers and overrides may say so: somebody else chooses the version. */
function isUnbounded({ keys, value }: ManifestEntry): boolean {
  return ANY_VERSION.test(value) && /^(?:dependencies|devDependencies|optionalDependencies)$/.test(keys[0] ?? '');
}

function unboundedHazard({ keys, name, value }: ManifestEntry): ManifestHazard {
  return {
    rule: 'dependency-source',
    keys,
    title: `\`${name}\` may be any version`,
    explanation:
      'An installation without a lockfile takes whatever was published last, whoever published it. Name a range.',
    failureScenario: {
      description: `A new major version, or a stolen account’s, of \`${name}\` comes in with the next fresh installation, because \`${value}\` allows it.`,
    },
    severity: 'suggestion',
    confidence: 500,
  };
}
