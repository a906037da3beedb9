import type { Rule } from '../reviewer.ts';

/** What only a model can report: it needs understanding, not syntax. */
export const DOCUMENTATION_MODEL_RULES = {
  'misleading-documentation': {
    summary: 'A statement is no longer true after the change.',
    severity: 'warning',
    confidence: 700,
  },
  'broken-example': { summary: 'An example or command does not run as written.', severity: 'warning', confidence: 700 },
  'missing-upgrade-note': {
    summary: 'Users must react, and the place that lists such things is silent.',
    severity: 'suggestion',
    confidence: 600,
  },
  'missing-warning': {
    summary: 'Following the documentation leads to loss or exposure.',
    severity: 'warning',
    confidence: 600,
  },
  'wrong-help-text': {
    summary: 'A help text or message names what does not exist.',
    severity: 'suggestion',
    confidence: 700,
  },
  'misleading-comment': {
    summary: 'A comment states what the code contradicts.',
    severity: 'suggestion',
    confidence: 650,
  },
} as const satisfies Readonly<Record<string, Rule>>;
