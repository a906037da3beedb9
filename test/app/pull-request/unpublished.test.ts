import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { intentOf } from '../../../app/pull-request/event.ts';
import { handleIntent } from '../../../app/pull-request/handle-intent.ts';
import { InputError } from '../../../schemas/problem.ts';
import { EVAL, Scene, type Wish } from './scene.ts';

const opened: Scene[] = [];
afterEach(async () => {
  for (const scene of opened.splice(0)) await scene.close();
});

async function open(wish: Wish = {}): Promise<Scene> {
  const scene = await Scene.open({ change: { 'src/run.ts': EVAL }, ...wish });
  opened.push(scene);
  return scene;
}

test('a review that GitHub kept out leaves no check waiting', async () => {
  const scene = await open();
  // It is read when it is remembered, and, some time later, when the review is written: there it fails for good.
  const fault = scene.github.fault({ when: { operation: 'DocketConversation' }, nth: 2, times: 3, kind: 'status' });
  let minutes = 0;
  const payload = scene.github.payloads.pullRequest('opened', scene.pull);
  const clock = () => (minutes += 1) * 60_000;

  const handled = await handleIntent(intentOf('pull_request', payload), { ...scene.host(), clock });
  fault.cancel();

  expect(handled).toMatchObject({ kind: 'reviewed', exit: { code: 4 }, published: null });
  expect(scene.check()).toMatchObject({ status: 'completed', conclusion: 'failure' });
});

test('a configuration that cannot be read is told in the check that the operator named', async () => {
  const scene = await open({ base: { '.github/docket.yml': 'ignore: 5\n', 'src/a.ts': '' } });
  const configFile = join(scene.folder, 'operator.yml');
  writeFileSync(configFile, 'pullRequests: { checkName: gate }\n');
  const pull = { owner: 'acme', name: 'shop', number: scene.pull.number };
  const intent = { kind: 'review', pull, why: 'opened', full: false, asked: false, label: null } as const;

  await expect(handleIntent(intent, { ...scene.host(), configFile })).rejects.toThrow(InputError);

  expect(scene.github.state.checkRuns).toMatchObject([{ name: 'gate', conclusion: 'failure' }]);
});
