import { expect, test } from 'vitest';
import { documentation } from '../../reviewers/documentation/index.ts';
import type { Tree } from '../support/change-from-trees.ts';
import { type Change, places, runChecks } from './check-table.ts';

/** A change from one tree to the next; `null` removes a file. */
function change(old: Tree, head: Readonly<Record<string, string | null>>): Change {
  const after = Object.entries({ ...old, ...head }).filter(([, text]) => text !== null);
  return { old, new: Object.fromEntries(after) as Tree };
}
/** A document that a change adds to a small tree. */
const doc = (text: string, more: Tree = {}): Change =>
  change(
    { 'src/a.ts': 'a\n', 'docs/guide.md': '# Guide\n\n## First steps\n\n## First steps\n', ...more },
    { 'docs/new.md': text },
  );

const CLI = "program\n  .option('--dry-run', 'say what would happen')\n  .option('-q, --quiet');\n";

const INVALID: readonly (readonly [name: string, change: Change, expected: readonly string[]])[] = [
  ['a link to no file', doc('See [it](missing.md).\n'), ['broken-link docs/new.md:1']],
  [
    'a link that two documents have already',
    doc('See [it](docs/missing.md).\n', { 'a.md': '[it](docs/missing.md)\n', 'b.md': '[it](docs/missing.md)\n' }),
    ['broken-link docs/new.md:1'],
  ],
  [
    'a link beside one of another step that leads nowhere either',
    change({ 'a.md': '[a](old/a.md)\n' }, { 'a.md': '[a](old/a.md)\n\n[b](new/b.md)\n' }),
    ['broken-link a.md:3'],
  ],
  ['a link into another folder', doc('\n[it](../src/b.ts)\n'), ['broken-link docs/new.md:2']],
  ['an image', doc('![shot](./img/shot.png "Title")\n'), ['broken-link docs/new.md:1']],
  ['a reference', doc('[it][x]\n\n[x]: nowhere.md\n'), ['broken-link docs/new.md:3']],
  ['a link over two lines', doc('[a\nb](gone.md)\n'), ['broken-link docs/new.md:2']],
  ['a link in a quote in a list', doc('- > [a](gone.md)\n'), ['broken-link docs/new.md:1']],
  ['a link in a table', doc('| a |\n|---|\n| [b](gone.md) |\n'), ['broken-link docs/new.md:3']],
  [
    'a link behind a fence that a longer one closes',
    doc('````\n```\n````\n[a](gone.md)\n'),
    ['broken-link docs/new.md:4'],
  ],
  ['an anchor of this document', doc('# Title\n\n[it](#titel)\n'), ['broken-anchor docs/new.md:3']],
  ['an anchor of another', doc('[it](guide.md#second-steps)\n'), ['broken-anchor docs/new.md:1']],
  ['one of two links on a line', doc('[a](guide.md) and [b](gone.md)\n'), ['broken-link docs/new.md:1']],
  ['the right name in another case', doc('[it](Guide.md)\n'), ['broken-link docs/new.md:1']],
  [
    'a removed file that a guide names',
    change({ 'src/store.ts': 'x\n', 'docs/guide.md': 'The store is in `src/store.ts`.\n' }, { 'src/store.ts': null }),
    ['names-removed-thing src/store.ts:'],
  ],
  [
    'a renamed file that the README links to',
    change(
      { 'src/old.ts': 'a\nb\nc\nd\n', 'README.md': 'Read [the code](./src/old.ts).\n' },
      { 'src/old.ts': null, 'src/new.ts': 'a\nb\nc\nd\n' },
    ),
    ['names-removed-thing src/old.ts:'],
  ],
  [
    'a removed function in an example',
    change(
      {
        'src/a.ts': 'export function parseInvoice() {}\nexport const b = 1;\n',
        'README.md': '```ts\nparseInvoice(text);\n```\n',
      },
      { 'src/a.ts': 'export const b = 1;\n' },
    ),
    ['names-removed-thing src/a.ts:1'],
  ],
  [
    'a renamed function of Python',
    change(
      { 'lib/a.py': 'def load_rows(path):\n    pass\n', 'docs/use.md': 'Call `load_rows(path)`.\n' },
      { 'lib/a.py': 'def read_rows(path):\n    pass\n' },
    ),
    ['names-removed-thing lib/a.py:1'],
  ],
  [
    'a removed flag',
    change(
      { 'cli.ts': CLI, 'README.md': 'Run `tool --dry-run` first.\n' },
      { 'cli.ts': CLI.replace(/.*dry-run.*\n/, '') },
    ),
    ['names-removed-thing cli.ts:2'],
  ],
];

const VALID: readonly (readonly [name: string, change: Change])[] = [
  [
    'a link that three documents have already',
    doc('See [it](docs/missing.md).\n', {
      'a.md': '[it](docs/missing.md)\n',
      'b.md': '[it](docs/missing.md)\n',
      'c/d.md': 'So [it](docs/missing.md)\n',
    }),
  ],
  [
    'a manual of others, kept with its licence',
    change(
      { LICENSE: 'Copyright (c) 2020 Eve Owner\n', 'p/LICENSE': 'Copyright (c) 2018 Ada Other\n' },
      { 'p/manual.md': 'See [it](missing.md).\n' },
    ),
  ],
  [
    'a document that something puts in another place, as its other links show',
    change(
      { 'src/reference.md': 'See [a](../guide/a.md).\n', 'docs/guide/a.md': '# A\n' },
      { 'src/reference.md': 'See [a](../guide/a.md).\n\nSee [b](../guide/b.md).\n' },
    ),
  ],
  [
    'links that lead somewhere',
    doc('[a](guide.md) [b](./guide.md#first-steps-1) [c](../src/a.ts#L3) [d](../src) [e](#)\n'),
  ],
  ['the web, mail, site roots', doc('[a](https://a.example) [b](mailto:a@b.c) [c](/docs/x) [d](//cdn.example/x)\n')],
  ['a link in a code span or block', doc('`[a](b.md)`\n\n```md\n[a](b.md)\n```\n\n~~~\n[x]: gone.md\n~~~\n')],
  ['a comment', doc('<!-- [a](b.md) -->\n')],
  ['an ending that a site leaves out', doc('[a](guide) [b](guide.html#first-steps)\n')],
  ['outside the repository: the forge answers', doc('[a](../../issues/3) [b](../../../wiki)\n')],
  ['what a build makes', doc('[a](../dist/index.js)\n')],
  ['placeholders', doc('[a](<your file>.md) [b](${file}.md) [c]({{ url }})\n')],
  [
    'encoded names and brackets',
    doc('[a](my%20file.md) [b](a_(b).md)\n', { 'docs/my file.md': '', 'docs/a_(b).md': '' }),
  ],
  ['headings with code, links, marks', doc('# `run()` and [b](guide.md), *c*!\n\n[x](#run-and-b-c)\n')],
  [
    'attributes of a heading',
    doc('# `json()` {id="json"}\n\n## T {id="t1" collapsible="true"}\n\n[x](#json) [y](#t1)\n'),
  ],
  ['explicit anchors', doc('<a id="here"></a>\n# T {#own}\n\nU\n---\n\n[x](#here) [y](#own) [z](#u)\n')],
  ['escaped brackets', doc('a \\[not a link](missing-a.md) and `` `[x](missing-b.md) ``\n')],
  ['a note that looks like a definition', doc('[Note]: see the other file for more.\n[1]: Smith et al., 1999\n')],
  ['a comment over several lines', doc('<!--\n[commented](missing-b.md)\n-->\n')],
  [
    'code in a list, in a quote, by indentation',
    doc('1. a\n\n    ```md\n    [x](gone.md)\n    ```\n\n> ```\n> [y](gone.md)\n> ```\n\npara\n\n    [z](gone.md)\n'),
  ],
  ['a code span over two lines', doc('a span `two\nlines [x](gone.md) here` end\n')],
  ['text in a block of HTML', doc('<pre>\n[in pre](gone.md)\n</pre>\n')],
  ['escaped parentheses in a target', doc('[a](c\\(d\\).md)\n', { 'docs/c(d).md': '' })],
  [
    'what rustdoc and other makers of reference pages answer',
    doc('[`Vec`](std::vec::Vec) [b](struct.Client.html) [c](crate::client::Client#method.get)\n'),
  ],
  [
    'addresses of a site',
    doc('[a](getting-started) [b](../guides/install/) [c](./api/) [d](./intro.md)\n', { 'docs/01-intro.md': '' }),
  ],
  [
    'anchors as other generators write them',
    doc(
      "# What's new & next?\n\n## :rocket: `run()`\n\n[](){#here}\n\n[a](#whats-new-next) [b](#what-s-new-next) [d](#here) [e](#rocket-run)\n",
    ),
  ],
  [
    'an anchor of a heading over two lines, and by an entity',
    doc('A\nB\n===\n\n# A &amp; B\n\n[a](#a-b) [b](#a--b)\n'),
  ],
  ['a footnote', doc('Text[^1].\n\n[^1]: note\n')],
  ['a broken link that stood there', change({ 'a.md': '[x](gone.md)\n' }, { 'a.md': '[x](gone.md)\nmore\n' })],
  ['a task list, and brackets apart', doc('- [ ] (todo)\n\nthe [first] (of two)\n')],
  [
    'the changelog may name it',
    change(
      { 'src/a.ts': 'x\n', 'CHANGELOG.md': 'New: `src/a.ts`\n', 'docs/adr/1.md': '`src/a.ts`\n' },
      { 'src/a.ts': null },
    ),
  ],
  [
    'the line says it is gone',
    change({ 'src/a.ts': 'x\n', 'a.md': '`src/a.ts` was removed.\n' }, { 'src/a.ts': null }),
  ],
  [
    'another file whose name ends alike',
    change({ 'src/a.ts': 'x\n', 'a.md': '`lib/src/a.ts` `src/a.tsx`\n' }, { 'src/a.ts': null }),
  ],
  [
    'the name moves to another file',
    change(
      { 'src/a.ts': 'export function parseInvoice() {}\n', 'README.md': '`parseInvoice`\n' },
      { 'src/a.ts': '', 'src/b.ts': 'export function parseInvoice() {}\n' },
    ),
  ],
  [
    'another source still has the name',
    change(
      {
        'src/a.ts': 'export function parseInvoice() {}\n',
        'src/b.ts': 'parseInvoice();\n',
        'README.md': '`parseInvoice`\n',
      },
      { 'src/a.ts': '' },
    ),
  ],
  [
    'a plain word',
    change({ 'src/a.ts': 'export function order() {}\n', 'README.md': 'To `order` a book\n' }, { 'src/a.ts': '' }),
  ],
  [
    'a name in running text',
    change({ 'src/a.ts': 'export class OpenSearch {}\n', 'README.md': 'uses OpenSearch\n' }, { 'src/a.ts': '' }),
  ],
  [
    'a flag of another program',
    change({ 'run.ts': "spawn('git', ['--no-pager']);\n", 'README.md': '`git --no-pager log`\n' }, { 'run.ts': 'x\n' }),
  ],
  [
    'a longer flag',
    change({ 'cli.ts': CLI, 'README.md': '`--dry-run-all`\n' }, { 'cli.ts': CLI.replace(/.*dry-run.*\n/, '') }),
  ],
  [
    'the document is changed along',
    change({ 'src/a.ts': 'x\n', 'a.md': '`src/a.ts`\n' }, { 'src/a.ts': null, 'a.md': '`src/b.ts`\n' }),
  ],
];

test.each(INVALID)('reports: %s', async (_name, one, expected) => {
  const { reports } = await runChecks(documentation, one);
  expect(places(reports)).toEqual(expected);
  for (const { evidence, location } of reports) {
    const lines = one[location?.side ?? 'new'][location?.path ?? '']?.split('\n') ?? [];
    expect(lines[(location?.startLine ?? 0) - 1] ?? '').toContain(evidence ?? '');
  }
});

test.each(VALID)('stays quiet: %s', async (_name, one) => {
  expect((await runChecks(documentation, one)).reports).toEqual([]);
});

test('a plain diff has no tree: the gap is told, nothing is claimed', async () => {
  const [name, one] = INVALID[0] ?? ['', doc('')];
  const result = await runChecks(documentation, one, { contents: 'diff-only' });
  expect([name, result.reports, result.unavailable.length]).toEqual(['a link to no file', [], 1]);
});
