import { isDeepStrictEqual } from 'node:util';
import { OperatorConfig, type RepositoryConfig } from '../../schemas/config.ts';
import { type ConfigSource, leaves, POLICY_LISTS } from './config.ts';
import { agreed, isAgreedKey } from './agreed-value.ts';

/** `.github/docket.yml` as it stands on one branch. */
export interface RepositorySource {
  readonly origin: string;
  readonly value: RepositoryConfig;
}

export interface RepositorySources {
  /** Null where the tip of the base has no file. */
  readonly base: RepositorySource | null;
  /** The same of the default branch; undefined where only the base counts. */
  readonly standard: RepositorySource | null | undefined;
}

/** Lists that make a review see more: what either branch says counts, so that no base takes away what the default branch asks for. */
const WIDENING = ['sensitivePaths', ...POLICY_LISTS];

/**
 * What the repository says, as sources of the configuration. Anybody may make a branch and open a pull request into it, so what makes a review
 * see less counts only where the default branch says it too, and pull requests are the default branch's alone.
 */
export function repositorySources({ base, standard }: RepositorySources): ConfigSource[] {
  if (standard === undefined) return base === null ? [] : [base];
  const [ofBase, ofStandard] = [keysOf(base), keysOf(standard)];
  const sources: ConfigSource[] = [];
  const say = (key: string, value: unknown, origin: string): void => {
    const path = (ofBase.get(key) ?? ofStandard.get(key))?.path ?? [];
    sources.push({ origin, value: OperatorConfig.parse(nested(path, value)) });
  };
  for (const [key, { value }] of ofBase) {
    if (!isAgreedKey(key) && !key.startsWith('pullRequests.')) say(key, value, base?.origin ?? '');
  }
  for (const key of WIDENING) {
    const own = listAt(ofBase, key);
    const more = listAt(ofStandard, key).filter((one) => !own.some((other) => isDeepStrictEqual(one, other)));
    if (more.length > 0) say(key, more, standard?.origin ?? '');
  }
  for (const key of new Set([...ofBase.keys(), ...ofStandard.keys()])) {
    if (!isAgreedKey(key)) continue;
    const values = { base: ofBase.get(key)?.value, standard: ofStandard.get(key)?.value };
    const value = agreed(key, values);
    // What one branch alone says of a key without a usual value counts for nothing.
    if (value !== undefined) say(key, value, originOf(value, values, { base, standard }));
  }
  for (const [key, { value }] of ofStandard)
    if (key.startsWith('pullRequests.')) say(key, value, standard?.origin ?? '');
  return sources;
}

/** More in one sentence nobody reads. */
const MOST_NAMED = 5;

/** What the base says so that a review sees less, and the default branch does not say yet: as sentences for whoever wonders why nothing is less. */
export function waiting({ base, standard }: RepositorySources): string[] {
  if (base === null || standard === undefined) return [];
  const [ofBase, ofStandard] = [keysOf(base), keysOf(standard)];
  const keys = [...ofBase].flatMap(([key, { value }]) => {
    if (!isAgreedKey(key)) return [];
    const counts = agreed(key, { base: value, standard: ofStandard.get(key)?.value });
    return isDeepStrictEqual(counts, value) ? [] : [key];
  });
  if (keys.length === 0) return [];
  const named = keys.slice(0, MOST_NAMED).join(', ');
  const more = keys.length > MOST_NAMED ? ` and ${keys.length - MOST_NAMED} more` : '';
  return [
    `${base.origin}: ${named}${more} ${keys.length === 1 ? 'counts' : 'count'} only as far as the default branch says the same, and not yet as written here`,
  ];
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

function keysOf(source: RepositorySource | null): ReadonlyMap<string, Leaf> {
  return new Map(leaves(source?.value ?? {}).map(([path, value]) => [path.join('.'), { path, value }]));
}

function listAt(keys: ReadonlyMap<string, Leaf>, key: string): readonly unknown[] {
  const value = keys.get(key)?.value;
  return Array.isArray(value) ? value : [];
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value);
}

/** Whose word it is; where only one branch says it and that is not enough, so much is said. */
function originOf(
  value: unknown,
  said: { readonly base: unknown; readonly standard: unknown },
  { base, standard }: RepositorySources,
): string {
  const [one, other] = [base?.origin ?? 'the base', standard?.origin ?? 'the default branch'];
  const [isBase, isStandard] = [isDeepStrictEqual(value, said.base), isDeepStrictEqual(value, said.standard)];
  if (isBase && isStandard) return one === other ? one : `${one} and ${other}`;
  if (isBase) return one;
  if (isStandard) return other;
  return `as far as ${one} and ${other} both say it`;
}
