import { z } from 'zod';
import { untrusted } from '../prompt/untrusted.ts';
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

const KEYWORDS = [
  'function|class|interface|type|enum|const|let|var|val|def|defp|fn|func|fun|sub|struct|union|trait|impl|module',
  'package|namespace|record|object|protocol|extension|typedef|macro_rules!|macro|define|static|final|abstract',
].join('|');
/** Longer lines are generated. */
const LONGEST = 500;
const STATEMENT =
  /^\s*(?:return|if|else|while|for|switch|case|await|throw|new|yield|import|export\s*\{|from|\/\/|#\s|\*|--)\b/;

/**
 * Whether a line looks as if it defined the name: behind a keyword of any usual language, as a method with a body, or as a key or variable
 * that gets a function. A guess, good enough to put likely places first.
 */
export function looksLikeDefinition(line: string, name: string): boolean {
  if (line.length > LONGEST) return false;
  const word = `(?<![\\p{L}\\p{N}_])${name.replaceAll(/[$?]/g, '\\$&')}(?![\\p{L}\\p{N}_])`;
  const byKeyword = new RegExp(
    `(?:^|[^\\p{L}\\p{N}_.])(?:${KEYWORDS})\\s*[*&]?\\s*(?:\\([^()]{0,80}\\)\\s*)?${word}`,
    'u',
  );
  if (byKeyword.test(line)) return true;
  if (STATEMENT.test(line)) return false;
  const byBody = new RegExp(`^[^=("'\`]*${word}\\s*(?:<[^<>]{0,80}>)?\\([^;]*\\{\\s*$`, 'u');
  const byValue = new RegExp(
    `${word}\\s*[:=]\\s*(?:async\\s*)?(?:function\\b|lambda\\b|\\([^()]{0,200}\\)\\s*(?::[^=]{0,80})?=>|[\\p{L}_$]{1,60}\\s*=>)`,
    'u',
  );
  return byBody.test(line) || byValue.test(line);
}
