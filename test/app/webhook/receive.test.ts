import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Pull } from '../../support/github/state.ts';
import { docket } from '../../support/docket.ts';
import { ServeScene } from './serve-scene.ts';

let scene: ServeScene;
let pull: Pull;
beforeEach(async () => {
  scene = await ServeScene.open();
  pull = scene.openPull('one');
  scene.github.setDraft(pull, true);
});
afterEach(() => scene.close());

async function receive(payload: unknown, ...more: readonly string[]) {
  const file = join(scene.folder, 'payload.json');
  writeFileSync(file, typeof payload === 'string' ? payload : JSON.stringify(payload));
  const { DOCKET_WEBHOOK_SECRET: _, ...env } = scene.environment({ DOCKET_LOG_LEVEL: 'warn' });
  return docket(['receive', '-e', 'pull_request', '-p', file, ...more], { cwd: scene.folder, env });
}

describe('docket receive', () => {
  it('handles a payload by hand, also one that names no installation', async () => {
    const payload = { ...scene.github.payloads.pullRequest('opened', pull), installation: undefined };
    const { code, stdout, stderr } = await receive(payload, '--json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'skipped',
      reason: expect.stringContaining('draft'),
      review: null,
    });
    expect(code).toBe(0);
  });

  it('refuses what is not ours, and says what to do', async () => {
    const payload = scene.github.payloads.pullRequest('opened', pull);
    const foreign = await receive({ ...payload, installation: { id: 999_999 } });
    expect([foreign.code, foreign.stderr]).toEqual([
      2,
      expect.stringContaining('installation 999999 is not one of this App'),
    ]);
    const wrong = await receive('{"action":');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('the payload is not JSON')]);
  });
});
