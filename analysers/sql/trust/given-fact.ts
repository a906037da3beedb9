import type { TrustFact } from '../../../schemas/migration/trust-fact.ts';

/** What is read of a statement; what it does not say is left out. */
export type GivenFact = Pick<TrustFact, 'kind' | 'name'> & Partial<TrustFact>;
