import { appendOnly, appendOnlyContents } from './guards.ts';

/** Every row of a run: a uuidv7, the run, and its place in the run. */
export const ROW = `
  id TEXT NOT NULL PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs (id),
  sequence INTEGER NOT NULL CHECK (sequence >= 1),`;

/** A row of a run is known by its id and by its place. */
export const ROW_KEYS = ['id', 'run, sequence'];

/** Rowids would be a second key that an insert could replace by; a table without them has none. */
export const STRICT = 'UNIQUE (run, sequence)\n) STRICT, WITHOUT ROWID;';

/** The columns of one attempt at something outside: a `started` row, later a second one with how it ended. */
const CALL = `
  step TEXT NOT NULL REFERENCES steps (id),
  call TEXT NOT NULL,
  attempt INTEGER NOT NULL CHECK (attempt >= 1),
  at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('started', 'ok', 'failed')),
  error TEXT,
  request_digest TEXT,
  response_digest TEXT,`;

const RUN_TABLES = `
CREATE TABLE runs (
  id TEXT NOT NULL PRIMARY KEY,
  started_at TEXT NOT NULL,
  docket_version TEXT NOT NULL,
  coordinator_version TEXT NOT NULL,
  source TEXT NOT NULL,
  label TEXT NOT NULL,
  base_commit TEXT,
  head_commit TEXT,
  trust TEXT NOT NULL,
  config_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE run_events (${ROW}
  at TEXT NOT NULL,
  state TEXT NOT NULL,
  note TEXT,
  ${STRICT}
CREATE TABLE steps (${ROW}
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  ${STRICT}
CREATE TABLE step_events (${ROW}
  step TEXT NOT NULL REFERENCES steps (id),
  at TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  artifact TEXT,
  ${STRICT}`;

const CALL_TABLES = `
CREATE TABLE model_calls (${ROW}${CALL}
  provider TEXT NOT NULL,
  host TEXT NOT NULL,
  local INTEGER NOT NULL CHECK (local IN (0, 1)),
  model TEXT NOT NULL,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cache_read_tokens INTEGER,
  cache_write_tokens INTEGER,
  reserved_micro_usd INTEGER NOT NULL,
  cost_micro_usd INTEGER,
  ${STRICT}
CREATE TABLE tool_calls (${ROW}${CALL}
  model_call TEXT REFERENCES model_calls (id),
  tool TEXT NOT NULL,
  ${STRICT}`;

const ARTIFACT_TABLES = `
CREATE TABLE artifacts (${ROW}
  digest TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size >= 0),
  ${STRICT}
CREATE INDEX artifacts_by_digest ON artifacts (digest);
CREATE TABLE tombstones (
  id TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  subject_table TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstones_by_subject ON tombstones (subject_table, subject);
CREATE TABLE artifact_contents (
  digest TEXT NOT NULL UNIQUE,
  zstd BLOB NOT NULL
) STRICT;`;

const REVIEW_TABLES = `
CREATE TABLE findings (${ROW}
  step TEXT NOT NULL REFERENCES steps (id),
  finding TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  rule TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  ${STRICT}
CREATE TABLE decisions (${ROW}
  step TEXT NOT NULL REFERENCES steps (id),
  finding TEXT NOT NULL,
  fingerprint TEXT,
  concern TEXT,
  state TEXT NOT NULL,
  merged_into TEXT,
  body TEXT NOT NULL CHECK (json_valid(body)),
  ${STRICT}
CREATE TABLE publications (${ROW}
  target TEXT NOT NULL,
  body_digest TEXT NOT NULL,
  ${STRICT}
CREATE TABLE publication_events (${ROW}
  publication TEXT NOT NULL REFERENCES publications (id),
  at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('intent', 'receipt', 'failed')),
  reference TEXT,
  ${STRICT}
CREATE TABLE outcomes (${ROW}
  concern TEXT NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT,
  reason TEXT,
  at TEXT NOT NULL,
  ${STRICT}`;

const RUN_OWNED = [
  'run_events',
  'steps',
  'step_events',
  'model_calls',
  'tool_calls',
  'artifacts',
  'findings',
  'decisions',
  'publications',
  'publication_events',
  'outcomes',
];

/** All tables, and the guards of each. */
export const FIRST_TABLES: string = [
  RUN_TABLES,
  CALL_TABLES,
  ARTIFACT_TABLES,
  REVIEW_TABLES,
  appendOnly('runs', ['id']),
  appendOnly('tombstones', ['id']),
  ...RUN_OWNED.map((table) => appendOnly(table, ROW_KEYS)),
  appendOnlyContents(),
].join('\n');
