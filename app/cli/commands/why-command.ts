import { jsonText } from '../../output/json-text.ts';
import { type HistoryOptions, withRecordedHistory } from '../recorded-history.ts';
import { renderFindingHistory } from '../render/render-finding-history.ts';

/** `docket why FINDING`: its whole story. */
export async function whyCommand(finding: string, options: HistoryOptions): Promise<number> {
  await withRecordedHistory(options, (log, text) => {
    const story = log.findingStory(finding);
    return options.json === true ? jsonText({ schemaVersion: 1, ...story }) : renderFindingHistory(story, text);
  });
  return 0;
}
