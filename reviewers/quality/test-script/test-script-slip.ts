import type { Rule } from '../../reviewer.ts';

/** Mistakes of scripts of Go's tests. */
export const TEST_SCRIPT_SLIPS = {
  'broken-test-script': {
    title: 'This line of the test script cannot do what it says',
    why: 'The script stops there, or looks at something that is not there.',
    scenario: 'The test fails, or passes, whatever the program does.',
    severity: 'warning',
    confidence: 700,
  },
  'idle-test-script': {
    title: 'This line of the test script asks nothing',
    why: 'The test passes whatever the program does there.',
    scenario: 'The program does something else than before, and the test still passes.',
    severity: 'suggestion',
    confidence: 240,
  },
} as const;

/** The rules of these slips. */
export const TEST_SCRIPT_RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(TEST_SCRIPT_SLIPS).map(([rule, { title, severity, confidence }]) => [
    rule,
    { summary: `${title}.`, severity, confidence },
  ]),
);
