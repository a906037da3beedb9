/** `@since` is the first run of the period; an empty text begins with the first of all. */

export const FIRST_RUN = 'SELECT min(id) FROM runs WHERE started_at >= @since';

export const RUNS = `
SELECT count(*) AS total, coalesce(sum(state = 'finished'), 0) AS finished, coalesce(sum(state = 'failed'), 0) AS failed,
  coalesce(sum(state = 'aborted'), 0) AS aborted, coalesce(sum(state = 'started'), 0) AS open,
  min(started_at) AS first, max(started_at) AS last
FROM report_runs WHERE run >= @since`;

export const RUN_SECONDS = 'SELECT seconds FROM report_runs WHERE run >= @since AND seconds IS NOT NULL';

/** The run from which on there are `@newest` runs, where there are so many in the period. */
export const NEWEST_FROM = 'SELECT id FROM runs WHERE id >= @since ORDER BY id DESC LIMIT 1 OFFSET @newest - 1';

export const STEP_SECONDS = 'SELECT kind, name, seconds FROM report_steps WHERE run >= @since AND seconds IS NOT NULL';

const ENDED = `count(*) AS published, coalesce(sum(ended = 'accepted'), 0) AS accepted,
  coalesce(sum(ended = 'dismissed'), 0) AS dismissed, coalesce(sum(ended = 'unaddressed'), 0) AS unaddressed`;

/**
 * Each published concern once: as it was said last, and what became of it in the end, which one look-up tells as `report_outcomes` would with two. In the
 * order of the runs, so that findings are read page by page and not here and there.
 */
const CONCERNS = `(
SELECT said.reviewer AS reviewer, said.rule AS rule, said.origin AS origin, said.path AS path, concern.ended AS ended
FROM (
  SELECT run, finding, (
    SELECT kind FROM outcomes WHERE outcomes.concern = published.concern AND kind <> 'claimed' ORDER BY run DESC, id DESC LIMIT 1
  ) AS ended
  FROM report_concerns AS published WHERE run >= @since ORDER BY run
) AS concern CROSS JOIN report_findings AS said ON said.run = concern.run AND said.finding = concern.finding)`;

/** Groups by one text: comparing three for each row takes longer than everything else. What parts them stands in no name. */
export const OUTCOMES_BY_RULE = `
SELECT reviewer, rule, origin, ${ENDED} FROM ${CONCERNS}
GROUP BY reviewer || char(31) || rule || char(31) || coalesce(origin, '')`;

/** What is left when all that is no slash is cut off at the end. */
const FOLDER = `rtrim(path, replace(path, '/', ''))`;

export const OUTCOMES_BY_FOLDER = `
SELECT coalesce(${FOLDER}, '') AS folder, ${ENDED} FROM ${CONCERNS} GROUP BY 1
ORDER BY published DESC, folder LIMIT @most`;

/** By the month in which it was known. */
export const OUTCOMES_BY_MONTH = `
SELECT substr(at, 1, 7) AS month, sum(kind = 'accepted') AS accepted, sum(kind = 'dismissed') AS dismissed,
  sum(kind = 'unaddressed') AS unaddressed
FROM report_outcomes WHERE run >= @since GROUP BY month ORDER BY month`;

/** Without the runs that never ended: what was under way there has no end either, and counts as what was put aside for it. */
export const CALLS = `
SELECT model, host, local, count(*) AS attempts, sum(state = 'failed') AS failed,
  total(input_tokens) AS inputTokens, total(output_tokens) AS outputTokens,
  total(cache_read_tokens) AS cacheReadTokens, total(cache_write_tokens) AS cacheWriteTokens,
  total(cost_micro_usd) AS costMicroUsd
FROM report_calls WHERE run >= @since GROUP BY model, host, local`;

/** Attempts that began and never ended can only be in runs that did not finish. */
export const CUT_CALLS = `
SELECT began.model, began.host, began.local, count(*) AS attempts, total(began.reserved_micro_usd) AS costMicroUsd
FROM report_runs CROSS JOIN model_calls AS began ON began.run = report_runs.run AND began.state = 'started'
WHERE report_runs.run >= @since AND report_runs.state <> 'finished' AND NOT EXISTS (
  SELECT 1 FROM model_calls AS ended WHERE ended.run = began.run AND ended.call = began.call AND ended.attempt = began.attempt
  AND ended.state <> 'started')
GROUP BY began.model, began.host, began.local`;

export const REUSED_CALLS = `
SELECT model, host, local, count(*) AS reused, total(saved_micro_usd) AS savedMicroUsd FROM reused_calls
WHERE run >= @since GROUP BY model, host, local`;

export const RAISED = 'SELECT count(*) FROM report_findings WHERE run >= @since';

/** The plus lets it walk along the states, as the groups are. */
export const DECIDED = `
SELECT state, reason, count(*) AS count FROM report_decisions WHERE +run >= @since GROUP BY state, reason`;

/** Of each published finding, what became of its concern. */
export const PUBLISHED = `
SELECT coalesce(outcome.kind, 'none') AS kind, sum(concern.published) AS count
FROM report_concerns AS concern LEFT JOIN report_outcomes AS outcome ON outcome.concern = concern.concern
WHERE concern.run >= @since GROUP BY 1`;

/** The reviews whose bytes are still there, newest run first; of several of one run the newest. */
export const REVIEWS = `
SELECT runs.id AS run, contents.zstd AS zstd, max(ended.sequence)
FROM runs CROSS JOIN steps ON steps.run = runs.id AND steps.kind = 'coordinate'
  CROSS JOIN step_events AS ended ON ended.run = runs.id AND ended.step = steps.id AND ended.state = 'ok'
  CROSS JOIN artifact_contents AS contents ON contents.digest = ended.artifact
WHERE runs.id >= @since GROUP BY runs.id ORDER BY runs.id DESC`;

export const NEWEST_RUNS = 'SELECT id FROM runs WHERE id >= @since ORDER BY id DESC LIMIT @most';

export const END_OF_CONCERN = 'SELECT kind FROM report_outcomes WHERE concern = @concern';
