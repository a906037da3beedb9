import { expect, test } from 'vitest';
import { EVAL, Scene } from './scene.ts';

const BLIND =
  'ignore: ["src/**"]\nreviewers: { security: { enabled: false } }\ncomments: { minimumConfidence: 1000 }\n';

test('a branch of the author’s own as base makes the review see nothing less', async () => {
  const scene = await Scene.open({ change: { '.github/docket.yml': BLIND } });
  try {
    scene.github.pushBranch(scene.repository, 'own', scene.pull.headCommit);
    scene.push({ 'src/run.ts': EVAL });
    scene.github.setBase(scene.pull, 'own');

    await scene.happened('opened');

    expect(scene.threads()).toEqual({ 'Computed text is run as code': 'raised' });
  } finally {
    await scene.close();
  }
});
