import type { FileKind } from '../../schemas/judged.ts';
import { knownKind } from './known-kind.ts';

/** HTML that a browser runs when the document is shown on a page of documentation. */
const ACTIVE_HTML =
  /<(?:script|iframe|object|embed|base|meta|form)\b|\bon[a-z]{3,30}[ \t]{0,8}=|javascript:|\bsrcdoc\b/i;
/** Documents in which some site generators execute blocks, expressions or imports. */
const EXECUTED_BLOCK = /^ {0,3}(?:`{3,20}|~{3,20})[ \t]{0,8}\{|\[\[\[cog/m;
const MDX = /^(?:import\s.{1,300}from\s|import\s{1,8}['"]|export\s{1,8}(?:const|let|default|function|async|class)\b)/m;
const DIRECTIVE =
  /^[ \t]*\.\. (?:raw|plot|exec|execute_code|jupyter-execute|jupyter-kernel|ipython|program-output|command-output|testsetup|doctest|pyexec)::/m;
const ORG = /^[ \t]*#\+(?:begin_src|call|property|bind)|\bsrc_[a-z]{1,30}[[{]|\beval:/im;
const ASCIIDOC = /^\+{4}$|\bpass:/m;

const MOST_CHARACTERS = 2 * 1024 * 1024;

/** A document that some tool executes is code; every other one stays what it is. */
export function kindByProse(named: FileKind, text: string): FileKind {
  if (text.length > MOST_CHARACTERS) return { ...named, class: 'code' };
  switch (named.id) {
    case 'markdown':
      return kindOfMarkdown(named, text);
    case 'restructuredtext':
      return DIRECTIVE.test(text) ? { ...named, class: 'code' } : named;
    case 'org':
      return ORG.test(text) ? { ...named, class: 'code' } : named;
    case 'asciidoc':
      return ASCIIDOC.test(text) && ACTIVE_HTML.test(text) ? { ...named, class: 'code' } : named;
    default:
      return named;
  }
}

function kindOfMarkdown(named: FileKind, text: string): FileKind {
  if (EXECUTED_BLOCK.test(text)) return { ...named, class: 'code' };
  if (!ACTIVE_HTML.test(text) && !MDX.test(text)) return named;
  const shown = withoutExamples(text);
  if (MDX.test(shown)) return knownKind('mdx');
  return ACTIVE_HTML.test(shown) ? { ...named, class: 'code' } : named;
}

/**
 * The text without fenced blocks and code spans, which show their contents. Where it is not certain what a fence or a backtick means
 * (HTML around it, runs of backticks, escapes), everything stays.
 */
function withoutExamples(text: string): string {
  const kept: string[] = [];
  let fence: string | null = null;
  let inHtml = false;
  for (const line of text.split('\n')) {
    const marker = /^ {0,3}(`{3,20}|~{3,20})(.*)$/.exec(line.slice(0, 200));
    const [run = '', info = ''] = marker?.slice(1) ?? [];
    if (fence !== null) {
      if (run.startsWith(fence) && info.trim() === '') fence = null;
      continue;
    }
    if (run !== '' && !info.includes('`')) {
      if (inHtml) return text;
      fence = run;
      continue;
    }
    if (line.trim() === '') inHtml = false;
    // A comment or a raw element goes on past empty lines, and fences inside of it are none.
    if (/<!|<\?|<(?:pre|style|textarea)\b/i.test(line)) return text;
    if (/^[\s>*+-]*</.test(line.slice(0, 200))) inHtml = true;
    kept.push(line);
  }
  const prose = kept.join('\n');
  if (kept.some((line) => /``|\\`/.test(line) || line.split('`').length % 2 === 0)) return prose;
  return prose.replaceAll(/`[^`\n]*`/g, '');
}
