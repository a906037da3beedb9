import { DELIVERY_FORMAT } from '../delivery.ts';
import type { TurnLimits } from '../delivery-queue.ts';
import { LaneQueue } from '../lane-queue.ts';
import { rebuild } from '../lanes/recover.ts';
import { type OpenQueueOptions, openQueueFile } from './open.ts';
import { SqliteEngine } from './sqlite-engine.ts';

export interface SqliteQueueOptions extends OpenQueueOptions {
  readonly limits: TurnLimits;
  readonly now: () => number;
  /** The newest form of deliveries that is known. */
  readonly format?: number;
}

/** The queue in a file of this process alone, and the deliveries that an earlier process was working on when it ended: they wait again. */
export interface OpenedSqliteQueue {
  readonly queue: LaneQueue;
  readonly recovered: readonly string[];
}

/** Opens the embedded queue. Throws `InfrastructureError`. */
export function openSqliteQueue(path: string, options: SqliteQueueOptions): OpenedSqliteQueue {
  const { limits, now, format = DELIVERY_FORMAT } = options;
  const db = openQueueFile(path, options);
  const engine = new SqliteEngine(db, { limits, now, format });
  try {
    const recovered = engine.transactNow((environment) =>
      rebuild('the server ended while it was worked on', environment),
    );
    return { queue: new LaneQueue(engine, 'embedded'), recovered };
  } catch (error) {
    db.close();
    throw error;
  }
}
