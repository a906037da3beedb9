import type { SideHazard } from '../../changed-code/sides/judgement.ts';

/** So many further lines are named. */
const MOST_NAMED = 20;

const GRAVITY = ['critical', 'warning', 'suggestion'];
const gravityOf = ({ severity = 'critical' }: SideHazard): number => GRAVITY.indexOf(severity);

/** One hazard a rule, the gravest and surest of each, with the places of the others in its words. */
export function oneARule(hazards: readonly SideHazard[]): SideHazard[] {
  return [...Map.groupBy(hazards, ({ rule }) => rule).values()].flatMap((some) => {
    const [first, ...others] = some.toSorted(
      (a, b) => gravityOf(a) - gravityOf(b) || (b.confidence ?? 0) - (a.confidence ?? 0),
    );
    if (first === undefined) return [];
    if (others.length === 0) return [first];
    const lines = others.slice(0, MOST_NAMED).map(({ title, lines: [line = 1] }) => `${title} (line ${line})`);
    const left = others.length - lines.length;
    return [
      {
        ...first,
        title: `${first.title}, and ${others.length} more`,
        explanation: `${first.explanation} Further: ${lines.join('; ')}${left > 0 ? `; and ${left} more` : ''}.`,
      },
    ];
  });
}
