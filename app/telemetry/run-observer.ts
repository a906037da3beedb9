import type { AttemptStart, ModelUsage, StopReason } from '../../schemas/model-call.ts';
import type { ModelErrorKind } from '../../models/model.ts';

/** A request to a model that begins: where it goes and for whom, nothing of what it says. */
export interface ModelCallBegun extends Pick<
  AttemptStart,
  'call' | 'attempt' | 'step' | 'provider' | 'host' | 'model'
> {
  readonly maxOutputTokens: number;
}

/** How it ended. `unknown` stands for what is none of the kinds of failure that we know. */
export type ModelCallEnded = Pick<AttemptStart, 'call' | 'attempt'> & { readonly usage: ModelUsage | null } & (
    | { readonly state: 'ok'; readonly stopReason: StopReason }
    | { readonly state: 'failed'; readonly error: ModelErrorKind | 'unknown' }
  );

/** What was known already, so that nobody had to be asked. */
type AnswerCache = 'answers' | 'tools';

/** How a publication ended. */
export type PublishEnd = 'published' | 'superseded' | 'failed';

/**
 * Told of a run while it goes on, and never asked. No method takes a text of the change or of a model: what is told is a number, or a word of
 * ours or of the operator's.
 */
export interface RunObserver {
  /** A reviewer looks; `part` is its own checks, or the model that it asks. */
  reviewerBegan(reviewer: string, part: 'checks' | 'model'): void;
  reviewerEnded(reviewer: string, part: 'checks' | 'model', end: ReviewerEnd): void;
  modelBegan(call: ModelCallBegun): void;
  modelEnded(call: ModelCallEnded): void;
  lookedUp(cache: AnswerCache, found: boolean): void;
  publishBegan(): void;
  publishEnded(end: PublishEnd): void;
}

export interface ReviewerEnd {
  readonly status: 'ok' | 'failed' | 'skipped';
  readonly findings: number;
}

/** Tells several observers. One that throws is told of and counts for nothing: figures never stop a run. */
export function observedBy(observers: readonly RunObserver[], onFault: (error: unknown) => void): RunObserver {
  const all = (tell: (observer: RunObserver) => void) => {
    for (const observer of observers) {
      try {
        tell(observer);
      } catch (error) {
        onFault(error);
      }
    }
  };
  return {
    reviewerBegan: (...said) => all((one) => one.reviewerBegan(...said)),
    reviewerEnded: (...said) => all((one) => one.reviewerEnded(...said)),
    modelBegan: (call) => all((one) => one.modelBegan(call)),
    modelEnded: (call) => all((one) => one.modelEnded(call)),
    lookedUp: (...said) => all((one) => one.lookedUp(...said)),
    publishBegan: () => all((one) => one.publishBegan()),
    publishEnded: (end) => all((one) => one.publishEnded(end)),
  };
}
