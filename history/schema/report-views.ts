import { appendOnly } from './guards.ts';

/** What reports ask of the documents in rows. */
const COMPUTED = {
  origin: "body ->> '$.origin'",
  severity: "body ->> '$.severity'",
  path: "body ->> '$.location.path'",
  reason: "CASE state WHEN 'suppressed' THEN coalesce(body ->> '$.state.reason', '') ELSE '' END",
} as const;

const OF_FINDING = `run, finding, id, reviewer, rule, ${COMPUTED.origin}, ${COMPUTED.severity}, ${COMPUTED.path}`;
const OF_DECISION = `state, ${COMPUTED.reason}, id, run, finding, concern, merged_into`;

/**
 * The same facts as columns of tables of their own, which triggers fill: an index on an expression would have SQLite fetch every row all the same, because
 * the tables have no rowids. What stands there can be computed from the rows at any time; nothing that is recorded changes.
 */
const FACTS = `
CREATE TABLE finding_facts (
  run TEXT NOT NULL, finding TEXT NOT NULL, id TEXT NOT NULL, reviewer TEXT NOT NULL, rule TEXT NOT NULL,
  origin TEXT, severity TEXT, path TEXT,
  PRIMARY KEY (run, finding, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE decision_facts (
  state TEXT NOT NULL, reason TEXT NOT NULL, id TEXT NOT NULL, run TEXT NOT NULL, finding TEXT NOT NULL, concern TEXT, merged_into TEXT,
  PRIMARY KEY (state, reason, id)
) STRICT, WITHOUT ROWID;
INSERT INTO finding_facts SELECT ${OF_FINDING} FROM findings;
INSERT INTO decision_facts SELECT ${OF_DECISION} FROM decisions;
CREATE TRIGGER findings_facts AFTER INSERT ON findings
BEGIN INSERT INTO finding_facts SELECT ${OF_FINDING} FROM findings WHERE id = NEW.id; END;
CREATE TRIGGER decisions_facts AFTER INSERT ON decisions
BEGIN INSERT INTO decision_facts SELECT ${OF_DECISION} FROM decisions WHERE id = NEW.id; END;
${appendOnly('finding_facts', ['run, finding, id'])}
${appendOnly('decision_facts', ['state, reason, id'])}`;

/** What makes the questions quick, chosen by the plans over a log of 100,000 runs: each question walks one table or index that holds all it needs. */
const INDEXES = `
CREATE INDEX run_events_ended ON run_events (run, state, at) WHERE state <> 'started';
CREATE INDEX decisions_published ON decisions (concern, run, finding, state)
  WHERE state IN ('inline', 'file', 'summary') AND concern IS NOT NULL;
CREATE INDEX outcomes_final ON outcomes (concern, run, id, kind, at) WHERE kind <> 'claimed';
CREATE INDEX model_calls_ended ON model_calls (model, host, local, run, state, input_tokens, output_tokens, cache_read_tokens,
  cache_write_tokens, cost_micro_usd, reserved_micro_usd) WHERE state <> 'started';`;

/** Their names and columns are promised (docs/report.md): a column may come, none goes or changes its meaning. */
const VIEWS: Readonly<Record<string, string>> = {
  report_runs: `
SELECT runs.id AS run, source, label, trust, docket_version, head_commit, started_at, ended.at AS ended_at,
  coalesce(ended.state, 'started') AS state,
  unixepoch(ended.at, 'subsec') - unixepoch(started_at, 'subsec') AS seconds
FROM runs LEFT JOIN run_events AS ended ON ended.run = runs.id AND ended.state <> 'started'`,
  report_steps: `
SELECT events.run, step, kind, name, started_at, ended_at, coalesce(state, 'started') AS state, seconds
FROM (
  SELECT run, step, min(at) AS started_at, max(CASE WHEN state <> 'started' THEN at END) AS ended_at,
    max(CASE WHEN state <> 'started' THEN state END) AS state,
    unixepoch(max(CASE WHEN state <> 'started' THEN at END), 'subsec') - unixepoch(min(at), 'subsec') AS seconds
  FROM step_events GROUP BY run, step
) AS events JOIN steps ON steps.id = events.step`,
  report_findings: 'SELECT run, finding, reviewer, rule, origin, severity, path FROM finding_facts',
  report_decisions: 'SELECT run, finding, concern, state, reason, merged_into FROM decision_facts',
  // SQLite takes the other columns from the row that holds the maximum.
  report_concerns: `
SELECT concern, max(run) AS run, finding, state, count(*) AS published
FROM decisions WHERE state IN ('inline', 'file', 'summary') AND concern IS NOT NULL GROUP BY concern`,
  report_outcomes: `
SELECT concern, run, kind, at FROM outcomes AS newest WHERE kind <> 'claimed' AND NOT EXISTS (
  SELECT 1 FROM outcomes AS later WHERE later.concern = newest.concern AND later.kind <> 'claimed'
  AND (later.run, later.id) > (newest.run, newest.id)
)`,
  report_calls: `
SELECT run, step, at, provider, host, local, model, state, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
  coalesce(cost_micro_usd, reserved_micro_usd) AS cost_micro_usd
FROM model_calls WHERE state <> 'started'`,
};

/** For a log that has no such tables. */
const COMPUTED_VIEWS: Readonly<Record<string, string>> = {
  ...VIEWS,
  report_findings: `
SELECT run, finding, reviewer, rule, ${COMPUTED.origin} AS origin, ${COMPUTED.severity} AS severity, ${COMPUTED.path} AS path
FROM findings`,
  report_decisions: `
SELECT run, finding, concern, state, ${COMPUTED.reason} AS reason, merged_into FROM decisions`,
};

function createViews(kind: '' | 'TEMP ', views: Readonly<Record<string, string>>): string {
  return Object.entries(views)
    .map(([name, select]) => `CREATE ${kind}VIEW ${name} AS ${select};`)
    .join('\n');
}

/** The migration that brings all of it. */
export const REPORTS: string = [FACTS, INDEXES, createViews('', VIEWS)].join('\n');

/** The same views for one connection, to a log that has none and may only be read: slower, and the same answers. */
export const VIEWS_OF_CONNECTION: string = createViews('TEMP ', COMPUTED_VIEWS);
