import type { FailureScenario } from '../../../schemas/finding.ts';
import type { Severity } from '../../../schemas/severity.ts';
import type { SecurityRule } from '../vocabulary.ts';
import { hostOf, isOfCommit, type LockedPackage, unusualSource } from './locked-package.ts';
import { isOtherPackage } from './other-package.ts';
import { usualHosts } from './usual-hosts.ts';

/** A hazard that the head of a lockfile has and the base has not. */
export interface LockfileHazard {
  readonly rule: SecurityRule;
  readonly severity: Severity;
  /** Where it differs from the vocabulary's. */
  readonly confidence?: number;
  /** The first package of it, and how many more there are. */
  readonly name: string;
  readonly others: number;
  /** A text that stands on the line to show, tried in this order. */
  readonly quotes: readonly string[];
  readonly title: string;
  readonly explanation: string;
  readonly failureScenario: FailureScenario;
}

interface Problem extends Omit<LockfileHazard, 'name' | 'others'> {
  /** Packages with the same problem are told together. */
  readonly group: string;
}

const STRENGTH = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'];

/** What the change of a lockfile brings in unseen. The hosts that the base already uses are the usual ones. */
export function lockfileHazards(base: readonly LockedPackage[], head: readonly LockedPackage[]): LockfileHazard[] {
  const before = new Map(base.map((one) => [one.key, one]));
  const usual = usualHosts(base, head);
  const names = new Set(base.map(({ name }) => name));
  const own = new Set(base.filter(({ isOwn }) => isOwn).map(({ name }) => name));
  const repositories = new Map(base.map(({ name, repository }) => [name, repository]));
  const stood = new Set(base.flatMap(({ repository }) => repository?.toLowerCase() ?? []));
  const expectsDigest = mostHaveDigest(base.length === 0 ? head : base);
  const groups = new Map<string, { readonly problem: Problem; readonly names: Set<string> }>();
  for (const now of head) {
    if (now.isOwn && (own.has(now.name) || !names.has(now.name))) continue;
    const old = before.get(now.key);
    const same = old !== undefined && old.version === now.version ? old : null;
    for (const problem of problemsOf(now, {
      old: old ?? null,
      same,
      isNew: !names.has(now.name),
      repository: repositories.get(now.name) ?? null,
      stood,
      usual,
      expectsDigest,
    })) {
      const group = groups.get(problem.group);
      if (group === undefined) groups.set(problem.group, { problem, names: new Set([now.name]) });
      else group.names.add(now.name);
    }
  }
  return [...groups.values()].map(({ problem, names }) => ({
    ...problem,
    name: [...names][0] ?? '',
    others: names.size - 1,
  }));
}

function mostHaveDigest(packages: readonly LockedPackage[]): boolean {
  const foreign = packages.filter(({ isOwn }) => !isOwn);
  return foreign.filter(({ digests }) => digests.length > 0).length * 2 > foreign.length;
}

interface Around {
  readonly old: LockedPackage | null;
  /** The same version at the base; null where there was none. */
  readonly same: LockedPackage | null;
  /** Whether the base has no version of it at all. */
  readonly isNew: boolean;
  /** The repository that it came from at the base. */
  readonly repository: string | null;
  /** All repositories of the base. */
  readonly stood: ReadonlySet<string>;
  readonly usual: ReadonlySet<string>;
  readonly expectsDigest: boolean;
}

function* problemsOf(now: LockedPackage, around: Around): Generator<Problem> {
  const { old, same, expectsDigest } = around;
  if (now.isOwn) return yield ownNow(now);
  const { source, digests, name, version } = now;
  const about = { quotes: [source, ...digests, name].filter((one) => one !== null) };
  if (source !== null && source !== same?.source && source !== old?.source) yield* sourceProblems(now, around);
  yield* placeProblems(now, around);
  // The commit that a source names is its digest.
  const pinned = source !== null && digests.length === 0 && isOfCommit(source);
  if (same !== null && same.digests.length > 0 && digests.length === 0 && !pinned)
    yield {
      ...about,
      ...TAMPERED,
      group: 'removed',
      title: `The digest of \`${name}\` ${version} is gone`,
      explanation: UNCHECKED,
    };
  else if (same !== null && !pinned && !isMoving(version) && isOther(same.digests, digests))
    yield {
      ...about,
      ...TAMPERED,
      quotes: [...digests, name],
      group: `changed ${name}`,
      title: `\`${name}\` ${version} has another digest than before`,
      explanation:
        'A released version does not change. Something else is installed under its name now, or a weaker digest no longer tells.',
    };
  else if (same === null && digests.length === 0 && expectsDigest && source !== null && unusualSource(source) === null)
    yield {
      ...about,
      ...TAMPERED,
      severity: 'warning',
      group: 'absent',
      title: `\`${name}\` ${version} is locked without a digest`,
      explanation: UNCHECKED,
    };
  if (now.runsOnInstall && old?.runsOnInstall !== true)
    yield {
      rule: 'install-script',
      // Whoever brings in a package, or a new version of one, mostly knows that it builds something: folded.
      ...(same === null ? { severity: 'suggestion' as const, confidence: 200 } : { severity: 'warning' as const }),
      quotes: [`"${now.key}"`, name],
      group: same === null ? 'script' : `script ${name}`,
      title: `\`${name}\` runs a script when it is installed`,
      explanation:
        'Its code runs on every machine that installs, before anybody called it. Read what it does, or install without scripts.',
      failureScenario: {
        description: `The next installation runs the install script of \`${name}\` ${version} with the rights of whoever installs.`,
      },
    };
}

const UNCHECKED =
  'Nothing is compared with what the host sends any more, so that it may send something else. Write the lockfile anew with the package manager.';
const TAMPERED = {
  rule: 'lockfile-tampering',
  severity: 'critical',
  failureScenario: {
    description:
      'The next installation takes what the host sends under this name and version, and runs it, without a word.',
  },
} as const;

function* sourceProblems(now: LockedPackage, { old, same, isNew, usual }: Around): Generator<Problem> {
  const { source } = now;
  if (source === null) return;
  const unusual = unusualSource(source);
  const host = hostOf(source);
  // Another commit of the repository that it came from before is a new version of it.
  if (unusual === 'git' && old?.source != null && withoutCommit(old.source) === withoutCommit(source)) return;
  if (unusual !== null && (old?.source ?? null) !== source) {
    yield unusualProblem(now, unusual, source, unusual === 'plain-http' || (same !== null && !isOfCommit(source)));
  } else if (host !== null && !usual.has(host)) yield hostProblem(now, host, isNew, source);
}

const withoutCommit = (source: string): string => source.replace(/#[0-9a-f]{7,64}$/, '');

/** What its further files, its repository and the name that it is asked for by show. */
function* placeProblems(now: LockedPackage, { old, isNew, usual, repository, stood }: Around): Generator<Problem> {
  const known = new Set([...(old?.addresses ?? []), old?.source, old?.repository]);
  for (const address of [...(now.addresses ?? []), ...(now.repository === undefined ? [] : [now.repository])]) {
    if (known.has(address)) continue;
    const host = hostOf(address);
    if (unusualSource(address) === 'plain-http') yield unusualProblem(now, 'plain-http', address, true);
    else if (host !== null && !usual.has(host)) yield hostProblem(now, host, isNew, address);
  }
  if (
    now.repository !== undefined &&
    repository !== null &&
    repository !== now.repository &&
    !stood.has(now.repository.toLowerCase())
  )
    yield unusualProblem(now, 'another', now.repository, false);
  if (isOtherPackage(now) && (old === null || !isOtherPackage(old)))
    yield {
      quotes: [now.source ?? now.name, now.key, now.name],
      ...TAMPERED,
      group: `other ${now.name}`,
      title: `Another package is installed as \`${now.askedAs ?? now.name}\``,
      explanation: 'The address does not name the package or version that the entry is for.',
    };
}

/** A package of a registry whose place a folder of the repository takes. */
function ownNow(now: LockedPackage): Problem {
  return { ...unusualProblem(now, 'file', now.source ?? now.name, false), group: 'own' };
}

const PLACES = {
  git: 'from a git repository',
  'plain-http': 'without TLS',
  file: 'from a file',
  another: 'from another repository',
} as const;

function unusualProblem(
  { name, isOfOthers }: LockedPackage,
  place: keyof typeof PLACES,
  source: string,
  isGrave: boolean,
): Problem {
  return {
    quotes: [source, withoutCommit(source), name],
    rule: 'dependency-source',
    severity: isGrave ? 'critical' : 'warning',
    // What others ask for, at a commit and with its digest, is theirs to choose: folded.
    ...(isOfOthers === true && place === 'another' && { severity: 'suggestion', confidence: 200 }),
    group: `${place} ${hostOf(source) ?? ''} ${isOfOthers === true}`,
    title: `\`${name}\` is taken ${PLACES[place]} now`,
    explanation: isOfCommit(source)
      ? 'The commit pins what is taken. It is no release: nobody else looked at it, and whoever owns the repository can take it away.'
      : 'What stands there can be changed by others, and no registry keeps a released version as it was.',
    failureScenario: {
      description: `The next installation fetches \`${name}\` from \`${source.slice(0, 200)}\` and runs what is there.`,
    },
  };
}

function hostProblem({ name }: LockedPackage, host: string, isNew: boolean, source: string): Problem {
  return {
    quotes: [source, name],
    ...TAMPERED,
    severity: isNew ? 'warning' : 'critical',
    group: `host ${host} ${isNew}`,
    title: `\`${name}\` comes from \`${host}\` now`,
    explanation: 'No other package of this lockfile came from that host. Whoever runs it decides what is installed.',
  };
}

/** Composer's name for the newest commit of a branch: what it stands for changes with every commit. No version of npm can be named so. */
function isMoving(version: string): boolean {
  return /^dev-|\.x-dev$/.test(version);
}

/**
 * Whether no digest is left that was there, and one of the same kind stands in its place or only weaker ones do. One that was added to others is no
 * hazard; digests of two formats of a lockfile cannot be compared.
 */
function isOther(old: readonly string[], now: readonly string[]): boolean {
  if (old.length === 0 || now.some((digest) => old.includes(digest))) return false;
  const [before, after] = [old.map(kindOfDigest), now.map(kindOfDigest)];
  if (after.some((kind) => before.includes(kind))) return true;
  const [strongest, left] = [before, after].map((kinds) => Math.max(...kinds.map((kind) => STRENGTH.indexOf(kind))));
  return strongest !== undefined && left !== undefined && left !== -1 && left < strongest;
}

/** The algorithm, or the key of the cache that Yarn 2 writes before a slash. */
function kindOfDigest(digest: string): string {
  return /^(md5|sha\d{1,3}|h1)[-:=]/.exec(digest)?.[1] ?? /^(\w{1,8})\//.exec(digest)?.[1] ?? '';
}
