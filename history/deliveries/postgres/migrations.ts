import { BUDGET_TABLES } from '../lanes/budgets.ts';
import { LANE_INDEXES, LANE_TABLES } from '../lanes/tables.ts';

/** The schema of our tables. */
export const QUEUE_SCHEMA = 'docket_queue';
/** The schema of graphile-worker's; one of our own, so that we share nothing with whoever else uses it in this database. */
export const WORKER_SCHEMA = 'docket_worker';

/** One step of the schema. Released steps never change. */
export interface QueueMigration {
  readonly name: string;
  readonly sql: string;
  /** Whether servers that do not know this step must not go on: what they rely on has changed. Avoid it, a fleet is upgraded one by one. */
  readonly breaking?: boolean;
}

const TABLES = `
CREATE TABLE deliveries (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL,
  event TEXT NOT NULL,
  installation BIGINT,
  repository BIGINT,
  lane TEXT NOT NULL,
  place TEXT NOT NULL,
  kind TEXT NOT NULL,
  head TEXT,
  version BIGINT,
  label TEXT,
  fresh BIGINT NOT NULL,
  payload TEXT,
  state TEXT NOT NULL,
  passing BIGINT NOT NULL DEFAULT 0,
  note TEXT,
  attempts BIGINT NOT NULL,
  format BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  finished_at BIGINT
);
CREATE INDEX deliveries_by_installation ON deliveries (installation, state);
CREATE INDEX deliveries_by_digest ON deliveries (digest);
CREATE INDEX deliveries_finished ON deliveries (finished_at) WHERE finished_at IS NOT NULL;
CREATE TABLE looked_at (lane TEXT NOT NULL, head TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (lane, head));
CREATE INDEX looked_at_by_time ON looked_at (at);
CREATE TABLE gone (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  installation BIGINT,
  repositories TEXT NOT NULL,
  why TEXT NOT NULL,
  at BIGINT NOT NULL
);
${LANE_INDEXES}
${LANE_TABLES}`;

/** The schema of the queue in Postgres. */
export const QUEUE_MIGRATIONS: readonly QueueMigration[] = [
  { name: 'deliveries and lanes', sql: TABLES },
  { name: 'budgets', sql: BUDGET_TABLES },
];
