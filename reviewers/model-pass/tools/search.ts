import { z } from 'zod';
import type { SearchHit } from '../../../forge/forge.ts';
import { untrusted } from '../prompt/untrusted.ts';
import { visibleName } from '../prompt/visible.ts';
import { FolderInput, SideInput } from './inputs.ts';
import { knownPath } from './known-path.ts';
import { pageOfLines } from './page.ts';
import { defineTool, refusal, unavailable } from './tool.ts';

const MOST_HITS = 100;

/** Finds lines that hold a text. */
export const search = defineTool({
  name: 'search',
  description: `Finds the lines that hold a text, in all text files. The text is plain, not a pattern, and upper and lower case differ. Answers path:line: text, at most ${MOST_HITS} lines.`,
  input: z.strictObject({
    text: z.string().max(1000).describe('What to look for, within one line.'),
    side: SideInput,
    under: FolderInput,
    wholeWord: z.boolean().optional().describe('Only where the text is not part of a longer word. Default: false.'),
  }),
  execute: async ({ text, side, under: said, wholeWord = false }, world) => {
    if (text.trim() === '') return refusal('The text to look for is empty.');
    if (/[\r\n\0]/.test(text)) return refusal('A search looks within lines: give a text without line breaks.');
    const known = said === undefined ? null : await knownPath(said, side, world);
    if (known?.kind === 'refused') return known.outcome;
    const under = known === null ? {} : { under: known.path };
    const found = await world.inspection.search({ text, side, wholeWord, limit: MOST_HITS, ...under });
    if (found.kind === 'unavailable') return unavailable('The search is', found.reason);
    const { lines, next } = pageOfLines(found.value.map(hitLine));
    const cut = found.truncated || next !== null;
    if (lines.length === 0) {
      const note = cut
        ? ' Some files could not be looked into (too large, or not in this clone), so it may be there.'
        : '';
      return { text: `Nothing found.${note}`, isError: false };
    }
    const more = ['This is not everything: look under a folder, or for a longer text.'];
    return {
      text: [`${lines.length} lines:`, untrusted('search', lines.join('\n')), ...(cut ? more : [])].join('\n'),
      isError: false,
    };
  },
});

/** One hit on one line. */
export function hitLine({ path, line, text }: SearchHit): string {
  return `${visibleName(path)}:${line}: ${text}`;
}
