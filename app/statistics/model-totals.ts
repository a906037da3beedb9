import type { Statistics } from '../../history/read/statistics/statistics.ts';
import type { ModelTotals, StatisticsDocument } from '../../schemas/learning/statistics.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/** What each model did: attempts that ended, attempts that were cut off, and answers that were there already. */
export function modelTotals(statistics: Pick<Statistics, 'calls' | 'cutCalls' | 'reusedCalls'>): ModelTotals[] {
  const rows = [
    ...statistics.calls().map((row) => totals(row)),
    // Nobody knows how they ended: they failed, and cost what was put aside.
    ...statistics.cutCalls().map((row) => totals({ ...row, failed: row.attempts })),
    ...statistics.reusedCalls().map((row) => totals(row)),
  ];
  const byModel = Map.groupBy(rows, ({ model, host, local }) => JSON.stringify([model, host, local]));
  return [...byModel.values()]
    .map((same) => same.reduce(addedTotals))
    .toSorted(
      (a, b) => b.costMicroUsd - a.costMicroUsd || compareText(a.model, b.model) || compareText(a.host, b.host),
    );
}

/** What was spent for each finding that somebody acted on. */
export function spendingOf(models: readonly ModelTotals[], accepted: number): StatisticsDocument['spending'] {
  const sum = (of: (row: ModelTotals) => number) => models.reduce((total, row) => total + of(row), 0);
  const costMicroUsd = sum((row) => row.costMicroUsd);
  const cached = sum((row) => row.cacheReadTokens);
  const read = cached + sum((row) => row.inputTokens + row.cacheWriteTokens);
  return {
    costMicroUsd,
    accepted,
    perAcceptedMicroUsd: accepted === 0 ? null : costMicroUsd / accepted,
    cacheHitPercent: read === 0 ? null : (100 * cached) / read,
  };
}

function totals({
  local,
  model,
  host,
  ...row
}: Omit<Partial<ModelTotals>, 'local'> & Pick<ModelTotals, 'model' | 'host'> & { readonly local: 0 | 1 }): ModelTotals {
  return {
    model,
    host,
    local: local === 1,
    attempts: row.attempts ?? 0,
    failed: row.failed ?? 0,
    reused: row.reused ?? 0,
    inputTokens: row.inputTokens ?? 0,
    cacheReadTokens: row.cacheReadTokens ?? 0,
    cacheWriteTokens: row.cacheWriteTokens ?? 0,
    outputTokens: row.outputTokens ?? 0,
    costMicroUsd: row.costMicroUsd ?? 0,
  };
}

export function addedTotals(one: ModelTotals, other: ModelTotals): ModelTotals {
  return {
    ...one,
    attempts: one.attempts + other.attempts,
    failed: one.failed + other.failed,
    reused: one.reused + other.reused,
    inputTokens: one.inputTokens + other.inputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    costMicroUsd: one.costMicroUsd + other.costMicroUsd,
  };
}
