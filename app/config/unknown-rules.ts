import { nearestWord } from '../../schemas/text/edit-distance.ts';
import type { Reviewer } from '../../reviewers/reviewer.ts';
import { ALWAYS_ON, fitsRule, type RuleSettings } from '../../schemas/rule-settings.ts';

/**
 * Entries of `rules` that fit no rule here, in sentences: they take nothing away. No error, because a newer program, a plugin or an outside
 * tool may know the rule, and a review that sees more than was wished for is no danger.
 */
export function unknownRules(rules: RuleSettings, reviewers: readonly Pick<Reviewer, 'id' | 'rules'>[]): string[] {
  const known = reviewers.flatMap((reviewer) => Object.keys(reviewer.rules).map((name) => `${reviewer.id}/${name}`));
  const always = Object.keys(rules)
    .filter((glob) => ALWAYS_ON.includes(glob))
    .map((glob) => `rules names ${JSON.stringify(glob)}, which watches over the settings and stays on`);
  const unknown = Object.keys(rules)
    .filter((glob) => !known.some((rule) => fitsRule(glob, rule)))
    .map((glob) => {
      const reviewer = glob.slice(0, glob.indexOf('/'));
      const tool = reviewers.some(({ id }) => id === reviewer) ? '' : `, unless an outside tool is called ${reviewer}`;
      return `rules names ${JSON.stringify(glob)}, which is no rule and changes nothing${tool}: did you mean ${nearestRule(glob, known)}?`;
    });
  return [...always, ...unknown];
}

/** The rule whose name is most like a word; one of the same reviewer where the word names it. */
export function nearestRule(word: string, known: readonly string[]): string {
  const reviewer = word.slice(0, word.indexOf('/') + 1);
  const own = reviewer === '' ? [] : known.filter((rule) => rule.startsWith(reviewer));
  if (own.length > 0) return nearestWord(word, own);
  const name = word.slice(reviewer.length);
  const nearest = nearestWord(name, [...new Set(known.map((rule) => rule.slice(rule.indexOf('/') + 1)))]);
  return known.find((rule) => rule.endsWith(`/${nearest}`)) ?? nearest;
}
