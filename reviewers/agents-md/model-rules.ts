import type { Rule } from '../reviewer.ts';

/** What only a model can report: it needs understanding, not syntax. */
export const AGENTS_MD_MODEL_RULES = {
  'stale-guidance': {
    summary: 'The change makes a sentence of the guidance false.',
    severity: 'warning',
    confidence: 700,
  },
  'missing-guidance': {
    summary: 'The documented way fails without something that the change requires.',
    severity: 'suggestion',
    confidence: 600,
  },
  'false-guidance': {
    summary: 'A changed sentence says what the repository contradicts.',
    severity: 'suggestion',
    confidence: 650,
  },
  'unsafe-guidance': {
    summary: 'A changed sentence tells assistants to do something unsafe.',
    severity: 'critical',
    confidence: 700,
  },
  'contradicting-guidance': { summary: 'Two sentences tell the opposite.', severity: 'suggestion', confidence: 600 },
} as const satisfies Readonly<Record<string, Rule>>;
