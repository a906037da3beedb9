import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { operatorFile, specialist } from '../../e2e/model-review-fixture.ts';
import { startModelServer } from '../../support/model-server.ts';
import { runs } from '../../support/soak.ts';
import { ServeScene, type ServeProcess } from './serve-scene.ts';

/** Reviews between two looks at the memory. The first look comes when all that is loaded or remembered once is there. */
const EACH = runs(8, 60);
const LOOKS = runs(2, 5);
const AT_ONCE = 4;
/** What may stay of a review, in bytes; what is kept of one (its body, its change) has 20 kB and more. docs/scale.md has what was measured. */
const MOST_KEPT = 10_000;

/** On SIGUSR2 the server throws away what it can and says what is left. */
const PROBE = `data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', async () => {
  for (let n = 0; n < 3; n += 1) await gc({ execution: 'async', type: 'major' });
  const { heapUsed, rss } = process.memoryUsage();
  process.stderr.write('memory ' + JSON.stringify({ heapUsed, rss }) + '\\n');
});`)}`;

interface Look {
  readonly heapUsed: number;
  readonly rss: number;
}

test.runIf(process.platform === 'linux')('a server keeps nothing of the reviews that it has made', async () => {
  const scene = await ServeScene.open();
  const folder = mkdtempSync(join(tmpdir(), 'docket-growth-'));
  const model = await startModelServer({ respond: specialist });
  onTestFinished(async () => {
    await scene.close();
    await model.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const server = await scene.serve({
    NODE_OPTIONS: `--expose-gc --import=${PROBE}`,
    DOCKET_CONFIG: operatorFile(folder, 'openai-compatible', model.openAiUrl),
    DOCKET_LOG_LEVEL: 'info',
  });
  let count = 0;
  const looks: Look[] = [];
  for (let look = 0; look <= LOOKS; look += 1) {
    const rest = Array.from({ length: EACH }, () => `growth${(count += 1)}`);
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
          const pull = scene.openPull(name);
          await scene.delivered('opened', pull, name);
          await server.printed(`"delivery":"${name}","lane":"acme/shop#${pull.number}","state":"done"`);
        }
      }),
    );
    looks.push(await lookAt(server, looks.length));
  }
  const [first, last] = [looks[0], looks.at(-1)];
  console.log(looks.map(({ heapUsed, rss }) => `${(heapUsed / 1e6).toFixed(2)} MB of ${(rss / 1e6).toFixed(0)}`).join(', '));
  expect(model.calls).toBeGreaterThan(count);
  expect(((last?.heapUsed ?? 0) - (first?.heapUsed ?? 0)) / (EACH * LOOKS)).toBeLessThan(MOST_KEPT);
  expect(await server.end('SIGTERM')).toBe(0);
});

async function lookAt(server: ServeProcess, before: number): Promise<Look> {
  server.child.kill('SIGUSR2');
  const line = /^memory (.*)$/gm;
  for (;;) {
    const all = [...server.output().matchAll(line)];
    const found = all[before]?.[1];
    if (found !== undefined) return JSON.parse(found) as Look;
    await new Promise((done) => setTimeout(done, 50));
  }
}
