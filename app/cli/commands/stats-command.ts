import { jsonText } from '../../output/json-text.ts';
import { gatherStatistics } from '../../statistics/gather-statistics.ts';
import { type HistoryOptions, withRecordedHistory } from '../recorded-history.ts';
import { renderStatistics } from '../render/render-statistics.ts';
import { sinceMoment } from '../since.ts';

/** `docket stats`: what all runs of a period say together. */
export async function statsCommand(options: HistoryOptions & { readonly since?: string }): Promise<number> {
  const since = sinceMoment(options.since, new Date());
  await withRecordedHistory(options, (log, text) => {
    const statistics = gatherStatistics(log, { since });
    return options.json === true ? jsonText(statistics) : renderStatistics(statistics, text);
  });
  return 0;
}
