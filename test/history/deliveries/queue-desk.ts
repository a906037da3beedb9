import type { Gone, LeasedTurn, Working } from '../../../history/deliveries/delivery-queue.ts';
import type { LaneQueue } from '../../../history/deliveries/lane-queue.ts';

/** A worker whose turns go on until the test ends them. */
export interface Desk {
  /** The turns that go on or have ended, in the order in which they began. */
  readonly turns: readonly LeasedTurn[];
  readonly news: readonly string[];
  readonly gone: readonly Gone[];
  readonly working: Working;
  /** The ids of the leads, each with what it answers for. */
  begun(): string[];
  /** The turn that this delivery leads, when it has begun. */
  turnOf(id: string): Promise<LeasedTurn>;
  /** Ends a turn as done. */
  done(id: string): Promise<void>;
  /** Lets the worker see that a turn is over. */
  leave(turn: LeasedTurn): void;
  /** Resolves when something holds; looked at at each event. */
  until(holds: () => boolean): Promise<void>;
}

/** Begins to work on a queue. */
export async function openDesk(queue: LaneQueue, mostAtOnce = 100): Promise<Desk> {
  const turns: LeasedTurn[] = [];
  const news: string[] = [];
  const gone: Gone[] = [];
  const leavers = new Map<LeasedTurn, () => void>();
  const waits = new Set<() => void>();
  const changed = () => {
    for (const look of waits) look();
  };
  const until = (holds: () => boolean) =>
    new Promise<void>((done) => {
      const look = () => {
        if (!holds()) return;
        waits.delete(look);
        done();
      };
      waits.add(look);
      look();
    });
  const working = await queue.work({
    mostAtOnce,
    onTurn: (turn) =>
      new Promise<void>((over) => {
        leavers.set(turn, over);
        turns.push(turn);
        changed();
      }),
    onNews: (lane) => {
      news.push(lane);
      changed();
    },
    onGone: (one) => {
      gone.push(one);
      changed();
    },
    onFault: () => {},
  });
  const turnOf = async (id: string) => {
    const find = () => turns.findLast(({ lead }) => lead.id === id);
    await until(() => find() !== undefined);
    const turn = find();
    if (turn === undefined) throw new Error(`no turn for ${id}`);
    return turn;
  };
  const leave = (turn: LeasedTurn) => leavers.get(turn)?.();
  return {
    turns,
    news,
    gone,
    working,
    until,
    turnOf,
    leave,
    begun: () => turns.map(({ lead, absorbed }) => [lead.id, ...absorbed.map(({ id }) => id)].join('+')),
    done: async (id) => {
      const turn = await turnOf(id);
      await turn.finish({ state: 'done', note: 'reviewed', lookedAt: null });
      leave(turn);
    },
  };
}
