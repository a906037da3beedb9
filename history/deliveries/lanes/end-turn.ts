import { z } from 'zod';
import type { FinalState, LeasedTurn } from '../delivery-queue.ts';
import { join } from './arrive.ts';
import { moveUp, noteHead, promote } from './promote.ts';
import { settle } from './settle.ts';
import { askOne, placeKey, write, type StepEnvironment, type QueueSteps } from './steps.ts';
import type { TakenTurn } from './take-turn.ts';

/** How a turn ends. */
export type TurnEnd =
  | { readonly kind: 'finish'; readonly state: FinalState; readonly note: string; readonly lookedAt: string | null }
  | { readonly kind: 'fail'; readonly note: string; readonly mayPass: boolean }
  | ({ readonly kind: 'hand-back' } & Parameters<LeasedTurn['handBack']>[0])
  | { readonly kind: 'move'; readonly lane: string; readonly head: string };

const Held = z.strictObject({ repository: z.int() });

/** Ends a turn; false where the lease was lost, and nothing is written then. */
export function* endTurn(turn: TakenTurn, end: TurnEnd, environment: StepEnvironment): QueueSteps<boolean> {
  const { place, installation, token } = turn;
  const held = yield* askOne(
    Held,
    "UPDATE lanes SET state = 'pausing' WHERE place = $1 AND token = $2 AND state = 'running' RETURNING repository",
    place,
    token,
  );
  if (held === null) return false;
  yield* writeEnd(turn, end, environment);
  yield* leave({ place, installation, repository: held.repository }, environment);
  return true;
}

/** A lane whose turn is over waits again for what is left in it, and makes room for others of its installation. */
export function* leave(
  { place, installation, repository }: { place: string; installation: number; repository: number },
  environment: StepEnvironment,
): QueueSteps<void> {
  yield* settle(place, installation, environment);
  yield* noteHead(installation, repository, environment);
  yield* moveUp(installation, environment);
  yield* promote(installation, environment);
}

function* writeEnd({ lead, absorbed }: TakenTurn, end: TurnEnd, environment: StepEnvironment): QueueSteps<void> {
  const { now } = environment;
  switch (end.kind) {
    case 'finish':
      yield* finish(lead.id, end, now);
      for (const { id } of absorbed) {
        yield* finish(id, { state: 'superseded', note: `answered by delivery ${lead.id}` }, now);
      }
      return yield* lookAt(lead.lane, end.lookedAt, now);
    case 'fail':
      for (const { id } of [lead, ...absorbed]) {
        // A dead letter keeps its body: the operator may try it once more.
        yield* write(
          "UPDATE deliveries SET state = 'failed', note = $2, passing = $3, finished_at = $4 WHERE id = $1",
          id,
          end.note,
          end.mayPass ? 1 : 0,
          now,
        );
      }
      return;
    case 'hand-back':
      yield* write(
        `UPDATE deliveries SET state = 'queued', note = $2, due_at = $3, attempts = attempts - $4 WHERE id = $1`,
        lead.id,
        end.note,
        now + end.afterMs,
        end.counts ? 0 : 1,
      );
      return yield* lookAt(lead.lane, end.lookedAt ?? null, now);
    case 'move':
      yield* write(
        `UPDATE deliveries SET state = 'queued', kind = 'review', fresh = 1, lane = $2, place = $3, head = $4, attempts = attempts - 1
         WHERE id = $1`,
        lead.id,
        end.lane,
        placeKey(lead.installation, end.lane),
        end.head,
      );
      return yield* join({ installation: lead.installation, lane: end.lane }, environment);
    default:
      // Its deliveries would be nobody's: nothing is written at all.
      end satisfies never;
      throw new TypeError('a turn ends in a way that is not known');
  }
}

function finish(id: string, { state, note }: { state: string; note: string }, now: number): QueueSteps<void> {
  return write(
    'UPDATE deliveries SET state = $2, note = $3, payload = NULL, finished_at = $4 WHERE id = $1',
    id,
    state,
    note,
    now,
  );
}

function* lookAt(lane: string, head: string | null, now: number): QueueSteps<void> {
  if (head === null) return;
  yield* write(
    'INSERT INTO looked_at (lane, head, at) VALUES ($1, $2, $3) ON CONFLICT (lane, head) DO UPDATE SET at = excluded.at',
    lane,
    head,
    now,
  );
}
