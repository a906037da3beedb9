import { expect, test } from 'vitest';
import { documentation } from '../../reviewers/documentation/index.ts';
import type { Tree } from '../support/change-from-trees.ts';
import { type Change, places, runChecks } from './check-table.ts';

const ONLY = { only: ['misspelled-words'] };
/** The right words stand at the base. */
const BASE: Tree = {
  'README.md': 'Whether an argument of this length, its property and its hierarchy are separate.\n',
};

/** What somebody else wrote. */
const WRONG = 'Says wheter this starts something.';
const MIT = (holder: string): string => `MIT License\n\nCopyright (c) 2020 ${holder} and contributors\n`;
const OURS: Tree = Object.fromEntries(
  ['b', 'c', 'd', 'e'].map((name) => [
    `${name}.go`,
    `// Copyright 2021 The Hyperion Authors. All rights reserved.\npackage ${name}\n`,
  ]),
);

/** A change that adds files, or other contents of them. */
const adds = (head: Tree, base: Tree = {}): Change => ({
  old: { ...BASE, ...base },
  new: { ...BASE, ...base, ...head },
});

const TOLD: readonly (readonly [name: string, change: Change, place: string, replacement?: string])[] = [
  [
    'a comment',
    adds({ 'a.ts': '// Checks wheter this clause starts with another word\nrun();\n' }),
    'a.ts:1',
    '// Checks whether this clause starts with another word',
  ],
  ['behind code', adds({ 'a.go': 'package a\n\nvar b = 1 // checks wheter this clause starts\n' }), 'a.go:3'],
  [
    'a documentation comment',
    adds({ 'A.java': '/**\n * Says wheter this starts something.\n */\nclass A {}\n' }),
    'A.java:2',
  ],
  ['a docstring', adds({ 'a.py': 'def run():\n    """Says wheter this starts something."""\n' }), 'a.py:2'],
  ['a comment where no grammar is', adds({ 'a.yml': '# Says wheter this starts something.\na: 1\n' }), 'a.yml:1'],
  [
    'a document, at the beginning of a sentence',
    adds({ 'a.md': 'It runs. Wheter `b` or `c` starts depends on something.\n' }),
    'a.md:1',
    'It runs. Whether `b` or `c` starts depends on something.',
  ],
  ['a note in reStructuredText', adds({ 'a.rst': '.. note::\n\n   Says wheter this starts something.\n' }), 'a.rst:3'],
  ['a sentence in a literal', adds({ 'a.rb': 'raise "Unknown arguement in this place, please check"\n' }), 'a.rb:1'],
  [
    'the title of a test',
    adds({ 'a.test.ts': "it('treats equal zero-lenght intervals like others', () => {});\n" }),
    'a.test.ts:1',
  ],
  [
    'two on a line',
    adds({ 'a.md': 'Says wheter every arguement starts something.\n' }),
    'a.md:1',
    'Says whether every argument starts something.',
  ],
  ['a name that is declared', adds({ 'a.cs': 'class A { }\npublic class PropertyHierachyItem\n{\n}\n' }), 'a.cs:2'],
  [
    'what may stand for several words, of which one is there',
    adds({ 'a.ts': '// Checks the propery of this clause\nrun();\n' }),
    'a.ts:1',
    '// Checks the property of this clause',
  ],
  [
    'of which two are there',
    adds({ 'a.md': 'Says if the propery starts.\n' }, { 'b.md': 'Starts properly.\n' }),
    'a.md:1',
  ],
  [
    'a slip of a sentence before',
    adds({ 'a.md': 'Says wheter this starts something.\n' }, { 'b.ts': '// Tells wheter that one is right.\n' }),
    'a.md:1',
  ],
  [
    'a file of ours',
    adds({ 'p/a.go': `// Copyright 2012 The Hyperion Authors. All rights reserved.\n\n// ${WRONG}\n` }, OURS),
    'p/a.go:3',
  ],
  [
    'a package with the licence of all',
    adds({ 'p/a.sh': `# ${WRONG}\n`, 'p/LICENSE': MIT('Eve Owner'), LICENSE: MIT('Eve Owner') }),
    'p/a.sh:1',
  ],
  ['five letters', adds({ 'a.md': 'Says that the lenth of this is right.\n' }), 'a.md:1'],
  ['a function', adds({ 'a.py': 'def check_every_arguement(value):\n    pass\n' }), 'a.py:1'],
];

const QUIET: readonly (readonly [name: string, change: Change])[] = [
  ['what in a name may be short for something', adds({ 'a.py': 'def check_every_lenth(value):\n    pass\n' })],
  ['what in a name may stand for several words', adds({ 'a.py': 'def check_every_propery(value):\n    pass\n' })],
  [
    'it stood in code at the base',
    adds(
      { 'a.md': 'Says wheter this starts something.\n' },
      { 'b.ts': '// Tells wheter that one is right.\nwheter();\n' },
    ),
  ],
  [
    'it stood often at the base',
    adds(
      { 'a.md': 'Says wheter this starts something.\n' },
      { 'b.md': Array.from({ length: 5 }, (_, line) => `Tells wheter that one is right: ${line}.\n`).join('') },
    ),
  ],
  [
    'a sentence that moves',
    {
      old: { ...BASE, 'b.ts': '// Tells wheter that one is right.\nrun();\n' },
      new: { ...BASE, 'a.md': 'Says wheter this starts something.\n', 'b.ts': 'run(1);\n' },
    },
  ],
  [
    'a copied document',
    adds({ 'v2/a.md': 'Says wheter this starts something.\n' }, { 'v1/a.md': 'Says wheter this starts something.\n' }),
  ],
  ['it stood at the base', adds({ 'a.md': 'Says wheter this starts something.\n' }, { 'b.ts': '// wheter\n' })],
  [
    'inside of a name at the base',
    adds({ 'a.md': 'Says wheter this starts something.\n' }, { 'b.ts': 'isWheter();\n' }),
  ],
  [
    'moved text',
    {
      old: { ...BASE, 'a.md': 'Says wheter this starts something.\n' },
      new: { ...BASE, 'b.md': 'Says wheter this\nstarts something.\n' },
    },
  ],
  [
    'a spell checker accepts it',
    adds(
      { 'a.md': 'Says wheter this starts something.\n' },
      { '_typos.toml': '[default.extend-words]\nwheter = "wheter"\n' },
    ),
  ],
  [
    'a spell checker leaves the folder alone',
    adds(
      { 'notes/a.md': 'Says wheter this starts something.\n' },
      { '_typos.toml': '[files]\nextend-exclude = ["notes/"]\n' },
    ),
  ],
  ['a copy that says so', adds({ 'a.py': `# Copied with changes from https://a.example/b\n\n# ${WRONG}\n` })],
  [
    'a file of a folder with another licence',
    adds({ 'p/q/a.sh': `# ${WRONG}\n`, 'p/LICENSE': MIT('Ada Other'), LICENSE: MIT('Eve Owner') }),
  ],
  [
    'a file of somebody else',
    adds({ 'p/a.sh': `# Copyright (c) 2018-2026 Ada Other\n# ${WRONG}\n`, LICENSE: MIT('Eve Owner') }),
  ],
  [
    'where most are of others',
    adds({ 'p/a.go': `// Copyright 2012 The Snake Authors. All rights reserved.\n\n// ${WRONG}\n` }, OURS),
  ],
  ['the right word stands nowhere', { old: {}, new: { 'a.md': 'Says wheter this starts something.\n' } }],
  ['German', adds({ 'a.md': 'Der Bediener wheter wird in der Datenbank gespeichert und kann nicht mehr.\n' })],
  ['Spanish', adds({ 'a.ts': '// las propiedades arguement de los usuarios no se pueden modificar\nrun();\n' })],
  ['a code span', adds({ 'a.md': 'Pass `arguement` to every function of this module.\n' })],
  ['a block of code', adds({ 'a.md': '```\npass every arguement to this function\n```\n' })],
  ['a literal block', adds({ 'a.rst': 'Run this::\n\n    pass every arguement to this function\n' })],
  ['an address', adds({ 'a.md': 'Please read https://a.example/arguement/of-this and something else.\n' })],
  ['a path', adds({ 'a.ts': '// Please read src/arguement.ts about this function\nrun();\n' })],
  ['an address of a person', adds({ 'a.md': 'Please write to arguement@a.example about this function.\n' })],
  ['a name of a person', adds({ 'a.md': 'Thanks to Jan Arguement for this function and everything.\n' })],
  ['between quotes', adds({ 'a.ts': '// The option "arguement" is read by this function\nrun();\n' })],
  [
    'a parameter in a comment',
    adds({ 'a.ts': '/**\n * @param {string} arguement which function should start\n */\nrun();\n' }),
  ],
  ['spoken of', adds({ 'a.md': 'Please write arguement as argument in every function.\n' })],
  ['a key of others', adds({ 'a.ts': '// The arguement which this function should start\nrun({ arguement: 1 });\n' })],
  ['a name that is only used', adds({ 'a.ts': 'other.checkEveryArguement(1);\n' })],
  ['a literal that is no sentence', adds({ 'a.ts': "run('arguement');\n" })],
  ['a literal in a test', adds({ 'a.test.ts': "expect(suggest('pass every arguement to this function')).toBe(1);\n" })],
  ['material for tests', adds({ 'fixtures/a.md': 'Says wheter this starts something.\n' })],
  ['translations', adds({ 'locales/a.md': 'Says wheter this starts something.\n' })],
  ['data', adds({ 'a.json': '{ "a": "Says wheter this starts something" }\n' })],
  ['in data as well', adds({ 'a.md': 'Says wheter this starts something.\n', 'a.json': '{ "wheter": 1 }\n' })],
  ['a digest', adds({ 'a.md': 'The sum is sha512-7Vwheter4AQEAusEPE+Ei8nl6/wheter/g4 of this function.\n' })],
];

test.each(TOLD.map(([name, change, place, replacement]) => ({ name, change, place, replacement })))(
  'tells: $name',
  async ({ change, place, replacement }) => {
    const { reports } = await runChecks(documentation, change, ONLY);
    expect(places(reports)).toEqual([`misspelled-word ${place}`]);
    expect(replacement ?? reports[0]?.replacement).toBe(reports[0]?.replacement);
  },
);

test.each(QUIET)('stays quiet: %s', async (_name, change) => {
  expect((await runChecks(documentation, change, ONLY)).reports).toEqual([]);
});

test('one finding a change, with the other places in its words', async () => {
  const line = '// Checks wheter this clause starts with another word\n';
  const { reports } = await runChecks(
    documentation,
    adds({ 'a.ts': 'function checkEveryArguement() {}\n', 'b.ts': `${line}run();\n${line}` }),
    ONLY,
  );
  expect(reports.map(({ location, explanation }) => [location?.path, explanation])).toEqual([
    [
      'b.ts',
      'No file was spelled so before, and some have `whether`. Misspelled at 2 more places: ' +
        '`arguement` for `argument` in a.ts line 1: `function checkEveryArguement() {}`; ' +
        '`wheter` for `whether` in b.ts line 3: `// Checks wheter this clause starts with another word`.',
    ],
  ]);
});

const TITLE = 'Checks wheter this clause starts with another word';
test.each([
  ['changelog.md', `- [Issue 12](https://example.com/a/b/issues/12) (${TITLE}) reported by @somebody`, 200],
  ['CHANGELOG.md', `* ${TITLE} by @some-body in https://example.com/a/b/pull/12`, 200],
  ['docs/changelog/1.2.rst', `- #12: @somebody ${TITLE}`, 200],
  ['CHANGES.md', `- ${TITLE} (#12, by [Some](https://example.com/some))`, 200],
  ['HISTORY.md', `* fix(core): ${TITLE} (#12)`, 200],
  ['CHANGELOG.md', `- ${TITLE} (#12)`, undefined],
  ['CHANGELOG.md', `- ${TITLE}, as @somebody asked`, undefined],
  ['README.md', `- #12: @somebody ${TITLE}`, undefined],
])('the title of an issue that a list of changes repeats: %s %s', async (path, line, confidence) => {
  const { reports } = await runChecks(documentation, adds({ [path]: `${BASE['README.md']}\n${line}\n` }), ONLY);
  expect(reports.map((one) => one.confidence)).toEqual([confidence]);
  const both = adds({ [path]: `${BASE['README.md']}\n${line}\n`, 'z.ts': `// ${TITLE}\nrun();\n` });
  const [told] = (await runChecks(documentation, both, ONLY)).reports;
  expect([told?.location?.path, told?.confidence]).toEqual([confidence === undefined ? path : 'z.ts', undefined]);
});

test('a plain diff has no tree: nothing is claimed', async () => {
  const change = adds({ 'a.md': 'Says wheter this starts something.\n' });
  const result = await runChecks(documentation, change, { ...ONLY, contents: 'diff-only' });
  expect([result.reports, result.unavailable.length]).toEqual([[], 1]);
});
