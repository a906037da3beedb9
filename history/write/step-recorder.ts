import type { Digest, StepState } from '../../schemas/run.ts';

/** How a step ended, and what it produced. */
export interface StepEnd {
  readonly state: Exclude<StepState, 'started'>;
  /** Why it failed or was skipped. */
  readonly reason: string | null;
  readonly artifact: Digest | null;
}

/** One step of a run that is being recorded. */
export class StepRecorder {
  readonly id: string;
  readonly #end: (end: StepEnd) => void;

  constructor(id: string, end: (end: StepEnd) => void) {
    this.id = id;
    this.#end = end;
  }

  /** Records how the step ended. */
  finish(end: StepEnd): void {
    this.#end(end);
  }
}
