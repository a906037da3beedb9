import type { Percentiles, StatisticsDocument } from '../../../../schemas/learning/statistics.ts';
import { moneyText } from '../../../output/usage-text.ts';
import { key } from '../charts/frame.ts';
import { stackedColumns } from '../charts/stacked-columns.ts';
import { waterfall } from '../charts/waterfall.ts';
import { countText, percentText, secondsText } from '../figures.ts';
import { html, type Markup } from '../markup.ts';
import { numberColumns, table } from '../table.ts';
import { nothing } from './nothing.ts';

/** Models that are drawn and told; the JSON has all. */
const MOST_MODELS = 30;
const MOST_DRAWN = 12;

/** What models read, wrote and cost, and what that comes to for each finding that somebody acted on. */
export function costSection({ models, spending }: StatisticsDocument): Markup {
  if (models.length === 0) return nothing('no model was asked.');
  const each =
    spending.perAcceptedMicroUsd === null
      ? 'nothing was accepted yet'
      : `${moneyText(spending.perAcceptedMicroUsd)} for each of ${countText(spending.accepted)} accepted findings`;
  const tones = [
    { tone: 'good', name: 'tokens read from a cache' },
    { tone: 'blue', name: 'tokens read anew' },
    { tone: 'violet', name: 'tokens written' },
  ] as const;
  return html`<p>
      ${moneyText(spending.costMicroUsd)} in all: ${each}. ${percentText(spending.cacheHitPercent)} of what was read
      came from caches.
    </p>
    ${stackedColumns(
      'Tokens by model; the table below has the numbers',
      models.slice(0, MOST_DRAWN).map((row, at) => ({
        name: `${at + 1}`,
        parts: [
          { tone: 'good', count: row.cacheReadTokens },
          { tone: 'blue', count: row.inputTokens + row.cacheWriteTokens },
          { tone: 'violet', count: row.outputTokens },
        ],
      })),
    )}${key(tones)}
    ${table(
      'Models, by their number in the chart',
      numberColumns(
        'model',
        'attempts',
        'failed',
        'from the log',
        'read anew',
        'from cache',
        'to cache',
        'written',
        'cost',
      ),
      models
        .slice(0, MOST_MODELS)
        .map((row, at) => [
          `${at + 1}. ${row.model} at ${row.host}`,
          ...[row.attempts, row.failed, row.reused].map(countText),
          ...[row.inputTokens, row.cacheReadTokens, row.cacheWriteTokens, row.outputTokens].map(countText),
          moneyText(row.costMicroUsd),
        ]),
    )}`;
}

/** How long runs and their steps take. */
export function latencySection({ latency }: StatisticsDocument): Markup {
  if (latency.runs.count === 0 && latency.steps.length === 0) return nothing('no run has ended.');
  const cells = ({ count, p50, p90, p99, most }: Percentiles) => [
    countText(count),
    ...[p50, p90, p99, most].map(secondsText),
  ];
  const rows = [{ name: 'whole runs', ...latency.runs }, ...latency.steps];
  const named = (row: { readonly name: string; readonly kind?: string }) =>
    row.kind === undefined || row.kind === row.name ? row.name : `${row.kind} ${row.name}`;
  return html`<p>
      Half of all end within the violet bar, nine of ten within the rest. Steps are those of the newest runs.
    </p>
    ${waterfall(
      'Durations: half and nine of ten; the table below has the numbers',
      rows.map((row) => ({
        name: named(row),
        bars: [
          { from: 0, to: row.p50 ?? 0, tone: 'violet' },
          { from: row.p50 ?? 0, to: row.p90 ?? 0, tone: 'rest' },
        ],
      })),
    )}
    ${table(
      'Durations',
      numberColumns('what', 'ended', 'half', '90%', '99%', 'longest'),
      rows.map((row) => [named(row), ...cells(row)]),
    )}`;
}
