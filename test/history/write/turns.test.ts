import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { Turns } from '../../../history/write/turns.ts';
import { isAlive, ownMark } from '../../../processes/process-mark.ts';
import { endWithTest } from '../../support/end-with-test.ts';
import { temporaryFolder } from '../builders.ts';
import { anEnd, aResponse, aStart, callsOf, digestFor } from './calls.ts';

const QUESTION = '5'.repeat(64);
/** What is waited for so long hangs: far longer than a busy machine needs for a look. */
const LONG_MS = 1_200_000;

const turnsOf = (run: string, { folder, trust = 'local' }: { folder: string; trust?: 'local' | 'fork' }) =>
  new Turns({ shared: join(folder, 'history.db'), run, log: join(folder, `${run}.db`), trust });

/** What a run of that process left beside the history. */
function leave(folder: string, process: ReturnType<typeof ownMark>): void {
  const asking = join(folder, 'history.db.asking');
  mkdirSync(asking, { recursive: true });
  const note = { id: 'x', run: 'other', log: join(folder, 'other.db'), process };
  writeFileSync(join(asking, `local-${QUESTION}`), JSON.stringify(note));
}

/** The mark of a process that has ended. */
async function ended() {
  const child = endWithTest(spawn('sleep', ['60']));
  const mark = { ...ownMark(), pid: child.pid ?? 1 };
  child.kill('SIGKILL');
  await new Promise((done) => child.once('close', done));
  return mark;
}

const took = async <T>(work: Promise<T>): Promise<{ readonly value: T; readonly ms: number }> => {
  const began = performance.now();
  return { value: await work, ms: performance.now() - began };
};

describe('a turn', () => {
  it('is waited for until who has it ends it', async () => {
    const folder = temporaryFolder();
    const [one, other] = [turnsOf('one', { folder }), turnsOf('other', { folder })];
    const first = await one.take(QUESTION, LONG_MS);
    let isTaken = false;
    const second = other.take(QUESTION, LONG_MS).then((turn) => {
      isTaken = true;
      return turn;
    });
    await sleep(600);
    expect([first.id === null, isTaken]).toEqual([false, false]);
    await one.end(first.id ?? '');
    expect(await second).toMatchObject({ id: expect.any(String), waitedFor: [join(folder, 'one.db')] });
    for (const turns of [one, other]) await turns.endAll();
    expect(readdirSync(join(folder, 'history.db.asking'))).toEqual([]);
  });

  it.each([
    ['another question', (folder: string) => turnsOf('other', { folder }).take('6'.repeat(64), LONG_MS)],
    ['another trust domain', (folder: string) => turnsOf('other', { folder, trust: 'fork' }).take(QUESTION, LONG_MS)],
  ])('is nothing to %s', async (_, take) => {
    const folder = temporaryFolder();
    await turnsOf('one', { folder }).take(QUESTION, LONG_MS);
    expect(await take(folder)).toMatchObject({ id: expect.any(String), waitedFor: [] });
  });

  it('is waited for no longer than said, and then not a second time of the same run', async () => {
    const folder = temporaryFolder();
    const [one, other] = [turnsOf('one', { folder }), turnsOf('other', { folder })];
    await one.take(QUESTION, LONG_MS);
    await one.take('7'.repeat(64), LONG_MS);
    const first = await took(other.take(QUESTION, 500));
    expect(first.value.id).toBeNull();
    expect(first.ms).toBeGreaterThan(450);
    const second = await took(other.take('7'.repeat(64), LONG_MS));
    expect(second.value.id).toBeNull();
    expect(second.ms).toBeLessThan(LONG_MS / 2);
  });

  it.each([
    ['a process that ended', ended],
    ['a process of another machine', async () => ({ ...ownMark(), host: 'elsewhere' })],
    ['a process of another container', async () => ({ ...ownMark(), space: 'pid:[1]' })],
    ['an earlier process of the same number', async () => ({ ...ownMark(), began: '1' })],
  ])('is never waited for where it belongs to %s', async (_, markOf) => {
    const folder = temporaryFolder();
    const mark = await markOf();
    const turns = turnsOf('one', { folder });
    await turns.take('8'.repeat(64), 0);
    await turns.endAll();
    leave(folder, mark);
    const { value, ms } = await took(turns.take(QUESTION, LONG_MS));
    expect(value).toMatchObject({ id: expect.any(String), waitedFor: [join(folder, 'other.db')] });
    expect(ms).toBeLessThan(LONG_MS / 2);
    // What is left by others is cleared when a run asks for the first time.
    leave(folder, mark);
    await turnsOf('two', { folder }).take('9'.repeat(64), 0);
    expect(readdirSync(join(folder, 'history.db.asking'))).toHaveLength(1);
  });

  it('is not waited for where nothing can be written', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'history.db.asking'), 'no folder');
    expect(await turnsOf('one', { folder }).take(QUESTION, LONG_MS)).toEqual({ id: null, waitedFor: [] });
  });

  it('is not waited for where a pipe or a folder stands in the place of a note', async () => {
    for (const put of [(path: string) => execFileSync('mkfifo', [path]), mkdirSync]) {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'history.db.asking'));
      put(join(folder, 'history.db.asking', `local-${QUESTION}`));
      expect(await turnsOf('one', { folder }).take(QUESTION, LONG_MS)).toEqual({ id: null, waitedFor: [] });
    }
  });

  it('knows that this process lives', () => {
    expect(isAlive(ownMark())).toBe(true);
  });
});

describe('an answer that another run is paid for meanwhile', () => {
  it('is found in the log that both write, or in the one that the other writes', async () => {
    for (const isApart of [false, true]) {
      const folder = temporaryFolder();
      const shared = join(folder, 'history.db');
      const [one, other] = [openHistory(shared), openHistory(shared)];
      const own = openHistory(join(folder, 'one.db'));
      if (isApart) one.writeTo(own, { firstRun: null, settle: async () => null });
      const [asks, waits] = [callsOf(one).calls, callsOf(other).calls];
      const turn = await asks.takeTurn(digestFor('q'), { mostMs: LONG_MS });
      const waiting = waits.takeTurn(digestFor('q'), { mostMs: LONG_MS });
      await asks.started(aStart('c', 'q'));
      await asks.ended(anEnd('c', 'a'));
      await asks.endTurn(turn.id ?? '');
      await waiting;
      expect((await waits.recall(digestFor('q'), { step: 'security' }))?.response).toEqual(aResponse('a'));
      for (const log of [own, one, other]) log.close();
      rmSync(folder, { recursive: true });
    }
  });
});
