/** Every number that bounds the calls of one caller. `docs/resilience.md` lists them with what they do. */
export interface CallLimits {
  /** When the work has to be done, in milliseconds since 1970. No call outlives it. */
  readonly deadlineAt: number;
  /** One attempt, from sending to the last byte. */
  readonly callTimeoutMs: number;
  /** A stream without a byte for so long is cut. */
  readonly inactivityMs: number;
  /** A stream that does not get on for so long is cut, whatever bytes and pings come: a slow model says a word in this time. */
  readonly progressMs: number;
  /** Less than this, over such a time, is no getting on. */
  readonly leastCharactersPerSecond: number;
  /** Tries after the first one, on one model, for one question. */
  readonly retriesPerModel: number;
  /** An answer that another run is just paying for is waited for so long. */
  readonly sharedAnswerMs: number;
  /** So much has to be left of the deadline for another try to be worth its money. */
  readonly minimumRemainingMs: number;
  /** The first wait between two tries; later ones grow, with jitter. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** A provider that asks for a longer wait than this is not waited for while another model of the family can be asked. */
  readonly longestWaitBeforeFailoverMs: number;
  /** How often a caller that waits says so. */
  readonly heartbeatMs: number;
}

/** What is shared by all callers of a run. */
export interface HealthLimits {
  /** So many failures of a model in a row open its breaker. */
  readonly breakerFailures: number;
  /** Nothing is sent to a model for so long once its breaker is open; then one probe. */
  readonly breakerOpenMs: number;
  /** Tries after the first one, over all questions of a run: a provider in trouble is not made worse by us. */
  readonly retriesPerRun: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const CALL_LIMITS: Omit<CallLimits, 'deadlineAt'> = {
  callTimeoutMs: 5 * MINUTE,
  inactivityMs: 60 * SECOND,
  progressMs: 2 * MINUTE,
  // A word every sixteen seconds. A byte every ten is less.
  leastCharactersPerSecond: 0.25,
  retriesPerModel: 3,
  sharedAnswerMs: MINUTE,
  minimumRemainingMs: 2 * MINUTE,
  firstDelayMs: SECOND,
  longestDelayMs: 30 * SECOND,
  longestWaitBeforeFailoverMs: 20 * SECOND,
  heartbeatMs: 30 * SECOND,
};

export const HEALTH_LIMITS: HealthLimits = {
  breakerFailures: 5,
  breakerOpenMs: 2 * MINUTE,
  retriesPerRun: 20,
};
