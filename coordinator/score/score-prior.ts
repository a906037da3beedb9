import type { Speaker } from '../../schemas/learning/track-record.ts';

/** What a score is made of where nothing is known of the repository's own past; thousandths of a log-odds. */
export interface ScorePrior {
  /** What the stated confidence is worth: `base` and so many thousandths of its own log-odds. */
  readonly stated: Readonly<Record<Speaker, { readonly base: number; readonly slope: number }>>;
  /** Where nobody said how sure. */
  readonly unstated: Readonly<Record<Speaker, number>>;
  /** The quoted code is where it is said to be. */
  readonly quote: number;
  /** Its words hold a piece of code that stands in the change once. */
  readonly mention: number;
  /** The line that it names is no part of the change. */
  readonly elsewhere: number;
  /** Whoever was asked to verify it could neither follow it to its end nor refute it. */
  readonly unproven: number;
  /** The place is in tests, documents or examples. */
  readonly aside: number;
  /** What doubling the number of those who say it is worth, by who they are. */
  readonly voices: Readonly<Record<'check' | 'model' | 'outside', number>>;
  /** A check and a model say it: two kinds of looking. */
  readonly checkAndModel: number;
}
