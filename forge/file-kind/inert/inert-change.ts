import { isDeepStrictEqual } from 'node:util';
import { parse as parseToml } from 'smol-toml';
import { parseAllDocuments } from 'yaml';
import type { FileKind } from '../../../schemas/judged.ts';
import { markdownParts } from './markdown-parts.ts';
import { mdxParts } from './mdx-parts.ts';
import { significantParts } from './significant-parts.ts';
import { INERT_LANGUAGES, WRITTEN_IN } from './splitters.ts';

/** A larger file is simply not inert. */
const MOST_CHARACTERS = 512 * 1024;

const PARSERS: Readonly<Record<string, (text: string) => unknown>> = { toml: parseToml, yaml: readYaml };

/** Documents that a site generator computes, and how what it computes is taken out of them. */
const DOCUMENTS: Readonly<Record<string, (text: string) => readonly string[] | null>> = {
  mdx: mdxParts,
  markdown: markdownParts,
};

/**
 * Whether everything that changed is white space and comments that no tool obeys, or prose between what runs in a document. Both texts are taken apart whole; what is left of them
 * without such comments must be the same. Says no where it cannot tell.
 */
export function isInertChange(kind: FileKind, oldText: string | null, newText: string | null): boolean {
  const partsOf = kind.class === 'code' ? DOCUMENTS[kind.id] : undefined;
  if (partsOf !== undefined) return sameParts(partsOf, oldText, newText);
  const id = WRITTEN_IN[kind.id] ?? kind.id;
  const language = INERT_LANGUAGES.get(id);
  if (language === undefined || oldText === null || newText === null || oldText === newText) return false;
  if (oldText.length > MOST_CHARACTERS || newText.length > MOST_CHARACTERS) return false;
  const [old, now] = [oldText, newText].map((text) => significantParts(text, language));
  if (old === undefined || old === null || now === undefined || now === null || !isDeepStrictEqual(old, now))
    return false;
  return sameValue(PARSERS[id], oldText, newText);
}

/** Whether nothing but prose changed, and examples that are only shown. */
function sameParts(
  partsOf: (text: string) => readonly string[] | null,
  old: string | null,
  now: string | null,
): boolean {
  if (old === null || now === null || old.length > MOST_CHARACTERS || now.length > MOST_CHARACTERS) return false;
  const [before, after] = [partsOf(old), partsOf(now)];
  // Where one paragraph of components became two, nothing else runs.
  return before !== null && after !== null && before.join('\n') === after.join('\n');
}

/** What has a parser is read as well: a comment can end a value that goes on over lines. */
function sameValue(parse: ((text: string) => unknown) | undefined, old: string, now: string): boolean {
  if (parse === undefined) return true;
  try {
    return isDeepStrictEqual(parse(old), parse(now));
  } catch {
    // What does not parse is not understood, so nothing can be said of the change.
    return false;
  }
}

function readYaml(text: string): unknown {
  return parseAllDocuments(text, { logLevel: 'error', prettyErrors: false }).map((document): unknown => {
    if (document.errors.length > 0) throw new Error('not YAML');
    return document.toJS({ maxAliasCount: 100 });
  });
}
