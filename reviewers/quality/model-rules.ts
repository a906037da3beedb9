import type { Rule } from '../reviewer.ts';

/** What only a model can report: it needs understanding, not syntax. */
export const QUALITY_MODEL_RULES = {
  'logic-error': {
    summary: 'The code computes or decides something else than it should.',
    severity: 'warning',
    confidence: 700,
  },
  'missing-value': {
    summary: 'A value that can be absent is used as if it were there.',
    severity: 'warning',
    confidence: 700,
  },
  'error-handling': {
    summary: 'An error is lost, and the program goes on with a wrong state.',
    severity: 'warning',
    confidence: 700,
  },
  'race-condition': {
    summary: 'Two runs at the same time lead to a wrong result.',
    severity: 'warning',
    confidence: 600,
  },
  'resource-leak': { summary: 'A resource is not given back on some path.', severity: 'warning', confidence: 650 },
  'broken-contract': {
    summary: 'One side of a contract changes and the other does not.',
    severity: 'warning',
    confidence: 700,
  },
  'inconsistent-state': { summary: 'Things that must agree no longer do.', severity: 'warning', confidence: 650 },
  'vacuous-test': { summary: 'A test passes whatever the code does.', severity: 'suggestion', confidence: 650 },
} as const satisfies Readonly<Record<string, Rule>>;
