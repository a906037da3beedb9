import { olderKotlin } from '../../changed-code/plain/languages/older-kotlin.ts';
import { olderCsharp } from '../../changed-code/plain/languages/older-words.ts';
import { olderRust } from '../../changed-code/plain/languages/rust.ts';
import { below, type Syntax, syntaxOf } from '../../changed-code/syntax-node.ts';
import type { CheckContext } from '../../reviewer.ts';

/** The languages whose comments are read. */
export type CodeLanguage = 'script' | 'python' | 'go' | 'java' | 'php' | 'ruby' | 'csharp' | 'kotlin' | 'rust';

/** A comment with its signs, in UTF-16 offsets of the file. */
export interface CodeComment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One side of a file of code. */
export interface ReadCode {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly language: CodeLanguage;
  readonly root: Syntax;
  /** In the order of the text; line comments that stand directly below each other, with nothing else on their lines, are one. */
  readonly comments: readonly CodeComment[];
  /** Python's texts in three quotes that stand alone. */
  readonly docstrings: readonly CodeComment[];
  /** The 1-based line of an offset. */
  readonly lineAt: (offset: number) => number;
}

const LANGUAGES: readonly (readonly [CodeLanguage, RegExp])[] = [
  ['script', /(?<!\.min)\.[cm]?[jt]sx?$/i],
  ['python', /\.pyi?$/i],
  ['go', /\.go$/i],
  ['java', /\.java$/i],
  ['php', /\.php$/i],
  ['ruby', /\.(?:rb|rake|gemspec)$|(?:^|\/)(?:Rakefile|Fastfile)$/i],
  ['csharp', /\.cs$/i],
  ['kotlin', /\.kts?$/i],
  ['rust', /\.rs$/i],
];
/** The grammars' names, their outermost nodes and their comments. */
const GRAMMARS: readonly (readonly [grammar: string, root: string, comments: readonly string[]])[] = [
  ['javascript', 'program', ['comment']],
  ['typescript', 'program', ['comment']],
  ['tsx', 'program', ['comment']],
  ['python', 'module', ['comment']],
  ['go', 'source_file', ['comment']],
  ['java', 'program', ['line_comment', 'block_comment']],
  ['php', 'program', ['comment']],
  ['ruby', 'program', ['comment']],
  ['csharp', 'compilation_unit', ['comment']],
  ['kotlin', 'source_file', ['line_comment', 'multiline_comment']],
  ['rust', 'source_file', ['line_comment', 'block_comment']],
];
const RULES = {
  rules: GRAMMARS.flatMap(([language, root, comments]) => [
    { id: `syntax-${language}`, language, rule: { kind: root }, syntax: true },
    { id: `comment-${language}`, language, rule: { any: comments.map((kind) => ({ kind })) } },
  ]),
};
/** Longer ones were made by machines. */
const MOST_CHARACTERS = 400_000;
/** Words that a grammar does not know, written as ones of the same length that it does. */
const OLDER: Readonly<Partial<Record<CodeLanguage, (text: string) => string>>> = {
  csharp: olderCsharp,
  kotlin: olderKotlin,
  rust: olderRust,
};

/** The language of a file whose comments can be read, by its name. */
export function codeLanguage(path: string): CodeLanguage | null {
  return LANGUAGES.find(([, files]) => files.test(path))?.[0] ?? null;
}

/** Reads the syntax and the comments of a file; null where that cannot be done. */
export async function readCode(context: CheckContext, path: string, text: string): Promise<ReadCode | null> {
  const language = codeLanguage(path);
  if (language === null || text.length > MOST_CHARACTERS) return null;
  const known = OLDER[language]?.(text) ?? text;
  const [result] = await context.analyse('ast-grep', [{ path, text: known }], RULES);
  const tree = result?.kind === 'ok' ? result.matches.find(({ syntax }) => syntax !== undefined)?.syntax : undefined;
  const root = tree === undefined ? null : syntaxOf(tree, text);
  if (root === null || result?.kind !== 'ok') return null;
  const starts = startsOf(text);
  const lines = text.split('\n');
  const found = result.matches
    .filter(({ rule }) => rule.startsWith('comment-'))
    .map((match) => {
      const start = (starts[match.startLine - 1] ?? 0) + match.startColumn;
      const written = text.slice(start, (starts[match.endLine - 1] ?? 0) + match.endColumn).trimEnd();
      return { start, end: start + written.length, text: written };
    })
    .toSorted((one, other) => one.start - other.start);
  const docstrings = language === 'python' ? docstringsIn(root) : [];
  const comments = together(found, text);
  return { path, text, lines, language, root, comments, docstrings, lineAt: lineFinder(starts) };
}

function docstringsIn(root: Syntax): CodeComment[] {
  return Array.from(below(root)).flatMap(({ kind, parent, start, end, text }) => {
    const isAlone = kind === 'string' && parent?.kind === 'expression_statement' && parent.children.length === 1;
    return isAlone && /^[rRuU]?(?:"""|''')/.test(text) ? [{ start, end, text }] : [];
  });
}

/** Texts in code that are sentences: messages, and the names of tests. */
const SENTENCE = /^(?:[a-zA-Z$@]{0,3}["'`]{1,3})?[A-Za-z][\w'-]*(?: [\w'-]+){3}/;
const TEXT =
  /^(?:string|template_string|interpreted_string_literal|raw_string_literal|string_literal|encapsed_string|line_string_literal|simple_identifier)$/;

/** Literals, and names in quotes, that hold a sentence. */
export function sentencesIn({ root, docstrings }: ReadCode): CodeComment[] {
  const known = new Set(docstrings.map(({ start }) => start));
  return Array.from(below(root)).flatMap(({ kind, start, end, text }) =>
    TEXT.test(kind) && !known.has(start) && SENTENCE.test(text) ? [{ start, end, text }] : [],
  );
}

/** The code of a file, its comments blanked. */
export function codeAlone({ text, comments, docstrings }: ReadCode): string {
  let code = text;
  for (const { start, end } of [...comments, ...docstrings])
    code = code.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end);
  return code;
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineFinder(starts: readonly number[]): (offset: number) => number {
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

/** Line comments below each other become one. */
function together(found: readonly CodeComment[], text: string): CodeComment[] {
  const made: CodeComment[] = [];
  for (const one of found) {
    const last = made.at(-1);
    const between = last === undefined ? '' : text.slice(last.end, one.start);
    const joins =
      last !== undefined &&
      signOf(last.text) === signOf(one.text) &&
      signOf(one.text) !== '' &&
      /^\r?\n[ \t]*$/.test(between) &&
      standsAlone(text, last.start) &&
      standsAlone(text, one.start);
    if (joins) made[made.length - 1] = { start: last.start, end: one.end, text: text.slice(last.start, one.end) };
    else made.push(one);
  }
  return made;
}

const signOf = (text: string): string => /^(?:\/\/[/!]?|#)/.exec(text)?.[0] ?? '';

/** Whether nothing stands before an offset on its line: a comment behind code speaks of that code, not of what comes below. */
export function standsAlone(text: string, start: number): boolean {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
}
