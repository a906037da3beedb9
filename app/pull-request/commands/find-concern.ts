import type { OwnThread } from '../../../forge/github/read/conversation.ts';
import type { KnownConcern, Memory } from '../../../schemas/memory.ts';
import type { PullContext } from '../context.ts';
import type { CommandIntent } from '../intent.ts';

/** Which concern a command means. */
export interface Meant {
  readonly concern: KnownConcern;
  /** Its thread on the pull request; null where it stands in the summary only. */
  readonly thread: OwnThread | null;
}

/** Less of an id than this means too much. */
const SHORTEST = 6;

/** The concern that an id means, or else the one of the thread that the command stands in; null when neither means exactly one. */
export function meantConcern(
  id: string | null,
  {
    conversation,
    memory,
    thread: at,
  }: Pick<PullContext, 'conversation'> & Pick<CommandIntent, 'thread'> & { readonly memory: Memory },
): Meant | null {
  const { threads } = conversation;
  const here = at === null ? undefined : threads.find(({ comment }) => comment === at);
  const named = id === null ? undefined : only(memory.known.filter(({ comment }) => isCalled(comment, id)));
  const wanted = named?.comment.concern ?? (id === null ? here?.mark.comment.concern : undefined);
  const concern = memory.known.find(({ comment }) => comment.concern === wanted);
  if (concern === undefined) return null;
  const own = threads.filter(({ mark }) => mark.comment.concern === concern.comment.concern);
  const newest = own.toSorted((a, b) => (a.mark.publication < b.mark.publication ? 1 : -1))[0] ?? null;
  return { concern, thread: newest };
}

/** Whether the id, or enough of its beginning, is that of the finding or of one that was merged into it. */
function isCalled({ finding, merged }: KnownConcern['comment'], id: string): boolean {
  return [finding, ...merged].some((own) => own === id || (id.length >= SHORTEST && own.startsWith(id.toLowerCase())));
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}
