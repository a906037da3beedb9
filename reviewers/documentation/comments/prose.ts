import type { Comment } from './read-code.ts';

/** A line of prose: its text with everything that is no prose blanked, at the columns of the file. */
export interface ProseLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** Signs of comments, and what a documentation tool reads as markup. */
const LEAD = /^[ \t]*(?:\/\*+!?|\*+\/|\/\/+!?|\*(?!\*)|#+|"""|''')?/;
const CODE =
  /``[^`\n]{0,300}``|`[^`\n]{0,300}`|\{@\w+[^{}\n]{0,300}\}|<[^<>\n]{0,300}>|"[^"\n]{0,200}"|https?:\S{1,500}/g;
/** Lines that begin something of their own: tags, items, headings, tables, quotes, directives. */
const BEGINS = /^[ \t]*(?:[-*+•>|@:.\\=]|\d{1,3}[.)]|[A-Za-z]\))/;

const blank = (text: string): string => ' '.repeat(text.length);

/** The prose of a comment, line by line; code in fences and deep indentation is left out. */
export function proseOfComment({ text }: Comment, firstLine: number, firstColumn: number): ProseLine[] {
  const lines = text.split('\n');
  let fenced = false;
  return lines.flatMap((raw, index): ProseLine[] => {
    const column = index === 0 ? firstColumn : 0;
    const line = `${blank(' '.repeat(column))}${raw.replace(/\r$/, '').replace(/(?:\*\/|"""|''')[ \t]*$/, (end) => blank(end))}`;
    const prose = line.replace(LEAD, blank);
    if (/^[ \t]*(?:```|~~~)|<\/?(?:pre|code)\b|@(?:end)?code\b/.test(prose))
      fenced = !fenced && !/<\/(?:pre|code)>/.test(prose);
    else if (!fenced) return [{ line: firstLine + index, text: prose }];
    return [{ line: firstLine + index, text: '' }];
  });
}

/** A word that stands twice in a row. */
export interface DoubledWord {
  readonly word: string;
  /** Where the second one stands. */
  readonly line: number;
  readonly column: number;
  /** The line of the first one. */
  readonly firstLine: number;
}

/**
 * Words that no English sentence has twice in a row: articles, conjunctions, prepositions, pronouns, forms of `be` and `have`. Of other words two in
 * a row are names and their types (`@param query Query`, `post post`) far more often than mistakes; `that that` and `had had` are right.
 */
const NEVER_TWICE =
  'the|an|a|of|to|and|or|with|from|by|at|be|are|was|were|been|has|have|this|these|those|its|if|when|which|then|than|but|into|as|for|we|you|they|it|is|not|will|can|should|must|does|because|between|about|after|before|also|only';
const LEFT = String.raw`(?<=(?:^|[ \t("'*_])[ \t]{0,8})(?<!\u0000[ \t]{0,3})`;
const RIGHT = String.raw`(?=$|[ \t](?![ \t]{0,3}[=|&+<>/\u0000-])|[.,;!?)](?:$|[ \t"')]))`;
const PAIR = new RegExp(String.raw`${LEFT}(${NEVER_TWICE})[ \t]{1,3}(\1)${RIGHT}`, 'giu');
const LAST = new RegExp(String.raw`(?<=^|[ \t(])(${NEVER_TWICE})[ \t]*$`, 'u');
const FIRST = new RegExp(String.raw`^[ \t]*(${NEVER_TWICE})${RIGHT}`, 'u');

/** Words that stand twice in a row in prose, on one line or over its end. */
export function doubledWords(prose: readonly ProseLine[]): DoubledWord[] {
  const lines = prose.map(({ line, text }) => ({
    line,
    text: text.replace(CODE, (code) => '\u0000'.repeat(code.length)),
  }));
  return lines.flatMap(({ line, text }, index): DoubledWord[] => {
    const within = Array.from(text.matchAll(PAIR), ({ 0: whole, 2: word = '', index: at }) => ({
      word,
      line,
      column: at + whole.length - word.length,
      firstLine: line,
    })).filter(({ word }) => word === word.toLowerCase());
    const next = lines[index + 1];
    const over = next === undefined || next.line !== line + 1 ? null : overEnd(text, next.text);
    return over === null ? within : [...within, { ...over, line: line + 1, firstLine: line }];
  });
}

function overEnd(text: string, next: string): { readonly word: string; readonly column: number } | null {
  const last = LAST.exec(text.slice(-60))?.[1];
  if (last === undefined || BEGINS.test(next)) return null;
  const first = FIRST.exec(next);
  return first?.[1] === last ? { word: last, column: first[0].length - last.length } : null;
}
