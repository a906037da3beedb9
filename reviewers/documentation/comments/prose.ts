import type { CodeComment } from './read-code.ts';

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
const blank = (text: string): string => ' '.repeat(text.length);

/** The prose of a comment, line by line; code in fences and deep indentation is left out. */
export function proseOfComment({ text }: CodeComment, firstLine: number, firstColumn: number): ProseLine[] {
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
const NEVER_TWICE = new Set(
  'the an a of to and or with from by at be are was were been has have this these those its if when which then than but into as for we you they it is not will can should must does because between about after before also only'.split(
    ' ',
  ),
);
/** A clause that asks may end with a verb that the sentence goes on with: "how sure it is is another question". */
const BE = /^(?:is|are|was|were)$/;
const ASKING = new Set(['what', 'how', 'who', 'where', 'why', 'which', 'when']);
/** Before the first of the two, on its line; of `there'a a lot` the first is the end of a word. */
const LEFT = /(?:^|[ \t("*]|(?:^|[^\p{L}\p{N}])['_])$/u;
/** Between the two, and behind the second. */
const GAP = /^[ \t]{1,3}$/;
const RIGHT = /^(?:$|[ \t]{1,3}(?:$|[^ \t=|&+<>/\uFFFC-])|[.,;:!?)](?:$|[ \t"')]))/;

interface Word {
  readonly word: string;
  readonly at: number;
  readonly end: number;
}

/** Words that stand twice in a row in prose, on one line or over its end. */
export function doubledWords(prose: readonly ProseLine[]): DoubledWord[] {
  // Over an end, a capital letter begins another sentence.
  return wordPairs(prose, isPair).filter(
    ({ line, firstLine, first, word, column }) =>
      first === word || (line === firstLine && !isNameBefore(prose, line, column + word.length)),
  );
}

/** "And and Or" joins two names. */
function isNameBefore(prose: readonly ProseLine[], at: number, column: number): boolean {
  return /^\s+\p{Lu}/u.test(prose.find(({ line }) => line === at)?.text.slice(column) ?? '');
}

/** A word that stands behind another, with nothing but white space between them. */
export interface WordPair extends DoubledWord {
  readonly first: string;
  /** Where the first one stands on its line. */
  readonly firstColumn: number;
}

/** Two words in a row in prose, on one line or over its end, of those that a caller asks for. */
export function wordPairs(
  prose: readonly ProseLine[],
  isWanted: (first: string, second: string) => boolean,
): WordPair[] {
  const lines = prose.map(({ line, text }) => {
    const plain = text.replace(CODE, (code) => '\uFFFC'.repeat(code.length));
    const words = Array.from(plain.matchAll(/\p{L}+/gu), ({ 0: word, index: at }) => ({
      word,
      at,
      end: at + word.length,
    }));
    return { line, text: plain, words };
  });
  return lines.flatMap(({ line, text, words }, index): WordPair[] => {
    const within = words.flatMap((second, position): WordPair[] => {
      const first = words[position - 1];
      if (first === undefined || !isWanted(first.word, second.word)) return [];
      const fits =
        !(BE.test(second.word) && asksBefore(`${lines[index - 1]?.text ?? ''} ${text.slice(0, first.at)}`)) &&
        LEFT.test(text.slice(Math.max(0, first.at - 2), first.at)) &&
        GAP.test(text.slice(first.end, second.at)) &&
        RIGHT.test(text.slice(second.end, second.end + 5));
      return fits
        ? [{ word: second.word, line, column: second.at, first: first.word, firstLine: line, firstColumn: first.at }]
        : [];
    });
    const next = lines[index + 1];
    const last = words.at(-1);
    if (next === undefined || next.line !== line + 1 || last === undefined) return within;
    const isAsked = next.words.length > 0 && isWanted(last.word, next.words[0]?.word ?? '');
    const over = isAsked ? overEnd({ text, last }, next) : undefined;
    return over === undefined
      ? within
      : [
          ...within,
          {
            word: over.word,
            line: line + 1,
            column: over.at,
            first: last.word,
            firstLine: line,
            firstColumn: last.at,
          },
        ];
  });
}

/** Whether the sentence has a word that asks and something behind it. */
function asksBefore(text: string): boolean {
  const sentence = text.split(/[.;:!?]/).at(-1) ?? '';
  return sentence
    .toLowerCase()
    .split(/\W/)
    .filter((word) => word !== '')
    .slice(0, -1)
    .some((word) => ASKING.has(word));
}

const isPair = (first: string, second: string): boolean => NEVER_TWICE.has(second) && first.toLowerCase() === second;

function overEnd(
  { text, last }: { readonly text: string; readonly last: Word },
  next: { readonly text: string; readonly words: readonly Word[] },
): Word | undefined {
  const [first] = next.words;
  if (first === undefined) return undefined;
  const ends =
    text.slice(last.end).trim() === '' && /(?:^|[ \t(])$/.test(text.slice(Math.max(0, last.at - 1), last.at));
  const begins = next.text.slice(0, first.at).trim() === '' && RIGHT.test(next.text.slice(first.end, first.end + 5));
  return ends && begins ? first : undefined;
}
