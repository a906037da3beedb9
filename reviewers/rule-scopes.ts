import type { Judges, Reviewer, Rule } from './reviewer.ts';

/** In which kinds of files a rule says something, and about what: as the rule says, otherwise whatever its reviewer's checks judge. */
export function scopesOf(reviewer: Pick<Reviewer, 'rules' | 'checks'>, name: string): readonly Judges[] {
  return reviewer.rules[name]?.scopes ?? reviewer.checks.flatMap(({ judges = [] }) => judges);
}

/** Rules that only models apply: switched off, they take nothing from what checks judge. */
export function forModels(rules: Readonly<Record<string, Rule>>): Readonly<Record<string, Rule>> {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, { ...rule, scopes: [] }]));
}
