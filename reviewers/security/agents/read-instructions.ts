/** A part of instructions for agents: what it is, and where it begins. */
export interface InstructionPart {
  readonly kind: 'front' | 'program' | 'code' | 'prose' | 'comment';
  readonly text: string;
  /** 1-based line of its beginning. */
  readonly line: number;
  /** What stands in front of a block of code, or of the list of an item: it says what that is for. */
  readonly before: string;
}

const FENCE = /^[ \t>]{0,40}(?:[-*+] {1,4}|\d{1,3}[.)] {1,4})?(`{3,20}|~{3,20})[ \t]{0,8}([^`\n]{0,200})$/;
/** Languages of blocks that are commands; a block without one mostly is, too. */
const SHELLS = /^\{?\.?(?:bash|sh|shell|zsh|console|shell-?session|terminal|text|txt|command)?\b/i;
const LISTED = /^[ \t>]{0,40}(?:[-*+]|\d{1,3}[.)])[ \t]/;
const ITEM = /^[ \t>]{0,40}(?:[-*+]|\d{1,3}[.)]|#{1,6}|\|)[ \t]/;

/** Front matter, blocks of code, comments of HTML, and paragraphs, an item of a list or a row of a table each. */
export function instructionParts(written: string): readonly InstructionPart[] {
  const parts: InstructionPart[] = [];
  const lines = written.replaceAll('\r\n', '\n').split('\n');
  let at = 0;
  if (/^---[ \t]*$/.test(lines[0] ?? '')) {
    const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line));
    if (end > 0) {
      parts.push({ kind: 'front', text: lines.slice(1, end).join('\n'), line: 2, before: '' });
      at = end + 1;
    }
  }
  let open: string[] = [];
  let start = at;
  let before = '';
  let lead = '';
  const close = (): void => {
    if (open.length > 0) {
      const text = open.join('\n');
      const isItem = LISTED.test(text);
      parts.push(...withoutComments(text, start + 1, isItem ? lead : ''));
      before = text;
      if (!isItem) lead = text;
    }
    open = [];
  };
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [, run = '', info = ''] = FENCE.exec(line) ?? [];
    if (run !== '') {
      close();
      const end = lines.findIndex((one, index) => index > at && closes(one, run));
      const inside = lines.slice(at + 1, end === -1 ? lines.length : end);
      const kind = info.trim() === '' || SHELLS.exec(info.trim())?.[0] !== '' ? 'program' : 'code';
      parts.push({ kind, text: inside.join('\n'), line: at + 2, before });
      at = end === -1 ? lines.length : end;
      continue;
    }
    if (line.trim() === '') {
      if (!isOpenComment(open)) close();
      else open.push(line);
      continue;
    }
    if (open.length === 0 && /^(?: {4}|\t)\S/.test(line)) {
      parts.push({ kind: 'program', text: line, line: at + 1, before });
      continue;
    }
    if (ITEM.test(line) && !isOpenComment(open)) close();
    if (open.length === 0) start = at;
    open.push(line);
  }
  close();
  return parts;
}

function closes(line: string, run: string): boolean {
  const text = line.replace(/^[ \t>]{0,40}/, '').trimEnd();
  return text.startsWith(run) && /^(?:`+|~+)$/.test(text);
}

function isOpenComment(lines: readonly string[]): boolean {
  const text = lines.join('\n');
  return text.lastIndexOf('<!--') > text.lastIndexOf('-->');
}

/** A paragraph in pieces: what people see of it, and comments. */
function withoutComments(text: string, line: number, before: string): InstructionPart[] {
  const parts: InstructionPart[] = [];
  let at = 0;
  const lineOf = (index: number): number => line + text.slice(0, index).split('\n').length - 1;
  const add = (kind: 'prose' | 'comment', from: number, to: number): void => {
    const piece = text.slice(from, to);
    const shown = from + piece.search(/\S|$/);
    if (piece.trim() !== '') parts.push({ kind, text: piece.trim(), line: lineOf(shown), before });
  };
  for (let start = text.indexOf('<!--'); start !== -1; start = text.indexOf('<!--', at)) {
    const end = text.indexOf('-->', start + 4);
    add('prose', at, start);
    add('comment', start + 4, end === -1 ? text.length : end);
    at = end === -1 ? text.length : end + 3;
  }
  add('prose', at, text.length);
  return parts;
}

/** A sentence, and in which line of its part it begins. */
export interface Sentence {
  readonly text: string;
  readonly line: number;
}

/** The sentences of a part. A full stop within a name, a number or code between backticks ends none. */
export function sentencesOf({ text, line }: Pick<InstructionPart, 'text' | 'line'>): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  let inCode = false;
  const add = (to: number): void => {
    const piece = text.slice(from, to);
    const first = from + piece.search(/\S|$/);
    if (piece.trim() !== '')
      sentences.push({ text: piece.trim(), line: line + text.slice(0, first).split('\n').length - 1 });
    from = to;
  };
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '`') inCode = !inCode;
    else if (!inCode && /[.!?]/.test(text.charAt(at)) && /\s/.test(text.charAt(at + 1))) add(at + 1);
  }
  add(text.length);
  return sentences;
}

/** What stands between backticks. */
export function spansOf(text: string): readonly string[] {
  return [...text.matchAll(/`([^`\n]{1,1000})`/g)].map(([, span = '']) => span);
}
