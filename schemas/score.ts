import { z } from 'zod';

/** What a term of a score is about, in the order in which they are told. */
export const ScoreTermName = z.enum(['stated', 'evidence', 'place', 'past', 'voices']);
export type ScoreTermName = z.infer<typeof ScoreTermName>;

/** One thing that makes a concern likelier or less likely to be right. */
export const ScoreTerm = z.strictObject({
  term: ScoreTermName,
  /** Thousandths of a natural log-odds: 693 doubles the odds. */
  points: z.int(),
  /** In words, with the number of outcomes where it comes of them. */
  note: z.string(),
});
export type ScoreTerm = z.infer<typeof ScoreTerm>;

/** How likely a concern is to be right: the sum of its terms. It orders, selects, and is the percentage that people see. */
export const ConcernScore = z.strictObject({
  percent: z.int().min(1).max(99),
  /** Without the voices of others: what the bar of the configuration is held against. */
  beforeVoices: z.int().min(1).max(99),
  terms: z.array(ScoreTerm),
});
export type ConcernScore = z.infer<typeof ConcernScore>;
