import { jsonText } from '../output/json-text.ts';
import { type HistoryOptions, withHistory } from './recorded-history.ts';
import { renderStory } from './render-story.ts';

/** `docket why FINDING`: its whole story. */
export async function whyCommand(finding: string, options: HistoryOptions): Promise<number> {
  await withHistory(options, (log, text) => {
    const story = log.findingStory(finding);
    return options.json === true ? jsonText({ schemaVersion: 1, ...story }) : renderStory(story, text);
  });
  return 0;
}
