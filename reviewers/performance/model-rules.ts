import type { Rule } from '../reviewer.ts';

/** What only a model can report: it needs understanding, not syntax. */
export const PERFORMANCE_MODEL_RULES = {
  'growing-cost': { summary: 'The cost grows with the product of two sizes.', severity: 'warning', confidence: 650 },
  'round-trip-per-element': {
    summary: 'Each element costs a round trip that one request could carry.',
    severity: 'warning',
    confidence: 700,
  },
  'unindexed-query': { summary: 'A query cannot use the index it needs.', severity: 'warning', confidence: 600 },
  'unbounded-read': { summary: 'Everything is loaded although a part is used.', severity: 'warning', confidence: 650 },
  'unbounded-growth': {
    summary: 'A collection only grows while the process lives.',
    severity: 'warning',
    confidence: 700,
  },
  'lost-cache': { summary: 'A cache, batch or index is taken away or defeated.', severity: 'warning', confidence: 650 },
  'blocking-work': { summary: 'Long work blocks a thread that serves others.', severity: 'warning', confidence: 650 },
  'unbounded-fan-out': { summary: 'As much runs at once as the data says.', severity: 'warning', confidence: 600 },
  'retry-storm': {
    summary: 'Retries or polling multiply load on what is failing.',
    severity: 'warning',
    confidence: 650,
  },
  'repeated-work': {
    summary: 'A hot path repeats work that gives the same answer.',
    severity: 'suggestion',
    confidence: 600,
  },
} as const satisfies Readonly<Record<string, Rule>>;
