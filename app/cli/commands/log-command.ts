import { jsonText } from '../../output/json-text.ts';
import { type HistoryOptions, withRecordedHistory } from '../recorded-history.ts';
import { renderRuns } from '../render/render-log.ts';
import { renderRun } from '../render/render-run.ts';
import { wholeNumber } from '../source-options.ts';

/** `docket log`: the newest runs; `docket log RUN`: one of them. */
export async function logCommand(
  run: string | undefined,
  options: HistoryOptions & { readonly limit: string },
): Promise<number> {
  const limit = wholeNumber(options.limit, '--limit');
  await withRecordedHistory(options, (log, text) => {
    if (run === undefined) {
      const runs = log.runs({ limit });
      return options.json === true ? jsonText({ schemaVersion: 1, runs }) : renderRuns(runs, text);
    }
    const detail = log.run(run);
    return options.json === true ? jsonText({ schemaVersion: 1, ...detail }) : renderRun(detail, text);
  });
  return 0;
}
