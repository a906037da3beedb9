import { z } from 'zod';
import type { Severity } from './severity.ts';

/** How much of a rule a configuration lets through: nothing, or findings that are at most this severe. */
export const RuleLevel = z.enum(['off', 'suggestion', 'warning']);
export type RuleLevel = z.infer<typeof RuleLevel>;

const MOST_STARS = 4;

const WRITTEN = /^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9._/*-]+$/;

/** `security/sql-injection`, or several rules of one reviewer: `quality/no-*`, where `*` is any text. */
export const RuleGlob = z
  .string()
  .max(200)
  .regex(WRITTEN, 'a rule is written reviewer/rule-name; * in the name is any text')
  .refine((glob) => glob.split('*').length - 1 <= MOST_STARS, `at most ${MOST_STARS} "*" stand in a rule's name`);
export type RuleGlob = z.infer<typeof RuleGlob>;

/** Rules that a configuration switches off or lowers. A key that is no rule is told by its own words, not as a wrong key of a record. */
export const RuleSettings = z
  .record(z.string().meta({ pattern: WRITTEN.source }), RuleLevel)
  .check(({ value, issues }) => {
    for (const key of Object.keys(value)) {
      const glob = RuleGlob.safeParse(key);
      for (const issue of glob.error?.issues ?? [])
        issues.push({ code: 'custom', input: key, path: [key], message: issue.message });
    }
  });
export type RuleSettings = z.infer<typeof RuleSettings>;

/** Whether a rule is meant by a glob. Each star takes the nearest text that fits, so the work is linear. */
export function fitsRule(glob: string, rule: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  if (rest.length === 0) return glob === rule;
  const last = rest.pop() ?? '';
  if (!rule.startsWith(first) || !rule.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = rule.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= rule.length - last.length;
}

/** What a configuration says of one rule, and by which entry. */
export interface RuleSetting {
  readonly glob: string;
  readonly level: RuleLevel;
}

/** Rules that watch over these settings themselves: what else is switched off, they tell. */
export const ALWAYS_ON: readonly string[] = ['policy/reviews-see-less', 'policy/broken-settings'];

/**
 * What holds for a rule; null where nothing is said, and of rules that are always on. Of several entries that fit, the one that lets least through: no entry gives back what
 * another takes, so that leaving entries out never makes a review see less.
 */
export function settingOf(rule: string, settings: RuleSettings): RuleSetting | null {
  if (ALWAYS_ON.includes(rule)) return null;
  const fitting = Object.entries(settings).filter(([glob]) => fitsRule(glob, rule));
  const level = RuleLevel.options.find((one) => fitting.some(([, other]) => other === one));
  const found = fitting.filter(([, one]) => one === level).map(([glob]) => glob);
  const [glob] = found.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return glob === undefined || level === undefined ? null : { glob, level };
}

/** A severity as far as the configuration lets it through; `off` is not asked here. */
export function cappedSeverity(severity: Severity, level: Exclude<RuleLevel, 'off'>): Severity {
  return level === 'suggestion' || severity === 'suggestion' ? 'suggestion' : 'warning';
}
