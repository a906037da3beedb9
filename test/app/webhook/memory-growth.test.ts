import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { operatorFile, specialist } from '../../e2e/model-review-fixture.ts';
import { startModelServer } from '../../support/model-server.ts';
import { runs } from '../../support/soak.ts';
import { ServeScene, type ServeProcess } from './serve-scene.ts';

/** Reviews between two looks at the memory. The first look comes when all that is loaded or remembered once is there. */
const EACH = runs(16, 60);
const LOOKS = runs(1, 5);
const AT_ONCE = 4;
/** What may stay of a review, in bytes; what is kept of one (its body, its change) has 20 kB and more. docs/scale.md has what was measured. */
const MOST_KEPT = 16_000;

/** What data is in a snapshot of the heap. */
const DATA = ['string', 'concatenated string', 'sliced string', 'array', 'object', 'closure', 'number', 'bigint'];

/**
 * On SIGUSR2 the server collects its garbage and says what is left, as a snapshot of its heap counts it. Code does not count: V8 keeps what it learns of
 * functions, for some hundred reviews more and more of it. It speaks two beats of the stall guard later: a heap that takes over 5 seconds to write is a
 * stall, in which, and up to the next beat, signals end the server at once.
 */
const PROBE = `data:text/javascript,${encodeURIComponent(`import { getHeapSnapshot } from 'node:v8';
process.on('SIGUSR2', async () => {
  const parts = [];
  for await (const part of getHeapSnapshot()) parts.push(part);
  const { snapshot: { meta }, nodes } = JSON.parse(Buffer.concat(parts.map((part) => Buffer.from(part))).toString());
  const [type, size] = ['type', 'self_size'].map((name) => meta.node_fields.indexOf(name));
  const data = new Set(${JSON.stringify(DATA)}.map((name) => meta.node_types[0].indexOf(name)));
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += meta.node_fields.length) if (data.has(nodes[at + type])) bytes += nodes[at + size];
  const { rss } = process.memoryUsage();
  await new Promise((done) => setTimeout(done, 2500));
  process.stderr.write('memory ' + JSON.stringify({ bytes, rss }) + '\\n');
});`)}`;

interface Look {
  readonly bytes: number;
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
    NODE_OPTIONS: `--import=${PROBE}`,
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
  console.log(looks.map(({ bytes, rss }) => `${(bytes / 1e6).toFixed(2)} MB of ${(rss / 1e6).toFixed(0)}`).join(', '));
  expect(model.calls).toBeGreaterThan(count);
  expect(((last?.bytes ?? 0) - (first?.bytes ?? 0)) / (EACH * LOOKS)).toBeLessThan(MOST_KEPT);
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
