import { InfrastructureError } from '../../schemas/problem.ts';
import type { WriteAttempt } from './api/attempt-write.ts';
import type { GitHubError } from './api/client.ts';
import { type WriteFrame, pause } from './publish/publishing.ts';

type Again = 'each' | 'end' | 'never';

/** What is to be brought about: how it is looked at, what is left to do, and how that is done. */
export interface Work<State, Task> {
  readonly look: () => Promise<State>;
  /** The next thing to do; null when nothing is left. */
  readonly next: (state: State) => Task | null;
  readonly act: (task: Task) => Promise<WriteAttempt<unknown>>;
  /**
   * When to look again although GitHub answered: `each` time; at the `end`; or `never`. The last two are for work that remembers what it
   * has done, `never` for work that nobody else could double.
   */
  readonly again: Again | ((done: Task) => Again);
  /** Called when GitHub refused; has to see to it that `next` does not ask for the same for ever. */
  readonly refused: (task: Task, error: GitHubError) => void;
}

const MOST_STEPS = 200;
const MOST_SILENCES = 4;

/**
 * Looks, does the next thing, and looks again, until nothing is left. Since every write comes after a look and nothing is
 * remembered that GitHub can be asked for, it does not matter where an earlier process died or which answers were lost.
 */
export async function reconcile<State, Task>(
  patience: WriteFrame,
  work: Work<State, Task>,
  first?: State,
): Promise<State> {
  let state = first ?? (await work.look());
  let silences = 0;
  let isOld = false;
  for (let step = 0; step < MOST_STEPS; step++) {
    const task = work.next(state);
    if (task === null && !isOld) return state;
    if (task === null) {
      state = await work.look();
      isOld = false;
      continue;
    }
    const end = await work.act(task);
    silences = end.kind === 'unclear' ? silences + 1 : 0;
    if (end.kind === 'refused') work.refused(task, end.error);
    if (end.kind === 'unclear' && silences > MOST_SILENCES) throw end.error;
    if (end.kind === 'unclear') await pause(patience);
    const again = typeof work.again === 'function' ? work.again(task) : work.again;
    if (end.kind !== 'done' || again === 'each') {
      state = await work.look();
      isOld = false;
    } else isOld = again === 'end';
  }
  throw new InfrastructureError({
    what: `what was written on GitHub did not come to rest within ${MOST_STEPS} steps`,
    where: patience.where,
    remedy: 'See whether another program writes on this pull request with the same identity.',
  });
}
