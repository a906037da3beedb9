import { braceCode, type BraceSyntax } from './brace-code.ts';
import type { CodeSplitter } from './code-piece.ts';
import { hashLines } from './hash-lines.ts';
import { pythonCode } from './python-code.ts';
import { scriptCode } from './script-code.ts';

/** How a language is taken apart, and whether its indentation means anything. */
export interface InertLanguage {
  readonly split: CodeSplitter;
  readonly indentation: boolean;
}

const C: BraceSyntax = {
  lineComments: true,
  quotes: '"',
  characters: true,
  rawBackticks: false,
  // A raw string may have a prefix (`u8R"(`) before the letter that makes it raw.
  refused: /R"|\?\?\/|"""/,
};
const refusing = (refused: RegExp): BraceSyntax => ({ ...C, refused });
const brace = (syntax: BraceSyntax): InertLanguage => ({ split: braceCode(syntax), indentation: false });
/** The lines of what is taken apart by whole lines are compared as they are, so their indentation counts. */
const hash = (refused: RegExp, indented = true, betweenJoinedLines = false): InertLanguage => ({
  split: hashLines({ indented, refused, betweenJoinedLines }),
  indentation: true,
});

/** By the id of the kind. What is not here is never inert. */
export const INERT_LANGUAGES: ReadonlyMap<string, InertLanguage> = new Map<string, InertLanguage>([
  ['c', brace(C)],
  ['cpp', brace(C)],
  ['objective-c', brace(C)],
  // Escapes stand for signs anywhere in Java, even at the end of a comment.
  ['java', brace(refusing(/\\u|"""/))],
  // The comment before an import of "C", however that is written, is a program in C.
  ['go', brace({ ...C, rawBackticks: true, refused: /["`](?:C|\\x43|\\103|\\u0043|\\U00000043)["`]/ })],
  ['csharp', brace(refusing(/[@$]"|"""|\\u00/))],
  // A name between backticks may hold any sign.
  ['kotlin', brace(refusing(/"""|\$\{|`/))],
  // Scala 3 reads its blocks off the indentation.
  ['scala', { split: braceCode(refusing(/"""|\$\{|\b[a-z]{1,20}"|`|<\//)), indentation: true }],
  ['swift', brace({ ...C, characters: false, refused: /"""|\\\(|#"|#\/|`[^`\n]{0,200}\/|(?:^|[\s=(,])\/[^/*\s]/ })],
  ['rust', brace(refusing(/\b(?:b|c)?r#{0,20}"|\/\*[*!]/))],
  ['protobuf', brace({ ...C, quotes: '"\'', characters: false, refused: /\\\n/ })],
  ['css', brace({ ...C, lineComments: false, quotes: '"\'', characters: false, refused: /url\(|\\/i })],
  ['javascript', { split: scriptCode, indentation: false }],
  ['typescript', { split: scriptCode, indentation: false }],
  [
    'sql',
    brace({
      ...C,
      dashes: true,
      quotes: '"\'',
      characters: false,
      // Dollar quotes, Oracle's own quotes (`q'!..!'`), templates, another dialect's comments and quotes, escapes that only some dialects know, data for COPY.
      refused: /\$|[qQ]'|\{\{|\{%|[#`\\[]|\bdelimiter\b|\bstdin\b|^[ \t]*\/[ \t]*$/im,
    }),
  ],
  ['python', { split: pythonCode, indentation: true }],
  // What a script reads of itself is no comment.
  [
    'shell',
    hash(/<<|\$['"]|\$\(\(|\bbash -c\b|(?:sed|grep|awk|cat|tail|head|perl|source|\.)\s[^\n]{0,250}\$\{?(?:0|BASH)/),
  ],
  ['ruby', hash(/<<|%[^\s\w]|%[qQwWiIrsx]\W|__END__|^=|\?["'#`]|\/[imxo]{0,4}[#"'`]|(?:^|[\s(,=])\/[^/\n]*$/m)],
  ['r', hash(/r"|R"|`/)],
  ['toml', hash(/"""|'''/)],
  ['makefile', hash(/\bdefine\b|<<|\$\(file|RECIPEPREFIX/, false)],
  ['dockerfile', hash(/<<|^[ \t]*#[ \t]*\w{1,40}[ \t]*=/m, true, true)],
  ['yaml', hash(/[|>][-+0-9]{0,3}[ \t]*(?:#|$)/m)],
]);

/** Kinds that are written in the language of another one. */
export const WRITTEN_IN: Readonly<Record<string, string>> = {
  'github-workflow': 'yaml',
  'github-action': 'yaml',
  'docker-compose': 'yaml',
  kubernetes: 'yaml',
  pyproject: 'toml',
  'cargo-manifest': 'toml',
};
