import { hasRunningAddress, isActiveHtml } from '../prose/active-html.ts';
import { isExecutedBlock, runsAnywhere } from '../prose/kind-of-markdown.ts';

/** A fenced block may be indented in lists and components. */
const FENCE = /^[ \t]{0,12}(`{3,20}|~{3,20})[ \t]{0,8}([^`\n]{0,300})$/;
/** A language alone: whatever else stands there may tell a plugin to run the block. */
const LANGUAGE_ALONE = /^[\w+#-]{0,30}[ \t]*$/;
const FRONT_MATTER = /^---[ \t]*\n(?:[^\n]*\n)*?---[ \t]*(?:\n|$)/;
const MODULE = /^(?:import|export)\b/m;
const MOST_LINE = 400;

/** What is being read: a paragraph, or what a paragraph opened and did not close; a block between fences. */
interface Open {
  lines: string[];
  /** The paragraphs before did not close what they opened. */
  goesOn: boolean;
  fence: { readonly run: string; readonly from: number; readonly runs: boolean } | null;
}

/**
 * What of an MDX document is no prose: imports, exports, expressions and components, paragraph by paragraph, and blocks that a plugin may run. What a
 * paragraph opens goes on until it is closed. Null where something is never closed; then everything may be a part of it.
 */
export function mdxParts(text: string): readonly string[] | null {
  const plain = text.replaceAll('\r\n', '\n');
  const front = FRONT_MATTER.exec(plain)?.[0] ?? '';
  if (runsAnywhere(plain) || hasRunningAddress(plain) || plain.startsWith('+++')) return null;
  if (front === '' && plain.startsWith('---')) return null;
  const parts = [front];
  const open: Open = { lines: [], goesOn: false, fence: null };
  const close = (): void => {
    const said = open.lines.join('\n');
    open.goesOn = (open.goesOn || isActive(said)) && !isClosed(said);
    if (open.goesOn) return;
    if (isActive(said) && !isPlainMarkup(said)) parts.push(said);
    open.lines = [];
  };
  for (const line of plain.slice(front.length).split('\n')) {
    const [, run, info = ''] = FENCE.exec(line.slice(0, MOST_LINE)) ?? [];
    if (open.fence !== null) {
      open.lines.push(line);
      if (run === undefined || !run.startsWith(open.fence.run) || info.trim() !== '') continue;
      const block = open.lines.splice(open.fence.from);
      if (open.fence.runs) parts.push(block.join('\n'));
      open.fence = null;
    } else if (run !== undefined && !open.goesOn) {
      close();
      // Below what is still open it is no fence for certain.
      if (open.goesOn) open.lines.push(line);
      else open.fence = { run, from: 0, runs: !LANGUAGE_ALONE.test(info) || isExecutedBlock(info) };
      if (open.fence !== null) open.lines.push(line);
    } else if (line.trim() === '') {
      if (open.goesOn) open.lines.push(line);
      close();
    } else open.lines.push(line);
  }
  close();
  return open.fence === null && !open.goesOn ? parts : null;
}

/**
 * Whether a paragraph holds more than words. A list, a heading or a quotation may begin with any line, and code between backticks ends with them: so it is
 * read as a whole, and each line by itself.
 */
function isActive(paragraph: string): boolean {
  return MODULE.test(paragraph) || hasSigns(paragraph) || paragraph.split('\n').some(hasSigns);
}

/** Read from the left, for code between backticks is shown, and a brace before them begins an expression. */
function hasSigns(paragraph: string): boolean {
  for (let at = 0; at < paragraph.length; at += 1) {
    const sign = paragraph.charAt(at);
    if (sign === '{' || sign === '<' || sign === '}') return true;
    if (sign === '\\') at += 1;
    else if (sign === '`') {
      let end = at;
      while (paragraph.charAt(end) === '`') end += 1;
      const run = paragraph.slice(at, end);
      const closing = closingRun(paragraph, end, run);
      at = closing === -1 ? end - 1 : closing + run.length - 1;
    }
  }
  return false;
}

/** A remark for tools that take parts of a document apart, or an element that only lays text and pictures out, with nothing but texts as attributes; no sign of code in them. */
export const MARKUP =
  /<!--[^<>{}`]{0,300}-->|<\/?(?:a|img|br|hr|table|thead|tbody|tr|td|th|sub|sup|b|i|em|strong|p|div|span|h[1-6]|ul|ol|li|dl|dt|dd|kbd|code|pre|details|summary|picture|source|center|small|blockquote|figure|figcaption)(?:\s{1,40}(?:href|src|srcset|width|height|alt|align|title|class|className|id|target|rel|colspan|rowspan|colSpan|rowSpan|valign|media|open|loading)(?:="[^"{}<>`]{0,600}"|='[^'{}<>`]{0,600}')?){0,12}\s{0,40}\/?>/g;

/** Whether a paragraph has no expression and no component, only elements of HTML that do nothing. */
function isPlainMarkup(paragraph: string): boolean {
  return !MODULE.test(paragraph) && !isActiveHtml(paragraph) && !isActive(paragraph.replaceAll(MARKUP, ' '));
}

/** Where a run of exactly so many backticks stands again; -1 where it does not. */
function closingRun(text: string, from: number, run: string): number {
  for (let at = text.indexOf(run, from); at !== -1; at = text.indexOf(run, at)) {
    let end = at;
    while (text.charAt(end) === '`') end += 1;
    if (end - at === run.length) return at;
    at = end;
  }
  return -1;
}

/** Texts between quotes, which may hold any sign; an apostrophe within a word is none. */
const TEXTS = /"[^"\n]{0,400}"|(?<!\w)'[^'\n]{0,400}'|`[^`\n]{0,400}`/g;

/** Whether everything that a paragraph opens it closes as well, with what stands in texts and without. */
function isClosed(paragraph: string): boolean {
  return [paragraph, paragraph.replaceAll(TEXTS, ' ')].every(isBalanced);
}

function isBalanced(text: string): boolean {
  const plain = text.replaceAll('=>', '').replaceAll(/(?<=\w)'(?=\w)/g, '');
  const count = (sign: string): number => plain.split(sign).length - 1;
  return (
    count('{') === count('}') &&
    count('(') === count(')') &&
    count('[') === count(']') &&
    count('<') === count('>') &&
    ['`', '"', "'"].every((quote) => count(quote) % 2 === 0) &&
    count('/*') === count('*/')
  );
}
