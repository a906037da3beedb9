import type { GitHubError } from '../api/client.ts';
import type { PostedState, PostedReview } from '../read/posted-state.ts';
import type { Constraints } from './review-goal.ts';

/** A refusal that means something only if the review is still ours to change: another process may have submitted or deleted it. */
interface Suspicion {
  readonly review: PostedReview;
  /** What was refused: a comment in a way, or the submission with an event. */
  readonly of:
    | { readonly concern: string; readonly as: 'lines' | 'file' }
    | { readonly event: string; readonly message: string };
}

/** Gathers what GitHub's answers teach, and believes a refusal only after another look. */
export class ObservedConstraints implements Constraints {
  batchRefused = false;
  eventRefused = false;
  submitted: number | null = null;
  readonly refused = new Map<string, 'lines' | 'file'>();
  readonly kept = new Set<string>();
  /** Why GitHub does not take the review as a plain comment either; then there is nothing left to try. */
  unsubmittable: string | null = null;
  /** Why GitHub does not even make an empty review. */
  uncreatable: GitHubError | null = null;
  #suspicions: Suspicion[] = [];
  #creation: { readonly isEmpty: boolean; readonly error: GitHubError } | null = null;

  suspect(suspicion: Suspicion): void {
    this.#suspicions.push(suspicion);
  }

  /** A refused creation: because of a comment, or because somebody else was faster. */
  suspectCreation(isEmpty: boolean, error: GitHubError): void {
    this.#creation = { isEmpty, error };
  }

  /** Takes what was suspected for true where nobody else explains it. */
  confirm(posted: PostedState): void {
    if (this.#creation !== null && !posted.reviews.some(({ state }) => state === 'PENDING')) {
      if (this.#creation.isEmpty) this.uncreatable = this.#creation.error;
      else this.batchRefused = true;
    }
    this.#creation = null;
    for (const { review, of } of this.#suspicions) {
      if (!posted.reviews.some(({ id, state }) => id === review.id && state === 'PENDING')) continue;
      if ('concern' in of) this.refused.set(of.concern, of.as);
      else if (of.event === 'COMMENT') this.unsubmittable = of.message;
      else this.eventRefused = true;
    }
    this.#suspicions = [];
  }
}
