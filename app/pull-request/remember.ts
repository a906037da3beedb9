import type { HistoryLog } from '../../history/log.ts';
import type { Memory, SinceLastReview } from '../../schemas/memory.ts';
import type { PullContext } from './context.ts';
import { loggedMemory } from './logged-memory.ts';
import { memoryOf, newClaims } from './memory.ts';
import { recordOutcomes } from './record-outcomes.ts';

/** Reads what is remembered of a pull request as it is this very moment. Claims that are news are written down, once. */
export async function remember(context: PullContext, log: HistoryLog, since: SinceLastReview | null): Promise<Memory> {
  const { reading, label } = context;
  const logged = loggedMemory(log, label);
  const memory = memoryOf({ conversation: (await reading.fresh()).conversation, logged, since });
  const claims = newClaims(memory, logged, new Date().toISOString());
  recordOutcomes(log, context, { note: 'claims about earlier comments', outcomes: claims });
  return memory;
}

/** What is remembered as the context saw it. Nothing is written down: the comment that is worked on is not a claim yet. */
export function recall({ conversation, label }: PullContext, log: HistoryLog): Memory {
  return memoryOf({ conversation, logged: loggedMemory(log, label), since: null });
}
