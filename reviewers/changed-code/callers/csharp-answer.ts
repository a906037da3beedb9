import type { FileFacts, NameUse } from './facts.ts';
import { type Answers, enclosing, isHandedOver, isUsedAsBefore, takerOf } from './answer-places.ts';

const OF_TASKS =
  /^(?:Result|Wait\w*|GetAwaiter|ConfigureAwait|ContinueWith|AsTask|Status|Is[A-Z]\w*|Exception|Unwrap|Should\w*|Preserve)$/;
const TASK = /^(?:[\w.]+\.)?(?:Value)?Task\b|^(?:object|dynamic)\b/;
/** What takes a task as it is. */
const TAKES_TASKS = /Task|\b(?:When|Run|Add|Enqueue|Returns|FromResult|Await|Wait)|Async/;

/** Why a caller in C# still expects the old answer: it takes a task for what the task will bring. */
export function csharpMisused(use: NameUse, file: FileFacts, { before, after, untouched }: Answers): string | null {
  if (before.later || !after.later || before.type === null || before.type === 'void') return null;
  return isTakenForTask(use, file, { before, after, untouched }) ? null : 'uses the answer without waiting for it';
}

function isTakenForTask(use: NameUse, file: FileFacts, { before, untouched }: Answers): boolean {
  const { taken } = use;
  switch (taken.as) {
    case 'operand':
    case 'condition':
    case 'iterated':
      return false;
    case 'member':
      return OF_TASKS.test(taken.member);
    case 'names':
      if (taken.type !== null) return TASK.test(taken.type);
      return !isUsedAsBefore(taken.name, use, file, { untouched, of: OF_TASKS });
    case 'returned': {
      const around = enclosing(use, file);
      return around === null || around.signature?.answer.type !== before.type || !untouched(around.node);
    }
    case 'other':
      return !untouched(use.node) || !isHandedOver(use.node) || TAKES_TASKS.test(takerOf(use.node));
    case 'nothing':
    case 'awaited':
      return true;
  }
}
