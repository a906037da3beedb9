import { expect, test } from 'vitest';
import { openRange } from '../../../forge/local/open.ts';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import { sandbox } from './sandbox.ts';
import { NO_SETTINGS, scanner } from './scanner.ts';

type Files = Readonly<Record<string, Uint8Array | null>>;

const little = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const big = (text: string): Buffer => Buffer.from(little(text)).swap16();

async function changeOf(
  old: Readonly<Record<string, Uint8Array>>,
  head: Files,
): Promise<{ change: ChangeSet; text: (path: string) => Promise<string> }> {
  const box = await sandbox();
  await box.commit('one', { 'z.txt': 'z\n', ...old });
  const gone = Object.keys(head).filter((path) => head[path] === null);
  if (gone.length > 0) box.git(['rm', '--quiet', ...gone]);
  const kept = Object.entries(head).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const]));
  await box.commit('two', Object.fromEntries(kept));
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });
  const change = await forge.changeSet(NO_SETTINGS);
  const text = async (path: string): Promise<string> => {
    const content = await forge.contents.read(path, 'new');
    return content.kind === 'text' ? content.text : content.why;
  };
  return { change, text };
}

const lines = (change: ChangeSet): string[] =>
  change.files.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines.map(({ kind, text }) => `${kind} ${text}`)));

test.each([
  ['the low byte first', little],
  ['the high byte first', big],
])('text in UTF-16 is text, %s: secrets are found and blanked before anything looks', async (_, encode) => {
  const { change, text } = await changeOf({}, { 'a.sql': encode('one\r\nKEY_x 😀\r\n') });
  expect(lines(change)).toEqual(['added one\r', 'added [sec]* 😀\r'.replace('[sec]*', '*****')]);
  expect(change.files).toMatchObject([{ binary: false, added: 2, deleted: 0 }]);
  expect(change.redactions).toMatchObject([{ path: 'a.sql', line: 2, changed: true }]);
  expect(await text('a.sql')).not.toContain('KEY_x');
});

test('of a changed file only what changed is new', async () => {
  const old = little('1\n2\n3\n4\n5\n6\n7\n8\n9\n');
  const { change } = await changeOf({ 'a.ps1': old }, { 'a.ps1': little('1\n2\n3\n4\nfive\n5b\n6\n7\n8\n9\n') });
  expect(lines(change)).toEqual([
    'context 2',
    'context 3',
    'context 4',
    'deleted 5',
    'added five',
    'added 5b',
    'context 6',
    'context 7',
    'context 8',
  ]);
  expect(change.files[0]?.hunks).toMatchObject([{ oldStart: 2, oldLines: 7, newStart: 2, newLines: 8 }]);
});

test.each([
  ['another encoding alone changes no line', little('a\nb\n'), Buffer.from('a\nb\n'), []],
  ['lines that go', little('a\nb\n'), little('a\n'), ['context a', 'deleted b']],
])('%s', async (_, old, head, expected) => {
  const { change } = await changeOf({ 'a.txt': old }, { 'a.txt': head });
  expect(lines(change)).toEqual(expected);
});

test('a file that goes is shown', async () => {
  expect(lines((await changeOf({ 'a.sql': big('a\n') }, { 'a.sql': null })).change)).toEqual(['deleted a']);
});

test.each([
  ['half a character', Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x62])],
  ['a lone surrogate', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x61, 0x00])],
  ['four bytes a character', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])],
  ['zeros behind the mark', Buffer.from([0xff, 0xfe, 0x61, 0, 0, 0, 0x62, 0])],
  ['no mark', Buffer.from('a\0b\0', 'latin1')],
])('what only begins like text stays data: %s', async (_, bytes) => {
  const { change, text } = await changeOf({}, { 'a.dat': bytes });
  expect(change.files).toMatchObject([{ binary: true, hunks: [] }]);
  expect(await text('a.dat')).toBe('binary');
});
