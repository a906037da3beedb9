import { expect, test } from 'vitest';
import { changeAtHand } from '../../../app/cli/change-at-hand.ts';
import { sandbox, type Sandbox } from '../../forge/local/sandbox.ts';

function atHand({ root, host }: Pick<Sandbox, 'root' | 'host'>): Promise<string | undefined> {
  const readStdin = async () => new Uint8Array();
  return changeAtHand({ cwd: root, environment: host, readStdin, colour: false, width: 80 });
}

test('the change at hand is what is uncommitted, else what the branch adds', async () => {
  const box = await sandbox();
  await box.write('a.js', 'a();\n');
  expect(await atHand(box)).toBeUndefined();
  await box.commit('one');
  expect(await atHand(box)).toBeUndefined();
  box.git(['checkout', '--quiet', '-b', 'work']);
  await box.commit('two', { 'b.js': 'b();\n' });
  expect(await atHand(box)).toBe('main...HEAD');
  await box.write('b.js', 'changed();\n');
  expect(await atHand(box)).toBeUndefined();
});

test('in a clone it is what the branch adds to the default branch of the remote', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.js': 'a();\n' });
  box.git(['clone', '--quiet', box.root, `${box.folder}/clone`]);
  const clone = { root: `${box.folder}/clone`, host: box.host };
  box.git(['-c', 'user.name=a', '-c', 'user.email=a@b.example', 'commit', '--quiet', '--allow-empty', '-m', 'two'], {
    cwd: clone.root,
  });
  expect(await atHand(clone)).toBe('origin/HEAD...HEAD');
});
