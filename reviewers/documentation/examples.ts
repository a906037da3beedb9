import { flagsChange, type RuleWords } from '../rule-example.ts';

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
  'misspelled-word': flagsChange('Readers stumble, and whoever searches for the right word does not find the place.', {
    path: 'src/read.ts',
    base: 'export const read = 1;\n',
    bad: '// Whoever calls this passes every arguement by name.\nexport const read = 1;\n',
    good: '// Whoever calls this passes every argument by name.\nexport const read = 1;\n',
    beside: { 'README.md': 'Each argument has a name.\n' },
  }),
} as const satisfies Readonly<Record<string, RuleWords>>;
