/** A line that may open or close a fenced block, with what stands before it: white space, and the mark of an item of a list. */
const FENCE = /^( {0,40})((?:[-*+]|\d{1,9}[.)]) {1,4})?(`{3,100}|~{3,100})(?![`~])(.*)$/s;
const ITEM = /^( {0,40}(?:[-*+]|\d{1,9}[.)]) {1,4})\S/;
/** Raw elements, instructions and document types go on past empty lines, and fences inside of them are none. */
const RAW = /^[\s>*+\d.)-]{0,60}<(?:pre|script|style|textarea|\?|!(?!--))/i;
const CLOSED_PRE = /^[\s>*+\d.)-]{0,60}<pre>[^<]{0,400}<\/pre>(?:<\/[a-z]{1,10}>){0,3}\s*$/i;
/** Tags without attributes, and addresses: no backtick can hide in them. */
const SIMPLE_TAG = /<\/?[a-z][a-z\d]{0,15} {0,4}\/?>|<https?:\/\/[^\s<>]{1,500}>/gi;
const MOST_MARKER = 300;

/** An open fence, how far it is indented, and whether it is a directive, whose contents are no example. */
interface Fence {
  readonly run: string;
  readonly indent: number;
  readonly isDirective: boolean;
}

/**
 * The text without fenced blocks and code spans, which show their contents. Where it is not certain what a fence means (HTML around it, an item of
 * a list that ends inside of it, a fence that nothing closes), everything stays; a paragraph stays where it is not certain what a backtick means.
 */
export function withoutExamples(text: string): string {
  const kept: string[] = [];
  let fence: Fence | null = null;
  let html: 'comment' | 'block' | null = null;
  let before = '';
  let content = 0;
  for (const line of text.split('\n')) {
    const [, space = '', item = '', run = '', info = ''] = FENCE.exec(line.slice(0, MOST_MARKER)) ?? [];
    if (fence !== null) {
      // An item of a list ends where a line is indented less than it, and the fence that began in it ends too.
      const indent = line.search(/\S/);
      if (indent !== -1 && indent < fence.indent) return text;
      const isClose =
        item === '' && run.startsWith(fence.run) && info.trim() === '' && space.length <= fence.indent + 3;
      if (isClose) fence = null;
      else if (fence.isDirective) kept.push(line);
      continue;
    }
    if (html === 'comment') {
      kept.push(line);
      if (line.includes('-->')) html = line.slice(line.lastIndexOf('-->')).includes('<') ? 'block' : null;
      continue;
    }
    if (run !== '' && !(run.startsWith('`') && info.includes('`'))) {
      const indent = space.length + item.length;
      if (
        html !== null ||
        (indent > 3 && item === '' && before.trim() !== '' && (indent < content || indent > content + 3))
      )
        return text;
      fence = { run, indent, isDirective: /^\s*\{[a-z]/i.test(info) };
      before = '';
      continue;
    }
    // Behind a tab, in a quotation or in a deeper list a fence may open that is not followed here.
    if (/^[\s>*+\d.)-]{0,60}(?:`{3}|~{3})/.test(line.slice(0, MOST_MARKER)) && !/^ {0,3}>/.test(line) && run === '')
      if (/^\s*\t|^[ \t]*(?:[-*+]|\d{1,9}[.)])\s/.test(line)) return text;
    if (line.trim() === '') html = null;
    if (RAW.test(line.slice(0, MOST_MARKER)) && !CLOSED_PRE.test(line.slice(0, 600))) return text;
    if (isOpenComment(line)) {
      if (!/^ {0,3}<!--/.test(line)) return text;
      html = 'comment';
    } else if (/^[\s>*+-]{0,60}</.test(line.slice(0, MOST_MARKER)))
      html ??= line.trimEnd().endsWith('-->') ? null : 'block';
    content = contentAt(line, content);
    before = line;
    kept.push(line);
  }
  if (fence !== null || html === 'comment') return text;
  return kept
    .join('\n')
    .split(/\n[ \t]*\n/)
    .map(withoutSpans)
    .join('\n\n');
}

/** How far in the blocks of the item stand in which a line lies: no further than the line itself. */
function contentAt(line: string, content: number): number {
  const item = ITEM.exec(line.slice(0, MOST_MARKER))?.[1];
  if (item !== undefined) return item.length;
  const indent = line.search(/\S/);
  return indent !== -1 && indent < content ? 0 : content;
}

function isOpenComment(line: string): boolean {
  return line.lastIndexOf('<!--') > line.lastIndexOf('-->');
}

/** A paragraph without its code spans; as it is where a tag, a cell of a table, an escape or another line may have a part in a backtick. */
function withoutSpans(paragraph: string): string {
  if (!paragraph.includes('`')) return paragraph;
  if (/``|\\`/.test(paragraph)) return paragraph;
  const lines = paragraph.split('\n').map((line) => line.split('`'));
  const isClear = lines.every(
    (parts) =>
      parts.length % 2 === 1 &&
      parts.every((part, at) => (at % 2 === 0 ? !part.replaceAll(SIMPLE_TAG, '').includes('<') : !part.includes('|'))),
  );
  if (!isClear) return paragraph;
  return lines.map((parts) => parts.filter((_, at) => at % 2 === 0).join(' ')).join('\n');
}
