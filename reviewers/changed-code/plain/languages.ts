import { GO_SHAPES, olderGo } from './languages/go.ts';
import { JAVA_SHAPES } from './languages/java.ts';
import { olderPhp, PHP_SHAPES } from './languages/php.ts';
import { RUBY_SHAPES } from './languages/ruby.ts';
import { CSHARP_SHAPES } from './languages/csharp.ts';
import { branchesOf, type OneBranch } from './languages/csharp-conditions.ts';
import { KOTLIN_SHAPES } from './languages/kotlin.ts';
import { phpOfTest } from './languages/php-test.ts';
import { olderKotlin } from './languages/older-kotlin.ts';
import { olderCsharp } from './languages/older-words.ts';
import { olderRust, RUST_SHAPES } from './languages/rust.ts';
import type { Shapes } from './plain-node.ts';

/** A language whose syntax is written in the shared words before anything looks at it. */
export interface PlainLanguage {
  /** The kind of its files. */
  readonly kind: string;
  /** The name that people know. */
  readonly label: string;
  readonly files: RegExp;
  /** The analyser's name for its grammar, and the kind of the outermost node. */
  readonly grammar: string;
  readonly root: string;
  readonly shapes: Shapes;
  /** Words that the grammar does not know, written as ones of the same length that it does. */
  readonly older?: (text: string, path: string) => string;
  /** What is parsed instead where the grammar stumbles over the whole: one branch of each condition, counted from 0. */
  readonly oneBranch?: (text: string, chosen: number) => OneBranch | null;
}

/** Ruby, which templates hold too. */
export const RUBY: PlainLanguage = {
  kind: 'ruby',
  label: 'Ruby',
  files:
    /\.(?:rbi?|rake|gemspec|ru|thor)$|(?:^|\/)(?:Rakefile|Fastfile|Appfile|Dangerfile|Deliverfile|Snapfile|Guardfile|Capfile|Thorfile|Steepfile)$/i,
  grammar: 'ruby',
  root: 'program',
  shapes: RUBY_SHAPES,
};

/** The languages that are told in the shared words. */
export const PLAIN_LANGUAGES: readonly PlainLanguage[] = [
  { kind: 'go', label: 'Go', files: /\.go$/i, grammar: 'go', root: 'source_file', shapes: GO_SHAPES, older: olderGo },
  { kind: 'java', label: 'Java', files: /\.java$/i, grammar: 'java', root: 'program', shapes: JAVA_SHAPES },
  {
    kind: 'php',
    label: 'PHP',
    files: /\.(?:php|phtml|phpt)$/i,
    grammar: 'php',
    root: 'program',
    shapes: PHP_SHAPES,
    older: (text, path) => olderPhp(/\.phpt$/i.test(path) ? phpOfTest(text) : text),
  },
  RUBY,
  {
    kind: 'csharp',
    label: 'C#',
    files: /\.cs$/i,
    grammar: 'csharp',
    root: 'compilation_unit',
    shapes: CSHARP_SHAPES,
    older: olderCsharp,
    oneBranch: branchesOf,
  },
  {
    kind: 'kotlin',
    label: 'Kotlin',
    files: /\.kts?$/i,
    grammar: 'kotlin',
    root: 'source_file',
    shapes: KOTLIN_SHAPES,
    older: olderKotlin,
  },
  {
    kind: 'rust',
    label: 'Rust',
    files: /\.rs$/i,
    grammar: 'rust',
    root: 'source_file',
    shapes: RUST_SHAPES,
    older: olderRust,
  },
];

/** The language of a file, by its name. */
export function languageOf(path: string): PlainLanguage | null {
  return PLAIN_LANGUAGES.find(({ files }) => files.test(path)) ?? null;
}
