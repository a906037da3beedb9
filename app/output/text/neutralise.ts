import { makeVisible } from './visible.ts';

/** A zero-width space, spelt as an entity: it breaks what GitHub would link or notify, and stays visible in the source. */
const BREAK = '&#8203;';

/** Fences that GitHub does more with than show them. */
export const ACTIVE_LANGUAGES: ReadonlySet<string> = new Set([
  'suggestion',
  'mermaid',
  'math',
  'geojson',
  'topojson',
  'stl',
]);

/** Text for a terminal or a log: nothing in it moves the cursor, colours, or reorders. Tabs and line feeds stay. */
export function neutraliseTerminal(text: string): string {
  return makeVisible(text);
}

/**
 * Text for the log of a GitHub workflow, where a line that begins with `::` and a `##[` anywhere are orders to the runner.
 * Whole lines go in: what is printed before the text on its first line is not seen here.
 */
export function neutraliseWorkflow(text: string): string {
  return makeVisible(text)
    .replace(/^([^\S\n\r\u2028\u2029]*):(?=:)/gm, '$1: ')
    .replace(/##(?=\[)/g, '# #');
}

/**
 * A finished text for standard output, which may be the log of a workflow: what would be an order to the runner becomes a look-alike
 * of the same width, so that columns hold and code stays readable.
 */
export function defuseWorkflow(text: string): string {
  return text.replace(/^([^\S\n\r\u2028\u2029]*)::/gm, '$1:\u{2236}').replace(/##(?=\[)/g, '#\u{266f}');
}

/** Code as a fenced block that nothing inside it can close. */
export function codeBlock(text: string, language = ''): string {
  const body = makeVisible(text).replace(/\n$/, '');
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  const block = `${fence}${language}\n${body}\n${fence}`;
  // Other bots read a raw comment line by line. A fence may be indented, its lines then lose as much: the code looks the same.
  return /^\/[a-z]/im.test(body) ? block.replace(/^/gm, ' ') : block;
}

/** Code as a span on one line; line ends become spaces. Not for table cells, where a `|` would end the span. */
export function inlineCode(text: string): string {
  const body = makeVisible(text).replaceAll('\n', ' ');
  if (body === '') return '';
  const fence = '`'.repeat(longestRun(body) + 1);
  const padded = /^`|`$/.test(body) || isPadded(body) ? ` ${body} ` : body;
  return `${fence}${padded}${fence}`;
}

/**
 * Hostile text as harmless GitHub Markdown: it renders as the same words, with emphasis, lists and code, but without images,
 * links, HTML, headings, tables, mathematics, mentions, issue references or commands. Code keeps its look only where every
 * reader agrees that it is code: a span on one line, a fence at the first column that is closed.
 * A bare commit id may still become a link: it leads into the repository itself and notifies nobody.
 * For paragraphs of a comment. Not for raw HTML elements, where Markdown is not read, nor for cells of a table.
 */
export function neutraliseMarkdown(text: string): string {
  const lines = makeVisible(text).split('\n');
  const out: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const end = closingFence(lines, at);
    if (end === null) {
      out.push(neutraliseLine(lines[at] ?? ''));
    } else {
      const language = (lines[at] ?? '').replace(/^ ?`+/, '').trim();
      const indent = lines[at]?.startsWith(' ') ? /^ /gm : /^(?!)/g;
      const body = lines
        .slice(at + 1, end)
        .join('\n')
        .replace(indent, '');
      out.push(codeBlock(`${body}\n`, ACTIVE_LANGUAGES.has(language.toLowerCase()) ? '' : language));
      at = end;
    }
  }
  return out.join('\n');
}

/** The index of the line that closes the fence opened at `at`; null where none is opened or it stays open. */
function closingFence(lines: readonly string[], at: number): number | null {
  // Further in, a fence may belong to a list item and end with it. One space is what `codeBlock` indents by.
  const opening = /^ ?(`{3,})[\w+#.-]*[ \t]*$/.exec(lines[at] ?? '');
  if (opening?.[1] === undefined) return null;
  const closing = new RegExp(`^ {0,3}\`{${opening[1].length},}[ \\t]*$`);
  const end = lines.findIndex((line, index) => index > at && closing.test(line));
  return end === -1 ? null : end;
}

function neutraliseLine(line: string): string {
  const safe = keepingSpans(line)
    .replace(/^(\s*)\/(?=[a-z])/i, '$1\\/')
    .replace(/^(\s*)(#{1,6})(?=\s|$)/, '$1\\$2');
  return isUnderline(safe) ? safe.replace(/(?<!\\)[-=]/g, '\\$&') : safe;
}

/**
 * What makes the line above a heading or, with or without pipes, a table, in any nesting of quotes and lists. No table may come
 * about: its cells would be cut out before code spans are.
 */
function isUnderline(line: string): boolean {
  if (!/^[\s>*+\d.)\\|:=-]*$/.test(line)) return false;
  return /--|=/.test(line) || (line.includes('-') && /[|:]/.test(line)) || line.trim() === '-';
}

/** A space at both ends of a code span is taken off by its reader, unless there is nothing else. */
function isPadded(code: string): boolean {
  return code.startsWith(' ') && code.endsWith(' ') && /[^ ]/.test(code);
}

/** Splits a line as CommonMark does into code spans, which are written anew, and text. */
function keepingSpans(line: string): string {
  const marks = /\\[!-/:-@[-`{-~]|`+/g;
  let out = '';
  let from = 0;
  for (let mark = marks.exec(line); mark !== null; mark = marks.exec(line)) {
    if (mark[0].startsWith('\\')) continue;
    const close = closingRun(line, marks.lastIndex, mark[0].length);
    if (close === null) continue;
    const code = line.slice(marks.lastIndex, close);
    out += neutraliseText(line.slice(from, mark.index)) + inlineCode(isPadded(code) ? code.slice(1, -1) : code);
    from = close + mark[0].length;
    marks.lastIndex = from;
  }
  return out + neutraliseText(line.slice(from));
}

function closingRun(line: string, from: number, length: number): number | null {
  for (const run of line.slice(from).matchAll(/`+/g)) if (run[0].length === length) return from + run.index;
  return null;
}

/** In this order: our own entities and what is escaped already stay; then everything that would mean something. */
const MEANINGFUL =
  /&(?:amp|lt|#8203);|\\[\\`[<&$~]|&(?=#?\w+;)|[<[$`]|~{3,}|@(?=\w)|#(?=\d)|GH\\?-(?=\d)|:(?=\\?\/\\?\/)|www(?=\\?\.)/gi;

function neutraliseText(text: string): string {
  return text.replace(MEANINGFUL, (found) => {
    if (found === '&') return '&amp;';
    if (found.startsWith('&') || found.startsWith('\\')) return found;
    if (found === '<') return '&lt;';
    if (/^[[$`~]/.test(found)) return found.replace(/./g, '\\$&');
    return found + BREAK;
  });
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
}
