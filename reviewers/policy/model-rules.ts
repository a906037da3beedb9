import type { Rule } from '../reviewer.ts';

/** What only a model can report: it needs understanding, not syntax. */
export const POLICY_MODEL_RULES = {
  'violates-written-rule': {
    summary: 'A changed line breaks a rule that the repository has written down.',
    severity: 'warning',
    confidence: 700,
  },
  'missing-required-step': {
    summary: 'A written rule asks for a step that the change leaves out.',
    severity: 'warning',
    confidence: 650,
  },
  'phased-out-pattern': {
    summary: 'The change adds what a written rule phases out.',
    severity: 'suggestion',
    confidence: 650,
  },
} as const satisfies Readonly<Record<string, Rule>>;
