import { flags, flagsChange, type RuleWords } from '../rule-example.ts';

/** Documents that lead their readers wrong. */
export const DOCUMENTATION_EXAMPLES = {
  'names-removed-thing': flagsChange('Whoever follows the document looks for something that is not there any more.', {
    path: 'src/a.ts',
    base: 'export function parseInvoice() {}\nexport const b = 1;\n',
    bad: 'export const b = 1;\n',
    good: 'export function parseInvoice() {}\nexport const b = 2;\n',
    beside: { 'README.md': '```ts\nparseInvoice(text);\n```\n' },
  }),
  'broken-link': flagsChange('The link leads to a page that says "not found".', {
    path: 'docs/new.md',
    bad: 'See [the guide](missing.md).\n',
    good: 'See [the guide](guide.md).\n',
    beside: { 'docs/guide.md': '# Guide\n\n## First steps\n' },
  }),
  'broken-anchor': flagsChange('The link leads to the top of the page, and not to what it promises.', {
    path: 'docs/new.md',
    bad: 'See [it](guide.md#second-steps).\n',
    good: 'See [it](guide.md#first-steps).\n',
    beside: { 'docs/guide.md': '# Guide\n\n## First steps\n' },
  }),
  'unknown-parameter': flagsChange(
    'Readers look for a parameter that does not exist, and the one that does has no explanation.',
    {
      path: 'src/a.ts',
      base: '/**\n * Reads rows.\n * @param file where they are\n */\nexport function read(file: string) {}\n',
      bad: '/**\n * Reads rows.\n * @param file where they are\n */\nexport function read(path: string) {}\n',
      good: '/**\n * Reads rows.\n * @param path where they are\n */\nexport function read(path: string) {}\n',
    },
  ),
  'doubled-word': flags(
    'It reads as if nobody had read it, and may be the rest of a sentence that was half rewritten.',
    ['src/a.py', '# Reads the the rows.\nread()', '# Reads the rows.\nread()'],
  ),
  'open-code-span': flags('Readers see the sign, and what should be code runs on as plain text.', [
    'README.md',
    '# Setup\n\nAdd `bin` to your `PATH.\n',
    '# Setup\n\nAdd `bin` to your `PATH`.\n',
  ]),
  'wrong-article': flags('Readers stumble over it, in what they may read every day.', [
    'src/a.py',
    '# Returns a object with the parameters of the request.\nread()',
    '# Returns an object with the parameters of the request.\nread()',
  ]),
  'comment-names-former': flagsChange('Readers search for a name that is not there any more.', {
    path: 'src/a.ts',
    base: '// Called by readRows alone.\nfunction check() {}\nfunction readRows() {\n  check();\n}\n',
    bad: '// Called by readRows alone.\nfunction check() {}\nfunction loadRows() {\n  check();\n}\n',
    good: '// Called by loadRows alone.\nfunction check() {}\nfunction loadRows() {\n  check();\n}\n',
  }),
  'comment-of-another': flags("Go's tools show the comment as the documentation of what stands below it.", [
    'a.go',
    'package a\n\n// ReadAll reads it.\nfunc ReadAll() {}\n\n// ReadAll reads it.\nfunc ReadSome() {}',
    'package a\n\n// ReadAll reads it.\nfunc ReadAll() {}\n\n// ReadSome reads it.\nfunc ReadSome() {}',
  ]),
  'misspelled-word': flagsChange('Readers stumble, and whoever searches for the right word does not find the place.', {
    path: 'src/read.ts',
    base: 'export const read = 1;\n',
    bad: '// Whoever calls this passes every arguement by name.\nexport const read = 1;\n',
    good: '// Whoever calls this passes every argument by name.\nexport const read = 1;\n',
    beside: { 'README.md': 'Each argument has a name.\n' },
  }),
} as const satisfies Readonly<Record<string, RuleWords>>;
