import type { CheckContext } from '../../reviewer.ts';
import { readMarkdown } from '../markdown.ts';
import { isMarkdown } from '../paths.ts';

/** A document by its lines, with what is written as code in each. */
export interface ReadDocument {
  readonly lines: readonly string[];
  readonly code: ReadonlyMap<number, string>;
  readonly links: readonly { readonly target: string; readonly startLine: number }[];
}

/** Reads a document of any format; null where it cannot be read. */
export async function readDocument(context: CheckContext, path: string): Promise<ReadDocument | null> {
  const content = await context.read(path, 'new');
  if (content.kind === 'absent') return null;
  if (isMarkdown(path)) return readMarkdown(context, path, content.text);
  const lines = content.text.split('\n').map((line) => line.replace(/\r$/, ''));
  return { lines, links: [], code: /\.(?:adoc|asciidoc)$/i.test(path) ? asciiDocCode(lines) : restructuredCode(lines) };
}

/** Roles, literals and interpreted text; directives that name what they describe. */
const RST_SPAN = /`{1,2}[^`\n]{1,200}`{1,2}/g;
const RST_NAMES =
  /^\s*\.\.\s(?:auto\w+|option|envvar|confval|setting|program|describe|py:\w+|module|currentmodule|function|class|method|js:\w+)::/;
const RST_OPENS =
  /^\s*\.\.\s(?:code|code-block|sourcecode|prompt|ipython|parsed-literal|testcode|doctest)::|^(?!\s*\.\.\s).*::$/;

function restructuredCode(lines: readonly string[]): Map<number, string> {
  const code = new Map<number, string>();
  let block: number | null = null;
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const indent = text.search(/\S/);
    if (block !== null && indent > block) {
      code.set(index + 1, text);
      continue;
    }
    block = RST_OPENS.test(text) ? indent : null;
    const spans = RST_NAMES.test(text) || /^\s*>>>\s/.test(text) ? [text] : (text.match(RST_SPAN) ?? []);
    if (spans.length > 0) code.set(index + 1, spans.join(' '));
  }
  return code;
}

const ADOC_SPAN = /`[^`\n]{1,200}`|\+[^+\s][^+\n]{0,200}\+/g;
const ADOC_FENCE = /^(?:-{4,}|\.{4,}|```\w*)\s*$/;

function asciiDocCode(lines: readonly string[]): Map<number, string> {
  const code = new Map<number, string>();
  let fence: string | null = null;
  for (const [index, text] of lines.entries()) {
    const isFence = ADOC_FENCE.test(text);
    if (isFence && (fence === null || fence.startsWith(text.slice(0, 3)))) {
      fence = fence === null ? text : null;
      continue;
    }
    const spans = fence === null ? (text.match(ADOC_SPAN) ?? []) : [text];
    if (spans.length > 0) code.set(index + 1, spans.join(' '));
  }
  return code;
}
