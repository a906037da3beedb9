import { expect, test } from 'vitest';
import { openRange } from '../../../forge/local/open.ts';
import { ChangeSet } from '../../../schemas/change-set.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { sandbox } from './sandbox.ts';
import { NO_SETTINGS, scanner } from './scanner.ts';

const OVER = '{{begin\n  body\nend}}';

/** What stood there, what stands there now, and the places of secrets that the change adds or takes away. */
const ROWS: readonly (readonly [what: string, old: Tree, now: Tree, changed: readonly string[]])[] = [
  ['three lines that a formatter joins', { 'a.rs': '(\n  name\n  KEY_one\n)\n' }, { 'a.rs': '(name KEY_one )\n' }, []],
  [
    'another value of the same length',
    { 'a.rs': 'a KEY_one\n' },
    { 'a.rs': 'a KEY_two\n' },
    ['old a.rs:1', 'new a.rs:1'],
  ],
  ['another file', { 'a.rs': 'a KEY_one\n', 'b.rs': 'b\n' }, { 'a.rs': 'a\n', 'b.rs': 'let b = KEY_one\n' }, []],
  [
    'one that comes to two places',
    { 'a.rs': 'a KEY_one\n', 'b.rs': 'b\n' },
    { 'a.rs': 'a\n', 'b.rs': 'b KEY_one\nc KEY_one\n' },
    ['new b.rs:2'],
  ],
  ['a copy of one that stays', { 'a.rs': 'a KEY_one\n', 'b.rs': 'b\n' }, { 'b.rs': 'b KEY_one\n' }, ['new b.rs:1']],
  [
    'from tests to production',
    { 'tests/a.rs': 'a KEY_one\n', 'b.rs': 'b\n' },
    { 'tests/a.rs': 'a\n', 'b.rs': 'b KEY_one\n' },
    ['new b.rs:1', 'old tests/a.rs:1'],
  ],
  [
    'from what is vendored to production',
    { 'vendor/a.rs': 'a KEY_one\n', 'b.rs': 'b\n' },
    { 'vendor/a.rs': 'a\n', 'b.rs': 'b KEY_one\n' },
    ['new b.rs:1', 'old vendor/a.rs:1'],
  ],
  [
    'from production to tests',
    { 'tests/a.rs': 'a\n', 'b.rs': 'b KEY_one\n' },
    { 'tests/a.rs': 'a KEY_one\n', 'b.rs': 'b\n' },
    [],
  ],
  [
    'from production to production, however it stands among tests',
    { 'tests/a.rs': 'a\n', 'b.rs': 'b KEY_one\n', 'c.rs': 'c\n' },
    { 'tests/a.rs': 'a KEY_one\n', 'b.rs': 'b\n', 'c.rs': 'c KEY_one\n' },
    ['new tests/a.rs:1'],
  ],
  [
    'one over lines that is indented',
    { 'a.rs': `a\n${OVER}\n` },
    { 'a.rs': `b\n    ${OVER.replaceAll('\n', '\n    ')}\n` },
    [],
  ],
  [
    'one over lines, of which one is another',
    { 'a.rs': `a\n${OVER}\n` },
    { 'a.rs': `b\n    ${OVER.replaceAll('\n', '\n    ').replace('body', 'other')}\n` },
    ['old a.rs:2', 'new a.rs:2'],
  ],
];

test.each(ROWS)('%s', async (_, old, now, changed) => {
  const box = await sandbox();
  await box.commit('one', old);
  await box.commit('two', now);
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  const { redactions } = ChangeSet.parse(await forge.changeSet(NO_SETTINGS));

  const told = redactions.filter((one) => one.first && one.changed);
  expect(told.map(({ side, path, line }) => `${side} ${path}:${line}`)).toEqual(changed);
});
