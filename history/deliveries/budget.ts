/** What all workers together may spend on models in a day or a month (UTC). */
export interface BudgetCap {
  readonly scope: 'fleet' | 'installation' | 'repository';
  readonly period: 'day' | 'month';
  readonly microUsd: number;
}

/** Money that was put aside for a run, so that no other can count on it. */
export interface BudgetHold {
  readonly microUsd: number;
  /** The cap that left less than was wanted; null where none did. */
  readonly short: BudgetCap | null;
  /** So much of that cap other runs have put aside and not spent yet: some of it may be had when they are over. */
  readonly putAside: number;
  /** Writes down what the run has spent at the most so far: if it dies it has spent that. To be said before a model is asked. */
  spent(microUsd: number): Promise<void>;
  /** The run has spent this and asks no more; what is left may be had by others. Saying it again, or late, changes only what was said. */
  settle(microUsd: number): Promise<void>;
}

/** A model may be asked for this run while this much of each cap is left. */
export interface BudgetWish {
  readonly caps: readonly BudgetCap[];
  readonly microUsd: number;
}
