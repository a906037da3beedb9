import { isDeepStrictEqual } from 'node:util';
import type { RepositoryConfig } from '../../../schemas/config.ts';
import { PolicyRule } from '../../../schemas/policy.ts';
import { RuleLevel } from '../../../schemas/rule-settings.ts';
import { Severity } from '../../../schemas/severity.ts';

/** One key of the settings, and what of its new value makes later reviews see less, in words for people. */
export interface SeenLess {
  /** From the root of the file. */
  readonly key: readonly string[];
  readonly what: string;
}

/** Says what of a new value makes reviews see less than the old one did; null for nothing. */
type Comparison = (old: unknown, now: unknown) => string | null;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const missingIn = (from: readonly unknown[], others: readonly unknown[]): readonly unknown[] =>
  from.filter((one) => !others.some((other) => isDeepStrictEqual(one, other)));
const named = (values: readonly unknown[]): string =>
  values
    .slice(0, 5)
    .map((value) => JSON.stringify(value).slice(0, 80))
    .join(', ') + (values.length > 5 ? ` and ${values.length - 5} more` : '');

const gains: Comparison = (old, now) => {
  const added = missingIn(listOf(now), listOf(old));
  return added.length === 0 ? null : `gains ${named(added)}`;
};
const loses: Comparison = (old, now) => {
  const lost = missingIn(listOf(old), listOf(now));
  return lost.length === 0 ? null : `loses ${named(lost)}`;
};
/** Rules are known by their ids. One that is written otherwise may ask for less; which, no comparison of patterns tells. */
const losesRules: Comparison = (old, now) => {
  const [before, after] = [rulesById(old), rulesById(now)];
  const gone = [...before.keys()].filter((id) => !after.has(id));
  const changed = [...before].flatMap(([id, rule]) =>
    after.has(id) && !isDeepStrictEqual(after.get(id), rule) ? [id] : [],
  );
  const parts = [
    ...(gone.length === 0 ? [] : [`loses ${named(gone)}`]),
    ...(changed.length === 0 ? [] : [`changes ${named(changed)}`]),
  ];
  return parts.length === 0 ? null : parts.join(' and ');
};
const rulesById = (value: unknown): ReadonlyMap<string, PolicyRule> =>
  new Map(
    PolicyRule.array()
      .catch([])
      .parse(listOf(value))
      .map((rule) => [rule.id, rule]),
  );
/** A list that, once it is there, asks for no more than what it holds. */
const narrows: Comparison = (old, now) => (now === undefined ? null : old === undefined ? 'is set' : loses(old, now));
/** The same of a list that asks for everything while it is empty. */
const narrowsFromAll: Comparison = (old, now) => {
  if (listOf(now).length === 0) return null;
  return listOf(old).length === 0 ? `is set to ${named(listOf(now))}` : loses(old, now);
};
const becomes =
  (less: boolean): Comparison =>
  (old, now) =>
    now === less && old !== less ? `becomes ${less}` : null;
const isSet: Comparison = (old, now) =>
  typeof now === 'string' && now !== old ? `becomes ${JSON.stringify(now).slice(0, 80)}` : null;
/** A limit that is higher, or gone, lets more through. */
const limitRises: Comparison = (old, now) =>
  typeof old === 'number' && (typeof now !== 'number' || now > old)
    ? `rises from ${old} to ${typeof now === 'number' ? now : 'none'}`
    : null;
const barRises =
  (standsFor: number): Comparison =>
  (old, now) => {
    const [before, after] = [old, now].map((value) => (typeof value === 'number' ? value : standsFor));
    return (after ?? 0) > (before ?? 0) ? `rises from ${before} to ${after}` : null;
  };
const severityRises: Comparison = (old, now) => {
  const [before, after] = [old, now].map((value) => Severity.catch('suggestion').parse(value));
  // Severities stand gravest first.
  const rank = (severity: Severity | undefined): number => Severity.options.indexOf(severity ?? 'suggestion');
  return rank(after) < rank(before) ? `rises from ${before} to ${after}` : null;
};

/** A rule that is lowered further, or switched off. */
const isLowered: Comparison = (old, now) => {
  const rank = (value: unknown): number => {
    const level = RuleLevel.safeParse(value).data;
    return level === undefined ? RuleLevel.options.length : RuleLevel.options.indexOf(level);
  };
  return rank(now) < rank(old) ? `becomes ${JSON.stringify(now)}` : null;
};

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  ignore: gains,
  'coverage.accept': gains,
  'comments.maxInline': (old, now) => (now === 0 && old !== 0 ? 'becomes 0: nothing is said beside the code' : null),
  'comments.minimumSeverity': severityRises,
  'comments.minimumPercent': barRises(5),
  'comments.minimumConfidence': barRises(50),
  'comments.openPercent': barRises(25),
  'comments.openCheckPercent': barRises(50),
  sensitivePaths: loses,
  'policy.rules': losesRules,
  ...Object.fromEntries(
    ['ruleFiles', 'forbiddenPaths', 'required', 'commits', 'sections', 'generated'].map((key) => [
      `policy.${key}`,
      loses,
    ]),
  ),
  'policy.maxChangedLines': limitRises,
  'modelHalves.trivial': narrows,
  'modelHalves.lite': narrows,
  'modelHalves.full': narrows,
  'pullRequests.drafts': (old, now) => (old === true && now !== true ? 'is no longer true' : null),
  'pullRequests.bots': becomes(false),
  'pullRequests.commands': (old, now) =>
    now === false && old !== false ? 'becomes false: nobody can ask for a review in a comment' : null,
  'pullRequests.onRequest': becomes(true),
  'pullRequests.requiredLabel': isSet,
  'pullRequests.baseBranches': narrowsFromAll,
  'pullRequests.skipTitles': gains,
  'pullRequests.skipAuthors': gains,
  'pullRequests.skipLabel': isSet,
};

/** All keys by which reviews see less under the new settings than under the old ones, in the order of the table. */
export function seenLess(old: RepositoryConfig, now: RepositoryConfig): readonly SeenLess[] {
  const keys = [
    ...Object.entries(COMPARISONS).map(([name, compare]) => ({ key: name.split('.'), compare })),
    ...Object.keys({ ...old.reviewers, ...now.reviewers }).flatMap((id) =>
      ['enabled', 'required'].map((name) => ({ key: ['reviewers', id, name], compare: becomes(false) })),
    ),
  ];
  const rules = Object.keys({ ...old.rules, ...now.rules }).map((id) => ({ key: ['rules', id], compare: isLowered }));
  return [...keys, ...rules].flatMap(({ key, compare }) => {
    const what = compare(valueAt(old, key), valueAt(now, key));
    return what === null ? [] : [{ key, what }];
  });
}

function valueAt(root: unknown, key: readonly string[]): unknown {
  return key.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? new Map<string, unknown>(Object.entries(value)).get(part)
        : undefined,
    root,
  );
}
