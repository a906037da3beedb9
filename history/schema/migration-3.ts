import { appendOnly } from './guards.ts';
import { ROW, ROW_KEYS, STRICT } from './migration-1.ts';

/** An answer that was in the log already: nothing was sent, nothing was paid. */
const REUSED_CALLS = `
CREATE TABLE reused_calls (${ROW}
  step TEXT NOT NULL REFERENCES steps (id),
  at TEXT NOT NULL,
  provider TEXT NOT NULL,
  host TEXT NOT NULL,
  local INTEGER NOT NULL CHECK (local IN (0, 1)),
  model TEXT NOT NULL,
  request_digest TEXT NOT NULL,
  response_digest TEXT NOT NULL,
  saved_micro_usd INTEGER NOT NULL,
  ${STRICT}
${appendOnly('reused_calls', ROW_KEYS)}`;

/**
 * An attempt begins once and ends once, or sums over it would be wrong. This is no unique key, which an insert could replace by:
 * only this trigger knows of it.
 */
const ONE_START_ONE_END = `
CREATE TRIGGER model_calls_one_start_one_end BEFORE INSERT ON model_calls
WHEN EXISTS (SELECT 1 FROM model_calls WHERE run = NEW.run AND call = NEW.call AND attempt = NEW.attempt
  AND (state = 'started') = (NEW.state = 'started'))
BEGIN SELECT RAISE(ABORT, 'docket history is append-only: this attempt has begun, or has ended, already'); END;`;

/** What calls cost and said before: looked up before each new one. The sums over a month are answered by indices alone. */
export const CALL_LOOK_UPS = `
ALTER TABLE model_calls ADD COLUMN reserved_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tool_calls ADD COLUMN input_digest TEXT;
CREATE INDEX model_calls_by_attempt ON model_calls (run, call, attempt, state,
  cost_micro_usd, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens);
CREATE INDEX model_calls_by_request ON model_calls (request_digest, run, sequence) WHERE state = 'ok';
CREATE INDEX model_calls_by_time ON model_calls (at, run, call, attempt, reserved_micro_usd, reserved_tokens)
  WHERE state = 'started';
CREATE INDEX runs_by_label ON runs (label, source);
CREATE INDEX tool_calls_by_request ON tool_calls (request_digest, run, sequence);
${ONE_START_ONE_END}
${REUSED_CALLS}`;
