import { z } from 'zod';
import { untrusted } from '../prompt/untrusted.ts';
import { looksLikeDefinition } from '../../../schemas/text/definition-line.ts';
import { FolderInput, SideInput } from './inputs.ts';
import { knownPath } from './known-path.ts';
import { pageOfLines } from './page.ts';
import { hitLine } from './search.ts';
import { defineTool, refusal, unavailable } from './tool.ts';

/** What is looked through for definitions, and what of it is shown. */
const MOST_FOUND = 400;
const MOST_SHOWN = 120;
const IDENTIFIER = /^[\p{L}_$@#][\p{L}\p{N}_$?!-]*$/u;

/** Finds where a name is defined and used. */
export const findReferences = defineTool({
  name: 'find_references',
  description: `Finds an identifier as a whole word in all text files: lines that look like its definition first, then its uses. It goes by text, not by meaning. At most ${MOST_SHOWN} lines.`,
  input: z.strictObject({
    identifier: z.string().max(200).describe('One name, without dots or parentheses.'),
    side: SideInput,
    under: FolderInput,
  }),
  execute: async ({ identifier, side, under: said }, world) => {
    if (!IDENTIFIER.test(identifier)) return refusal('This is not one identifier. For other texts there is search.');
    const known = said === undefined ? null : await knownPath(said, side, world);
    if (known?.kind === 'refused') return known.outcome;
    const under = known === null ? {} : { under: known.path };
    const found = await world.inspection.search({
      text: identifier,
      side,
      wholeWord: true,
      limit: MOST_FOUND,
      ...under,
    });
    if (found.kind === 'unavailable') return unavailable('References are', found.reason);
    const definitions = found.value.filter((hit) => looksLikeDefinition(hit.text, identifier));
    const uses = found.value.filter((hit) => !definitions.includes(hit));
    const ordered = [...definitions, ...uses].slice(0, MOST_SHOWN);
    const { lines } = pageOfLines(ordered.map(hitLine));
    const cut = found.truncated || lines.length < found.value.length;
    if (lines.length === 0)
      return { text: `Nothing found.${cut ? ' Not every file could be looked into.' : ''}`, isError: false };
    const text = [
      ...block('They look like definitions', lines.slice(0, definitions.length)),
      ...block('Other places', lines.slice(definitions.length)),
      ...(cut ? ['This is not everything: look under a folder.'] : []),
    ].join('\n');
    return { text, isError: false };
  },
});

function block(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${heading}: ${lines.length}`, untrusted('search', lines.join('\n'))];
}
