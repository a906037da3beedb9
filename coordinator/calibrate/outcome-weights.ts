import type { FinalOutcome } from '../../schemas/learning/outcome-example.ts';

/**
 * What an outcome counts for. Merged without a word, a comment may have been wrong or only been passed over: half as much as a dismissal.
 * A belief; nothing measured it.
 */
export const OUTCOME_WEIGHTS: Readonly<Record<FinalOutcome, number>> = { accepted: 1, dismissed: 1, unaddressed: 0.5 };
