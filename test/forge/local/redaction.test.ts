import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Forge, SecretScanner } from '../../../forge/forge.ts';
import { openDiff } from '../../../forge/local/open-diff.ts';
import { openRange, openWorkingTree } from '../../../forge/local/open.ts';
import { ChangeSet } from '../../../schemas/change-set.ts';
import { runs } from '../../support/soak.ts';
import { sandbox, type Sandbox } from './sandbox.ts';
import { blindScanner, NO_SETTINGS, scanner } from './scanner.ts';

async function changeSetOf(forge: Forge): Promise<ChangeSet> {
  return ChangeSet.parse(await forge.changeSet(NO_SETTINGS));
}

test('secrets are blanked in hunks and contents, and listed with their place', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'top\nold KEY_before\nkept KEY_stands😀\nend\n' });
  await box.commit('two', { 'a.txt': 'top\nnew KEY_after\nkept KEY_stands😀\nend\n' });
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  const { files, redactions } = await changeSetOf(forge);

  expect(files[0]?.hunks[0]?.lines.map((line) => line.text)).toEqual([
    'top',
    'old [secret]**',
    'new [secret]*',
    'kept [secret]****',
    'end',
  ]);
  expect(await forge.contents.read('a.txt', 'new')).toEqual({
    kind: 'text',
    text: 'top\nnew [secret]*\nkept [secret]****\nend\n',
  });
  const common = { path: 'a.txt', rule: 'test-rule', message: 'a secret', first: true };
  expect(redactions).toEqual([
    { ...common, side: 'old', line: 2, startColumn: 4, endColumn: 14, changed: true },
    { ...common, side: 'new', line: 2, startColumn: 4, endColumn: 13, changed: true },
    { ...common, side: 'new', line: 3, startColumn: 5, endColumn: 17, changed: false },
  ]);
});

test('a line that stands on both sides is blanked on both, whichever side gave it away', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': '{{begin\nbetween\nend}}\n' });
  await box.commit('two', { 'a.txt': '{{begin\nbetween\nend\n' });
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  const { files } = await changeSetOf(forge);

  expect(files[0]?.hunks[0]?.lines.map((line) => line.text)).toEqual(['*******', '*******', '*****', 'end']);
  expect(await forge.contents.read('a.txt', 'new')).toEqual({ kind: 'text', text: '*******\n*******\nend\n' });
});

test('a secret over lines is found from the whole file, though the hunk shows only a part of it', async () => {
  const box = await sandbox();
  const key = (middle: string): string =>
    `{{begin\n${'body\n'.repeat(9)}${middle}\n${'body\n'.repeat(9)}end}}\nafter\n`;
  await box.commit('one', { 'key.txt': key('middle') });
  await box.commit('two', { 'key.txt': key('changed') });
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  const { files, redactions } = await changeSetOf(forge);

  expect(files[0]?.hunks[0]?.lines.map((line) => line.text.replaceAll('*', ''))).toEqual([
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
  ]);
  const fresh = redactions.filter((one) => one.side === 'new');
  expect(fresh.filter((one) => one.first).map((one) => one.line)).toEqual([1]);
  expect(fresh.filter((one) => one.changed).map((one) => one.line)).toEqual([11]);
  expect(fresh).toHaveLength(21);
});

test('what a hunk names behind its second @@ is blanked too', async () => {
  const box = await sandbox();
  const body = (last: string): string => `function f() KEY_${'x'.repeat(90)}\n${'  line\n'.repeat(20)}  ${last}\n`;
  await box.commit('one', { 'a.txt': body('one') });
  await box.commit('two', { 'a.txt': body('two') });
  const repository = await box.open();

  const whole = await changeSetOf(await openRange({ repository, range: 'HEAD~1..HEAD', scanner }));
  const bytes = box.gitBytes(['diff', 'HEAD~1', 'HEAD']);
  const diff = await changeSetOf(await openDiff({ bytes, label: 'stdin', scanner }));

  expect(bytes.toString('utf8')).toContain('KEY_');
  for (const changes of [whole, diff]) {
    expect(changes.files[0]?.hunks[0]?.section).toMatch(/^function f\(\) \[secret\]\*+$/);
  }
});

test('files that the noise filter leaves out are searched as well', async () => {
  const box = await sandbox();
  await box.commit('one', { 'vendor/a.txt': 'vendored\n' });
  await box.commit('two', { 'package-lock.json': '{ "a": "KEY_locked" }\n', 'vendor/a.txt': 'KEY_vendored\n' });
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  const { files, filtered, redactions } = await changeSetOf(forge);

  expect(filtered.map((file) => [file.newPath, file.reason])).toEqual([['package-lock.json', 'lockfile']]);
  expect(files.map((file) => [file.newPath, file.noise])).toEqual([['vendor/a.txt', 'vendored']]);
  expect(JSON.stringify(files)).not.toContain('KEY_');
  expect(redactions.map((one) => one.path)).toEqual(['package-lock.json', 'vendor/a.txt']);
});

test('titles, messages and bodies are searched, also for what only the files give away', async () => {
  const box = await sandbox();
  await box.commit('root');
  await box.commit('Use KEY_one\n\nAnd the {{other\nsecret}} too.\nAlso in/file/body-secret!', {
    'a.txt': '{{in/file/body-secret}}\n{{\nin/file/body-secret\n}}\n',
  });
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  const changes = await changeSetOf(forge);

  expect(changes.title).toBe('Use *******');
  expect(changes.body).toBe('And the *******\n[secret] too.\nAlso *******************!');
  expect(changes.commits[0]).toMatchObject({ subject: changes.title, body: changes.body });
});

test('a file that cannot be searched is blanked whole and named; others are not touched', async () => {
  const box = await sandbox();
  await box.commit('one', { 'bad.txt': 'UNSCANNABLE\nhidden\n', 'good.txt': 'good\n' });
  await box.commit('two', { 'bad.txt': 'UNSCANNABLE\nhidden!\r\n', 'good.txt': 'better\n' });
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  const changes = await changeSetOf(forge);

  expect(changes.files.map((file) => file.hunks[0]?.lines.map((line) => line.text))).toEqual([
    ['[unscanned]', '******', '*******\r'],
    ['good', 'better'],
  ]);
  expect(changes.skipped.map((entry) => entry.reason)).toEqual([
    'bad.txt (old): could not be searched for secrets, so all of its text is blanked out: the scanner crashed',
    'bad.txt (new): could not be searched for secrets, so all of its text is blanked out: the scanner crashed',
  ]);
  expect(await forge.contents.read('bad.txt', 'new')).toEqual({ kind: 'text', text: '[unscanned]\n*******\r\n' });
});

test('a scanner that answers too little, or places outside of the text, is not believed', async () => {
  const box = await sandbox();
  await box.commit('one');
  await box.commit('two', { 'a.txt': 'KEY_hidden\n' });
  const repository = await box.open();
  const far = { startLine: 9, startColumn: 0, endLine: 9, endColumn: 1, rule: 'r', message: 'm' };
  for (const scan of [async () => [], async () => [{ kind: 'scanned' as const, spans: [far] }]]) {
    const forge = await openRange({ repository, range: 'HEAD~1..HEAD', scanner: { scan } });

    const changes = await changeSetOf(forge);

    expect(changes.skipped.length).toBeGreaterThan(0);
    expect(JSON.stringify(changes)).not.toContain('KEY_');
    expect(JSON.stringify(await forge.contents.read('a.txt', 'new'))).not.toContain('KEY_');
  }
});

test('files beyond the change are redacted when they are read', async () => {
  const box = await sandbox();
  await box.commit('one', { 'other.txt': 'a KEY_other\n' });
  await box.commit('two', { 'a.txt': 'a\n' });
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });
  await forge.changeSet(NO_SETTINGS);

  for (const side of ['old', 'new'] as const) {
    expect(await forge.contents.read('other.txt', side)).toEqual({ kind: 'text', text: 'a [secret]*\n' });
  }
});

/** A marker that no placeholder or ordinary text has, so that finding it again means that a secret leaked. */
const LEAK = 'Q7';
const Word = fc.constantFrom('word', '😀', 'é\u0301', '', 'x\r', '\tindented', '// note');
const Secret = fc.constantFrom(
  `KEY_${LEAK}${LEAK}`,
  `{{${LEAK}}}`,
  `KEY_${LEAK}😀${LEAK}`,
  `{{${LEAK}\r\n${LEAK} ${LEAK}\n\n${LEAK}}}`,
);
const Text = fc
  .array(fc.array(fc.oneof({ weight: 4, arbitrary: Word }, Secret), { maxLength: 3 }), { maxLength: 30 })
  .map((lines) => lines.map((words) => words.join(' ')).join('\n'));

async function commitBoth(box: Sandbox, before: string, after: string): Promise<void> {
  const others = { 'lib/yarn.lock': before, 'deep/b.min.js': after };
  await box.commit(`one ${before}`, { 'a.txt': before, 'gone.txt': after, ...others });
  box.git(['rm', '--quiet', 'gone.txt']);
  await box.commit(`two ${after}`, {
    'a.txt': after,
    'new.txt': before,
    'lib/yarn.lock': after,
    'deep/b.min.js': before,
  });
}

test('no character of a secret survives, and every line keeps its length', async () => {
  await fc.assert(
    fc.asyncProperty(Text, Text, async (before, after) => {
      const box = await sandbox();
      await commitBoth(box, before, after);
      await box.write('a.txt', `${before}\n${after}`);
      const repository = await box.open();
      // All of the context: of a secret that a plain diff shows in part nobody could tell that it is one.
      const bytes = box.gitBytes(['diff', '-U9999', 'HEAD~1', 'HEAD']);
      const range = 'HEAD~1..HEAD';
      const opened = async (by: SecretScanner): Promise<readonly Forge[]> => [
        await openRange({ repository, range, scanner: by }),
        await openWorkingTree({ repository, scanner: by }),
        await openDiff({ bytes, label: 'stdin', scanner: by }),
      ];
      const raw = await opened(blindScanner);

      for (const [index, forge] of (await opened(scanner)).entries()) {
        const changes = await changeSetOf(forge);
        expect(JSON.stringify(changes)).not.toContain(LEAK);
        for (const side of ['old', 'new'] as const) {
          for (const path of (await forge.contents.list(side)) ?? []) {
            expect(JSON.stringify(await forge.contents.read(path, side))).not.toContain(LEAK);
          }
        }
        await quotesFit(forge, changes);
        const plain = raw[index];
        expect(plain && shape(await changeSetOf(plain))).toEqual(shape(changes));
      }
    }),
    { numRuns: runs(8, 200) },
  );
});

/** Every line of the hunks stands in the contents as well, so that a quote from one is found in the other. */
async function quotesFit(forge: Forge, changes: ChangeSet): Promise<void> {
  const shown: string[] = [];
  const read: string[] = [];
  for (const file of changes.files) {
    for (const side of ['old', 'new'] as const) {
      const content = await forge.contents.read(side === 'old' ? file.oldPath : file.newPath, side);
      if (content.kind !== 'text') continue;
      const texts = content.text.split('\n');
      for (const line of file.hunks.flatMap((hunk) => hunk.lines)) {
        const number = side === 'old' ? line.oldLine : line.newLine;
        if (number === null) continue;
        shown.push(line.text);
        read.push(texts[number - 1] ?? 'no such line');
      }
    }
  }
  expect(shown).toEqual(read);
}

/** Everything of the hunks but the text itself. */
function shape(changes: ChangeSet): unknown {
  return changes.files.map((file) =>
    file.hunks.map((hunk) => ({
      ...hunk,
      section: hunk.section.length,
      lines: hunk.lines.map((line) => ({ ...line, text: [line.text.length, line.text.endsWith('\r')] })),
    })),
  );
}

test('every listed column is where a placeholder stands', async () => {
  await fc.assert(
    fc.asyncProperty(Text, Text, async (before, after) => {
      const box = await sandbox();
      await commitBoth(box, before, after);
      const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

      const { redactions } = await changeSetOf(forge);

      for (const one of redactions) {
        const content = await forge.contents.read(one.path, one.side);
        const line = content.kind === 'text' ? (content.text.split('\n')[one.line - 1] ?? '') : '';
        expect(line.slice(one.startColumn, one.endColumn)).toMatch(/^(?:\[secret\]\**|\*+)/);
      }
    }),
    { numRuns: runs(6, 150) },
  );
});

test('a plain diff is redacted from its hunks alone', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'one\n' });
  await box.commit('two', { 'a.txt': 'one\nKEY_added {{over\nlines}}\n', 'deep/vendor/b.txt': 'KEY_vendored\n' });
  const bytes = box.gitBytes(['diff', 'HEAD~1', 'HEAD']);
  const forge = await openDiff({ bytes, label: join('some', 'file.diff'), scanner });

  const changes = await changeSetOf(forge);

  expect(changes.files[0]?.hunks[0]?.lines.map((line) => line.text)).toEqual(['one', '[secret]* ******', '*******']);
  expect(changes.redactions.map((one) => [one.path, one.line, one.startColumn, one.first, one.changed])).toEqual([
    ['a.txt', 2, 0, true, true],
    ['a.txt', 2, 10, true, true],
    ['a.txt', 3, 0, false, true],
    ['deep/vendor/b.txt', 1, 0, true, true],
  ]);
});

test('only what may hold what is looked for is searched for secrets, and nothing is missed by that', async () => {
  const box = await sandbox();
  const tree = { 'with.txt': 'say hello KEY_before\n', 'inside.txt': 'othello\n', 'without.txt': 'KEY_other\n' };
  await box.commit('one', { ...tree, 'a.txt': 'one\n' });
  await box.commit('two', { 'a.txt': 'two\n' });
  const scanned: string[] = [];
  const counting: SecretScanner = {
    scan(texts) {
      scanned.push(...texts.map(({ path }) => path));
      return scanner.scan(texts);
    },
  };
  const { contents, inspection } = await openRange({
    repository: await box.open(),
    range: 'HEAD~1..HEAD',
    scanner: counting,
  });

  expect(await contents.read('with.txt', 'new', { holding: ['hello'], wholeWord: true })).toEqual({
    kind: 'text',
    text: 'say hello [secret]**\n',
  });
  const absent = { kind: 'absent', why: 'without' };
  expect(await contents.read('inside.txt', 'new', { holding: ['hello'], wholeWord: true })).toMatchObject(absent);
  expect(await contents.read('without.txt', 'new', { holding: ['hello', 'two'] })).toMatchObject(absent);
  expect(await inspection.search({ text: 'hello', side: 'new', wholeWord: true, limit: 9 })).toMatchObject({
    value: [{ path: 'with.txt', line: 1 }],
  });
  expect(scanned).toContain('with.txt');
  expect(scanned).not.toContain('inside.txt');
  expect(scanned).not.toContain('without.txt');

  expect(await contents.read('without.txt', 'new', { holding: ['secret'] })).toMatchObject({ text: '[secret]*\n' });
});

test('with a text that must stand beside, only files with such a line are searched, and told, whatever was read before', async () => {
  const box = await sandbox();
  const tree = {
    'beside.txt': `from './hello' KEY_before\n`,
    'other-line.txt': "hello KEY_before\nfrom './world'\n",
    'later.txt': `hello, hello\nhello and then './hello' KEY_before\n`,
    'in-secret.txt': `hello KEY_before\n`,
  };
  await box.commit('one', { ...tree, 'a.txt': 'one\n' });
  await box.commit('two', { 'a.txt': 'two\n' });
  const scanned: string[] = [];
  const counting: SecretScanner = {
    scan(texts) {
      scanned.push(...texts.map(({ path }) => path));
      return scanner.scan(texts);
    },
  };
  const { inspection, contents } = await openRange({
    repository: await box.open(),
    range: 'HEAD~1..HEAD',
    scanner: counting,
  });
  const search = (beside: string) =>
    inspection.search({ text: 'hello', side: 'new', wholeWord: true, beside: [beside], limit: 9 });

  const told = { value: [{ path: 'beside.txt' }, { path: 'later.txt', line: 1 }, { path: 'later.txt', line: 2 }] };
  expect(await search("'.")).toMatchObject(told);
  expect(scanned).toContain('beside.txt');
  expect(scanned).not.toContain('other-line.txt');
  await contents.read('other-line.txt', 'new');
  expect(await search("'.")).toMatchObject(told);
  // What is blanked stands beside nothing: a search is no way to guess at it.
  expect(await search('KEY_before')).toMatchObject({ value: [] });
});
