import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import type { Rule } from '../../reviewer.ts';

/** Mistakes of files of Protocol Buffers. */
export const PROTO_SLIPS = {
  'refused-proto': {
    title: 'The compiler of Protocol Buffers refuses this',
    why: 'No code is generated from the file until it is mended.',
    scenario: 'The build generates code from the file and stops here.',
    severity: 'warning',
    confidence: 800,
  },
  'inexact-amount': {
    title: 'An amount is kept as a number that cannot hold it',
    why: 'Whole cents need a whole number; `float` has seven digits.',
    scenario: 'An amount of 167772.17 is read back as another one.',
    severity: 'suggestion',
    confidence: 240,
  },
} as const;

/** The rules of these slips. */
export const PROTO_RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(PROTO_SLIPS).map(([rule, { title, severity, confidence }]) => [
    rule,
    { summary: `${title}.`, severity, confidence },
  ]),
);

/** The hazard of a mistake at a line. */
export function protoSlip(
  rule: keyof typeof PROTO_SLIPS,
  { line, what, say }: { readonly line: number; readonly what: string; readonly say: string },
): SideHazard {
  const { title, why, scenario } = PROTO_SLIPS[rule];
  return {
    rule,
    identity: `${say} ${what}`,
    lines: [line],
    title,
    explanation: `${say} ${why}`,
    failureScenario: { description: scenario },
  };
}
