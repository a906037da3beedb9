import { expect, test } from 'vitest';
import { LOOP, Scene } from './scene.ts';

test('lines that another base brings into the change are looked at, whatever event tells of them', async () => {
  const scene = await Scene.open({ change: { 'src/db.ts': LOOP } });
  try {
    // What the change has so far is on a branch of its own, and that is its base at first.
    scene.github.pushBranch(scene.repository, 'dev', scene.pull.headCommit);
    scene.push({ 'src/ok.ts': 'export const ok = 1;\n' });
    scene.github.setBase(scene.pull, 'dev');
    await scene.happened('opened');
    expect(scene.threads()).toEqual({});

    scene.github.setBase(scene.pull, 'main');
    scene.push({ 'src/more.ts': 'export const more = 2;\n' });
    scene.forget();
    await scene.happened('synchronize');

    expect(Object.keys(scene.threads())).toEqual(['One query for each element']);
  } finally {
    await scene.close();
  }
});
