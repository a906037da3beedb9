import type { FindingSource, FinalOutcome, OutcomeExample } from '../../../schemas/learning/outcome-example.ts';

/** What became of one finding of a model's rule in production, unless told otherwise. */
export function example(
  kind: FinalOutcome,
  { finding, ...of }: Partial<Omit<OutcomeExample, 'finding'>> & { readonly finding?: Partial<FindingSource> } = {},
): OutcomeExample {
  return {
    finding: {
      reviewer: 'quality',
      origin: 'model',
      rule: 'quality/race',
      confidence: 800,
      evidence: 'x',
      ...finding,
    },
    path: 'src/a.ts',
    model: 'a/model',
    points: 1386,
    kind,
    at: '2026-01-01T00:00:00.000Z',
    imported: false,
    ...of,
  };
}

/** So many of the same. */
export function times(count: number, one: OutcomeExample): OutcomeExample[] {
  return Array.from({ length: count }, () => one);
}
