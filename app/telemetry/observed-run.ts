import { MODEL_ERROR_KINDS } from '../../models/model.ts';
import type { CallJournal } from '../../models/call-journal.ts';
import type { AttemptEnd } from '../../schemas/model-call.ts';
import type { AnalysisProgress } from '../analyse/progress-event.ts';
import { Superseded } from '../publisher.ts';
import type { ModelCallEnded, RunObserver } from './run-observer.ts';

/** The ending of a name under which the model's part of a reviewer is told (`analyse/progress-event.ts`). */
const MODEL_PART = ' (model)';

/** A journal that tells what passes through it: every call to a model is written down there, before and after. */
export function observedJournal(journal: CallJournal, observer: RunObserver): CallJournal {
  return {
    recall: async (digest, asker) => {
      const found = await journal.recall(digest, asker);
      observer.lookedUp('answers', found !== null);
      return found;
    },
    recallTool: async (digest) => {
      const found = await journal.recallTool(digest);
      observer.lookedUp('tools', found !== null);
      return found;
    },
    started: async (attempt) => {
      await journal.started(attempt);
      const { call, attempt: count, step, provider, host, model, request } = attempt;
      const { maxOutputTokens } = request;
      observer.modelBegan({ call, attempt: count, step, provider, host, model, maxOutputTokens });
    },
    ended: async (attempt) => {
      observer.modelEnded(endOfCall(attempt));
      await journal.ended(attempt);
    },
    takeTurn: (digest, options) => journal.takeTurn(digest, options),
    endTurn: (id) => journal.endTurn(id),
    toolCalled: (call) => journal.toolCalled(call),
    spent: () => journal.spent(),
  };
}

function endOfCall({ call, attempt, ...end }: AttemptEnd): ModelCallEnded {
  if (end.state === 'ok') {
    const { stopReason, usage } = end.response;
    return { call, attempt, state: 'ok', stopReason, usage };
  }
  // The journal has it as `kind: words of the provider`; of these the first word is ours.
  const error = MODEL_ERROR_KINDS.find((kind) => end.error.startsWith(`${kind}: `)) ?? 'unknown';
  return { call, attempt, state: 'failed', error, usage: end.usage ?? null };
}

/** Tells an observer of reviewers that begin and end. */
export function observeProgress(event: AnalysisProgress, observer: RunObserver): void {
  if (event.kind !== 'reviewer-started' && event.kind !== 'reviewer-settled') return;
  const isModel = event.reviewer.endsWith(MODEL_PART);
  const [reviewer, part] = isModel
    ? [event.reviewer.slice(0, -MODEL_PART.length), 'model' as const]
    : [event.reviewer, 'checks' as const];
  if (event.kind === 'reviewer-started') observer.reviewerBegan(reviewer, part);
  else observer.reviewerEnded(reviewer, part, { status: event.status, findings: event.findings });
}

/** Tells an observer, where there is one, of a publication. */
export async function observedPublish<T>(observer: RunObserver | undefined, publish: () => Promise<T>): Promise<T> {
  observer?.publishBegan();
  try {
    const published = await publish();
    observer?.publishEnded('published');
    return published;
  } catch (error) {
    observer?.publishEnded(error instanceof Superseded ? 'superseded' : 'failed');
    throw error;
  }
}
