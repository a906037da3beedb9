import { parse } from 'yaml';
import { z } from 'zod';
import { DEFAULT_MODELS } from '../../models/selection/capabilities.ts';
import type { Config } from '../../schemas/config.ts';
import { InputError, describeCause } from '../../schemas/problem.ts';
import { fitsRule } from '../../schemas/rule-settings.ts';

const Cap = z.strictObject({ usd: z.number().min(0).optional(), tokens: z.int().min(0).optional() });
const Glob = z.string().min(1).max(200);

/** What an operator says for all repositories at once. Each key takes something away; none gives anything. */
export const Switch = z.strictObject({
  /** The operator's own count, told in the log. */
  version: z.int().min(0),
  /** Models that are not asked, by name or with stars; `all` for every one. */
  modelsOff: z.union([z.literal('all'), z.array(Glob)]).default([]),
  /** No repository's budget is larger. */
  budget: z.strictObject({ run: Cap.optional(), pullRequest: Cap.optional(), month: Cap.optional() }).default({}),
  /** Rules that no configuration switches off or lowers. */
  keepRules: z.array(Glob).default([]),
});
export type Switch = z.infer<typeof Switch>;

/** Reads what the operator wrote. Throws an `InputError`. */
export function readSwitch(text: string, where: string): Switch {
  try {
    return Switch.parse(parse(text, { maxAliasCount: 0 }));
  } catch (cause) {
    const what = `the central switch cannot be read: ${describeCause(cause)}`;
    throw new InputError({ what, where, remedy: 'docs/app.md lists its keys.', cause });
  }
}

/** The configuration with what the operator took away: as it was, or tighter. */
export function tightened(config: Config, { modelsOff, budget, keepRules, version }: Switch): Config {
  const capped = {
    run: lower(config.budget.run, budget.run),
    pullRequest: lower(config.budget.pullRequest, budget.pullRequest),
    month: lower(config.budget.month, budget.month),
  };
  const kept = Object.entries(config.rules).filter(([glob]) => !keepRules.some((rule) => mayMeet(glob, rule)));
  const tight = { ...config, budget: capped, rules: Object.fromEntries(kept) };
  const because = `the operator's central switch, version ${version}`;
  return modelsOff === 'all' ? withoutModels(tight, because) : withoutThose(tight, modelsOff, because);
}

/**
 * No request to a model fits into this budget, so none is sent, and the review says that it is incomplete. Without its models a
 * configuration would be one of checks alone, whose reviews are complete.
 */
export function withoutModels(config: Config, because: string): Config {
  return { ...config, budget: { ...config.budget, run: { ...config.budget.run, tokens: 0, because } } };
}

function withoutThose(config: Config, off: readonly string[], because: string): Config {
  if (off.length === 0) return config;
  const isOff = (name: string): boolean => off.some((glob) => fitsRule(glob, name));
  const failover = Object.fromEntries(
    Object.entries(config.failover).map(([name, rest]) => [name, rest.filter((one) => !isOff(one))]),
  );
  let lost = false;
  /** A model that is off is stood in for as if it did not answer; where nobody stands in, no model looks. */
  const instead = (name: string): string => {
    if (!isOff(name)) return name;
    const [next] = failover[name] ?? [];
    if (next === undefined) lost = true;
    return next ?? name;
  };
  const tierOf = (name: string | null) => (name === null ? null : instead(name));
  const { deep, standard, light } = config.models;
  const models = { deep: tierOf(deep), standard: tierOf(standard), light: tierOf(light) };
  const reviewerModels = Object.fromEntries(
    Object.entries(config.reviewerModels).map(([task, name]) => [task, name.includes('/') ? instead(name) : name]),
  );
  // Who names none gets the default ones, if their key is there.
  if (deep === null && standard === null && light === null) lost ||= Object.values(DEFAULT_MODELS).some(isOff);
  const rest = { ...config, failover, models, reviewerModels };
  return lost ? withoutModels(rest, because) : rest;
}

type Limit = Config['budget']['run'];

function lower(own: Limit, cap: z.infer<typeof Cap> = {}): Limit {
  const least = (one: number | undefined, other: number | undefined) =>
    one === undefined ? other : Math.min(one, other ?? one);
  const [usd, tokens] = [least(own.usd, cap.usd), least(own.tokens, cap.tokens)];
  return { ...(usd === undefined ? {} : { usd }), ...(tokens === undefined ? {} : { tokens }) };
}

/** Whether two globs may mean the same rule; on a doubt yes, since what is taken out only made the review see less. */
function mayMeet(one: string, other: string): boolean {
  const [a = '', b = ''] = [one.split('*')[0], other.split('*')[0]];
  if (!one.includes('*')) return fitsRule(other, one);
  return other.includes('*') ? a.startsWith(b) || b.startsWith(a) : fitsRule(one, other);
}
