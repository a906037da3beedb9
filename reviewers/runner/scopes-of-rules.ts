import type { ReviewerReport } from '../../schemas/report.ts';
import type { Reviewer } from '../reviewer.ts';
import { scopesOf } from '../rule-scopes.ts';

/** Which rules of a reviewer say something of which kinds and families, rules of one scope together. */
export function scopesOfRules(reviewer: Reviewer): NonNullable<ReviewerReport['scopes']> {
  const rows = Object.entries(reviewer.rules).flatMap(([name, { severity }]) =>
    scopesOf(reviewer, name).flatMap(({ kinds, families }) =>
      families.map((family) => ({
        family,
        kinds: [...kinds],
        rule: { id: `${reviewer.id}/${name}`, critical: severity === 'critical' },
      })),
    ),
  );
  const groups = Map.groupBy(rows, ({ family, kinds }) => JSON.stringify([family, kinds]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const rules = new Map(group.map(({ rule }) => [rule.id, rule]));
    return first === undefined ? [] : [{ family: first.family, kinds: first.kinds, rules: [...rules.values()] }];
  });
}
