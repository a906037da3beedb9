import { resolve } from 'node:path';
import { dismissalsPath, readDismissals } from '../../history/dismissals.ts';
import { jsonText } from '../../output/json-text.ts';
import { dismissedHere } from '../../statistics/dismissed-here.ts';
import { gatherStatistics } from '../../statistics/gather-statistics.ts';
import { withMeantHistory } from '../history/history-host.ts';
import { type HistoryOptions, withRecordedHistory } from '../recorded-history.ts';
import { renderStatistics } from '../render/render-statistics.ts';
import { sinceMoment } from '../since.ts';

/** `docket stats`: what all runs of a period say together. */
export async function statsCommand(options: HistoryOptions & { readonly since?: string }): Promise<number> {
  const since = sinceMoment(options.since, new Date());
  const now = new Date();
  const { history, cwd = '.' } = options;
  // A file that is named needs no repository around it.
  const path =
    history === undefined
      ? await withMeantHistory(options, async (meant) => dismissalsPath(meant.path))
      : dismissalsPath(resolve(cwd, history));
  const here = dismissedHere(readDismissals(path), { since, now });
  await withRecordedHistory(options, (log, text) => {
    const statistics = { ...gatherStatistics(log, { since }), dismissedHere: here };
    return options.json === true ? jsonText(statistics) : renderStatistics(statistics, text);
  });
  return 0;
}
