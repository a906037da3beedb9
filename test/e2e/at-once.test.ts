import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { docket } from '../support/docket.ts';
import { endStreams } from '../support/end-streams.ts';
import { missingTools, TOOLS_FOLDER } from '../support/go-tools.ts';
import { startModelServer } from '../support/model-server.ts';
import { runs } from '../support/soak.ts';
import { operatorFile, sensitiveChange, specialist } from './model-review-fixture.ts';

/** Seven specialists who read a file and answer, and the judge. */
const CALLS = 15;
/** How many runs there are. */
const AT_ONCE = runs(3, 8);
const missing = missingTools('litestream');

test.for(['in its file', 'in a store'])(
  'runs at once on one history %s pay for each answer once',
  async (where, { skip }) => {
    if (where === 'in a store' && missing !== null) skip(missing);
    const folder = mkdtempSync(join(tmpdir(), 'docket-at-once-'));
    const repository = sensitiveChange();
    const server = await startModelServer({ respond: specialist, latency: { firstEventMs: 300 } });
    onTestFinished(async () => {
      for (const path of [repository.path, folder]) endStreams(path);
      repository.remove();
      rmSync(folder, { recursive: true, force: true });
      await server.close();
    });
    const config = operatorFile(folder, 'openai-compatible', server.openAiUrl);
    const store = { DOCKET_STORE: `file://${folder}/store`, PATH: [TOOLS_FOLDER, process.env['PATH']].join(delimiter) };
    const env = where === 'in a store' ? store : {};
    const review = () => docket(['review', 'main...work', '--config', config], { cwd: repository.path, env });

    const reviews = await Promise.all(Array.from({ length: AT_ONCE }, review));

    for (const { code, stdout, stderr } of reviews) {
      expect(code, stderr).toBe(0);
      expect(stdout).toContain('Guests are logged in without a password');
    }
    expect(server.calls).toBe(CALLS);
  },
);
