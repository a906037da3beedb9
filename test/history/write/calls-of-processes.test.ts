import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { runs } from '../../support/soak.ts';
import { rawConnection, temporaryFolder } from '../builders.ts';
import { aResponse, aStart, anEnd, callsOf, digestFor } from './calls.ts';
import { endWithTest } from '../../support/end-with-test.ts';

const CHILD = new URL('call-child.ts', import.meta.url).pathname;
const COST = 300;
const RESERVED = 900;

const start = (path: string, count: number, label: string) =>
  endWithTest(spawn(process.execPath, [CHILD, path, String(count), label], { stdio: ['ignore', 'pipe', 'inherit'] }));

it('two processes record calls into one file at once, and each attempt counts once', async () => {
  const path = join(temporaryFolder(), 'history.db');
  const count = runs(40, 1000);
  const children = ['one', 'two'].map((label) => start(path, count, label));
  const codes = children.map(async (child) => {
    child.stdout.resume();
    const [code] = await once(child, 'exit');
    return code as number;
  });
  expect(await Promise.all(codes)).toEqual([0, 0]);

  const log = openHistory(path);
  const { calls } = callsOf(log, { run: { label: 'one' } });

  const { run, pullRequest, month } = await calls.spent();
  expect([run.microUsd, pullRequest.microUsd, month.microUsd]).toEqual([0, count * COST, 2 * count * COST]);
  expect((await calls.recall(digestFor(`two-${count - 1}`), { step: 's' }))?.response).toEqual(
    aResponse(`two-${count - 1}`),
  );
  log.close();
});

it('a process that is killed in the middle leaves what it said: an answer is never asked for again, a reservation counts', async () => {
  for (let round = 0; round < runs(3, 60); round += 1) {
    const path = join(temporaryFolder(), 'history.db');
    const child = start(path, 1_000_000, 'killed');
    const said = { began: 0, ended: 0 };
    let rest = '';
    for await (const piece of child.stdout) {
      const lines = `${rest}${String(piece)}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) said[line.startsWith('began') ? 'began' : 'ended'] += 1;
      // Odd rounds stop in the middle of an attempt, as far as one can tell from outside.
      if (said.began > 5 + round && (round % 2 === 0 || said.began > said.ended)) break;
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    const rows = rawConnection(path)
      .prepare("SELECT sum(state = 'started') AS began, sum(state = 'ok') AS ended FROM model_calls")
      .get() as typeof said;

    const log = openHistory(path);
    const { calls } = callsOf(log, { run: { label: 'killed' } });
    const before = await calls.spent();
    const recalled: boolean[] = [];
    for (let i = 0; i <= rows.began; i += 1) {
      const text = `killed-${i}`;
      const known = await calls.recall(digestFor(text), { step: 's' });
      recalled.push(known !== null);
      if (known !== null || i === rows.began) continue;
      await calls.started(aStart(text, text));
      await calls.ended(anEnd(text, text));
    }
    const after = await calls.spent();

    // What it said to have written is there; at most what it was just writing is there beyond that.
    expect(rows.began).toBeGreaterThanOrEqual(said.began);
    expect(rows.ended).toBeGreaterThanOrEqual(said.ended);
    expect(recalled.filter(Boolean)).toHaveLength(rows.ended);
    const lost = rows.began - rows.ended;
    expect(before.pullRequest.microUsd).toBe(rows.ended * COST + lost * RESERVED);
    expect(after.run.microUsd).toBe(lost * COST);
    expect(after.month.microUsd).toBe(before.month.microUsd + lost * COST);
    log.close();
  }
});

it('an attempt that was under way when its process was killed is made again, and both are paid for', async () => {
  const path = join(temporaryFolder(), 'history.db');
  const script = `
    const { openHistory } = await import(${JSON.stringify(new URL('../../../history/log.ts', import.meta.url).href)});
    const { aStart, callsOf } = await import(${JSON.stringify(new URL('calls.ts', import.meta.url).href)});
    await callsOf(openHistory(${JSON.stringify(path)})).calls.started(aStart('c', 'q'));
    console.log('began');
    setInterval(() => {}, 1000);`;
  const child = endWithTest(
    spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const log = openHistory(path);
  const { calls } = callsOf(log);
  const before = await calls.spent();
  const recalled = await calls.recall(digestFor('q'), { step: 's' });
  await calls.started(aStart('c', 'q'));
  await calls.ended(anEnd('c', 'a'));

  expect(recalled).toBeNull();
  expect(before.pullRequest.microUsd).toBe(RESERVED);
  expect(before.pullRequest.tokens).toBeGreaterThan(1000);
  expect((await calls.spent()).pullRequest.microUsd).toBe(RESERVED + COST);
  log.close();
});
