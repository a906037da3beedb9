import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  dismissalsPath,
  localMemory,
  memoryOfDismissals,
  readDismissals,
  writeDismissal,
} from '../../../app/history/dismissals.ts';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import { ReviewDocument } from '../../../schemas/review-output.ts';
import { docket } from '../../support/docket.ts';
import { GitRepository } from '../../support/git-repository.ts';

let git: GitRepository;
let folder: string;
beforeEach(() => {
  git = new GitRepository('docket-dismiss-');
  folder = mkdtempSync(join(tmpdir(), 'docket-dismissals-'));
});
afterEach(() => {
  git.remove();
  rmSync(folder, { recursive: true });
});

const review = async () => {
  const { stdout, stderr } = await docket(['review', 'main...HEAD', '--format', 'json'], { cwd: git.path });
  try {
    return ReviewDocument.parse(JSON.parse(stdout));
  } catch (cause) {
    throw new Error(`${stdout}\n${stderr}`, { cause });
  }
};
const change = (...paths: string[]) =>
  ({
    files: paths.map((path) => ({ oldPath: path, newPath: path })),
    filtered: [],
  }) as unknown as Pick<ChangeSet, 'files' | 'filtered'>;

test('what was dismissed on this machine is not raised again here, until it is another piece of code', async () => {
  git.commit('base', { 'src/a.js': 'one();\n' });
  git.git('switch', '--quiet', '--create', 'change');
  git.commit('change', { 'src/a.js': 'one();\nexport const f = (x) => eval(x);\n' });
  const [first] = (await review()).review.comments;
  expect(first?.rule).toBe('security/code-injection');
  const id = first?.finding ?? '';

  const { stdout, stderr } = await docket(['dismiss', id, '--reason', 'only we write it', '--expires', '30d'], {
    cwd: git.path,
  });
  expect(stdout, stderr).toContain('is dismissed on this machine until');
  const [kept] = readDismissals(join(git.path, '.git/docket/dismissals.jsonl'));
  expect(Math.round((Date.parse(kept?.until ?? '') - Date.parse(kept?.at ?? '')) / 86_400_000)).toBe(30);

  git.commit('more', {
    'src/a.js': 'one();\nexport const f = (x) => eval(x);\nexport const g = (y) => eval(y + 1);\n',
  });
  const after = await review();
  expect(after.review.comments.map(({ location }) => location?.startLine)).toEqual([3]);
  expect(after.decisions.find(({ finding }) => finding === id)?.state).toMatchObject({
    kind: 'suppressed',
    reason: 'dismissed',
    bar: 'dismissed by somebody at this machine: only we write it',
  });

  // A review that knew of it did not publish it again: it can be settled anew, and taken back, all the same.
  const dismiss = (...args: string[]) => docket(['dismiss', id, ...args], { cwd: git.path });
  expect(await dismiss('--reason', 'again', '--until', '2999-01-31')).toMatchObject({ code: 0 });
  expect(await dismiss('--undo')).toMatchObject({ code: 0, stdout: expect.stringContaining('is raised again') });
  expect(await dismiss('--undo')).toMatchObject({ code: 2, stderr: expect.stringContaining('is not dismissed') });
  expect(await dismiss('--reason', 'x', '--until', '2999-02-30')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is no day'),
  });

  // One that counts from a file on disk, by the same words.
  const path = join(folder, 'dismissals.jsonl');
  if (kept === undefined) throw new Error('nothing was written');
  for (const [until, counts] of [
    ['2999-01-01T00:00:00.000Z', true],
    ['2001-01-01T00:00:00.000Z', false],
    ['2999-01-01T00:00:00.000Z', true],
  ] as const) {
    writeDismissal(path, { ...kept, until });
    expect(memoryOfDismissals(readDismissals(path), change('src/a.js'), new Date()) !== null).toBe(counts);
  }
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(memoryOfDismissals(readDismissals(path), change('src/b.js'), new Date())).toBeNull();

  const notices: string[] = [];
  const onNotice = (text: string): void => void notices.push(text);
  expect(await localMemory({ path, store: null, onNotice })(change('src/a.js'))).toMatchObject({
    known: [{ state: 'dismissed' }],
  });
  expect(await localMemory({ path, store: 's3://a/b', onNotice })(change('src/a.js'))).toBeNull();
  expect(notices).toEqual([expect.stringContaining('goes into a store')]);

  writeFileSync(path, `${readFileSync(path, 'utf8')}{"schemaVersion":1}\n`);
  expect(() => readDismissals(path)).toThrow('cannot be read');
}, 120_000);

test('without a file nothing is remembered', () => {
  expect(readDismissals(dismissalsPath(join(folder, 'none', 'history.db')))).toEqual([]);
});
