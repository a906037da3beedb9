/**
 * What makes the questions quick, chosen by the plans over a log of 100,000 runs: each question walks one index that holds all it needs, and looks up in
 * another one.
 */
const INDEXES = `
CREATE INDEX run_events_ended ON run_events (run, state, at) WHERE state <> 'started';
CREATE INDEX findings_said ON findings (run, finding, reviewer, rule, body ->> '$.origin', body ->> '$.location.path');
CREATE INDEX decisions_by_state ON decisions (state, CASE state WHEN 'suppressed' THEN body ->> '$.state.reason' END, concern,
  run, finding);
CREATE INDEX outcomes_final ON outcomes (concern, run, kind, at) WHERE kind <> 'claimed';
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
  report_findings: `
SELECT run, finding, reviewer, rule, body ->> '$.origin' AS origin, body ->> '$.severity' AS severity,
  body ->> '$.location.path' AS path
FROM findings`,
  report_decisions: `
SELECT run, finding, concern, state, CASE state WHEN 'suppressed' THEN body ->> '$.state.reason' END AS reason, merged_into
FROM decisions`,
  // SQLite takes the other columns from the row that holds the maximum.
  report_concerns: `
SELECT concern, max(run) AS run, finding, state, count(*) AS published
FROM decisions WHERE state IN ('inline', 'file', 'summary') AND concern IS NOT NULL GROUP BY concern`,
  report_outcomes: `
SELECT concern, run, kind, at FROM (
  SELECT concern, max(run || id), run, kind, at FROM outcomes WHERE kind <> 'claimed' GROUP BY concern
)`,
  report_calls: `
SELECT run, step, at, provider, host, local, model, state, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
  coalesce(cost_micro_usd, reserved_micro_usd) AS cost_micro_usd
FROM model_calls WHERE state <> 'started'`,
};

function createViews(kind: '' | 'TEMP '): string {
  return Object.entries(VIEWS)
    .map(([name, select]) => `CREATE ${kind}VIEW ${name} AS${select};`)
    .join('\n');
}

/** The migration that brings both. Nothing that is recorded changes. */
export const REPORTS: string = `${INDEXES}\n${createViews('')}`;

/** The same views for one connection, to a log that has none and may only be read: slower, and the same answers. */
export const VIEWS_OF_CONNECTION: string = createViews('TEMP ');
