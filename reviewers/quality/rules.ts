import type { Rule } from '../reviewer.ts';
import type { Lint } from './lint.ts';
import { PLAIN_SLIPS } from './plain/plain-slip.ts';
import { PYTHON_LINTS } from './python-lints.ts';
import { SCRIPT_LINTS } from './script-lints.ts';
import { SHELL_RULES } from './shell/shell-slip.ts';
import { SLIPS } from './slips/slip.ts';

const OWN: Readonly<Record<string, Rule>> = {
  'syntax-error': { summary: 'The change leaves a file that does not parse.', severity: 'critical', confidence: 930 },
  'conflict-marker': {
    summary: 'The change adds the markers of an unresolved merge.',
    severity: 'critical',
    confidence: 980,
  },
  'focused-test': { summary: 'A focused test keeps the others from running.', severity: 'warning', confidence: 950 },
  'debugger-statement': { summary: 'A stop for the debugger was left in.', severity: 'warning', confidence: 950 },
  'dangling-import': {
    summary: 'A removed file is still imported.',
    severity: 'warning',
    confidence: 850,
  },
  'stale-caller': {
    summary: 'A caller still uses what the change altered or removed.',
    severity: 'warning',
    confidence: 850,
  },
  'rule-switched-off': {
    summary: 'A linter no longer applies a rule.',
    severity: 'suggestion',
    confidence: 600,
  },
  'suppression-added': {
    summary: 'Comments that tell a tool to ignore everything become more.',
    severity: 'suggestion',
    confidence: 400,
  },
};

function entry({ rule, title, severity, confidence }: Lint): readonly [string, Rule] {
  return [rule, { summary: `${title}.`, severity, confidence }];
}

/** The closed vocabulary of the quality reviewer. */
export const RULES: Readonly<Record<string, Rule>> = {
  ...OWN,
  ...SHELL_RULES,
  ...Object.fromEntries(
    Object.entries(SLIPS).map(([rule, { title, confidence }]) => [
      rule,
      { summary: `${title}.`, severity: 'warning', confidence } as const,
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(PLAIN_SLIPS).map(([rule, slip]) => {
      const severity = 'severity' in slip ? slip.severity : 'warning';
      return [rule, { summary: `${slip.title}.`, severity, confidence: slip.confidence } as const];
    }),
  ),
  ...Object.fromEntries([...Object.values(SCRIPT_LINTS), ...Object.values(PYTHON_LINTS)].map(entry)),
};
