/**
 * The views that `docket stats` and `docket report` ask, and anybody with SQL may. Their names and columns are promised (docs/report.md): a column may
 * come, none goes or changes its meaning.
 */
export const REPORT_VIEWS: readonly { readonly name: string; readonly select: string }[] = [
  {
    name: 'report_runs',
    select: `
SELECT runs.id AS run, runs.source, runs.label, runs.trust, runs.docket_version, runs.head_commit, runs.started_at,
  ended.at AS ended_at, coalesce(ended.state, 'started') AS state,
  unixepoch(ended.at, 'subsec') - unixepoch(runs.started_at, 'subsec') AS seconds
FROM runs LEFT JOIN run_events AS ended ON ended.run = runs.id AND ended.state <> 'started'`,
  },
  {
    name: 'report_steps',
    select: `
SELECT steps.run, steps.id AS step, steps.kind, steps.name, events.started_at, events.ended_at,
  coalesce(events.state, 'started') AS state, events.seconds
FROM (
  SELECT run, step, min(at) AS started_at, max(CASE WHEN state <> 'started' THEN at END) AS ended_at,
    max(CASE WHEN state <> 'started' THEN state END) AS state,
    unixepoch(max(CASE WHEN state <> 'started' THEN at END), 'subsec') - unixepoch(min(at), 'subsec') AS seconds
  FROM step_events GROUP BY run, step
) AS events JOIN steps ON steps.id = events.step`,
  },
  {
    name: 'report_findings',
    select: `
SELECT findings.run, findings.finding, findings.reviewer, findings.rule,
  findings.body ->> '$.origin' AS origin, findings.body ->> '$.severity' AS severity,
  findings.body ->> '$.location.path' AS path, findings.body ->> '$.title' AS title
FROM findings`,
  },
  {
    name: 'report_decisions',
    select: `
SELECT run, finding, concern, state,
  CASE state WHEN 'suppressed' THEN body ->> '$.state.reason' END AS reason, merged_into
FROM decisions`,
  },
  {
    // Of equal claims the newest counts: SQLite takes the other columns from the row that holds the maximum.
    name: 'report_concerns',
    select: `
SELECT concern, max(run) AS run, finding, state, count(*) AS published
FROM decisions WHERE state IN ('inline', 'file', 'summary') AND concern IS NOT NULL GROUP BY concern`,
  },
  {
    name: 'report_outcomes',
    select: `
SELECT concern, max(run) AS run, kind, at FROM outcomes WHERE kind <> 'claimed' GROUP BY concern`,
  },
  {
    name: 'report_calls',
    select: `
SELECT run, step, at, provider, host, local, model, state, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
  coalesce(cost_micro_usd, reserved_micro_usd) AS cost_micro_usd
FROM model_calls WHERE state <> 'started'`,
  },
];

/** The statements that make the views. A log that may only be read gets them for its connection alone (`TEMP`). */
export function createViews(kind: '' | 'TEMP ' = ''): string {
  return REPORT_VIEWS.map(({ name, select }) => `CREATE ${kind}VIEW ${name} AS${select};`).join('\n');
}
