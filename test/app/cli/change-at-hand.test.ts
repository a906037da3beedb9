import { expect, test } from 'vitest';
import { type ChangeAtHand, changeAtHand } from '../../../app/cli/change-at-hand.ts';
import { sandbox, type Sandbox } from '../../forge/local/sandbox.ts';

function atHand({ root, host }: Pick<Sandbox, 'root' | 'host'>): Promise<ChangeAtHand> {
  const readStdin = async () => new Uint8Array();
  return changeAtHand({ cwd: root, environment: host, readStdin, colour: false, width: 80 });
}

test('the change at hand is what is uncommitted, else what the branch adds', async () => {
  const box = await sandbox();
  await box.write('a.js', 'a();\n');
  const uncommitted = { notice: null };
  expect(await atHand(box)).toEqual(uncommitted);
  await box.commit('one');
  box.git(['checkout', '--quiet', '--detach']);
  await box.commit('one more', { 'c.js': 'c();\n' });
  box.git(['branch', '--force', 'main']);
  expect(await atHand(box)).toEqual(uncommitted);
  box.git(['checkout', '--quiet', '-b', 'work']);
  await box.commit('two', { 'b.js': 'b();\n' });
  expect((await atHand(box)).range).toBe('main...HEAD');
  await box.write('b.js', 'changed();\n');
  expect(await atHand(box)).toEqual(uncommitted);
});

test('in a clone it is what the branch adds to the default branch of the remote', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.js': 'a();\n' });
  box.git(['clone', '--quiet', box.root, `${box.folder}/clone`]);
  const clone = { root: `${box.folder}/clone`, host: box.host };
  box.git(['-c', 'user.name=a', '-c', 'user.email=a@b.example', 'commit', '--quiet', '--allow-empty', '-m', 'two'], {
    cwd: clone.root,
  });
  expect((await atHand(clone)).range).toBe('origin/HEAD...HEAD');
});

test('before the first commit no range is named', async () => {
  expect(await atHand(await sandbox())).toEqual({ notice: null });
});

test('where there is one commit and nothing besides, it is said how that is reviewed', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.js': 'a();\n' });
  const { range, notice } = await atHand(box);
  expect(range).toBeUndefined();
  const empty = box.git(['hash-object', '-t', 'tree', '/dev/null']).toString().trim();
  expect(notice).toContain(`docket review ${empty}..HEAD`);
});
