import type { Rule } from '../../reviewer.ts';
import type { SideHazard } from '../../changed-code/sides/judgement.ts';

/** Mistakes of scripts for fish. */
export const FISH_SLIPS = {
  'refused-fish': {
    title: 'fish refuses this',
    why: 'It is written as Bash has it, or a block does not close as it opened. The script stops before its first line runs.',
    scenario: 'The script or function is loaded: an error of syntax comes instead.',
    severity: 'warning',
    confidence: 850,
  },
  'idle-fish': {
    title: 'This does something else in fish than it seems to',
    why: 'What is written is understood, and means another thing.',
    scenario: 'The script is run: the condition is always true, or the value is not set.',
    severity: 'warning',
    confidence: 750,
  },
} as const;

/** The hazard of a mistake. */
export function fishSlip(
  rule: keyof typeof FISH_SLIPS,
  { line, what, say }: { readonly line: number; readonly what: string; readonly say: string },
): SideHazard {
  const { title, why, scenario } = FISH_SLIPS[rule];
  const shown = what.length > 80 ? `${what.slice(0, 77)}...` : what;
  return {
    rule,
    identity: what,
    lines: [line],
    title,
    explanation: `This is about \`${shown.replaceAll('`', "'")}\`. ${say} ${why}`,
    failureScenario: { description: scenario },
  };
}

/** The rules of these slips. */
export const FISH_RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(FISH_SLIPS).map(([rule, { title, severity, confidence }]) => [
    rule,
    { summary: `${title}.`, severity, confidence },
  ]),
);
