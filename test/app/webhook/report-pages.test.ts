import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { createReportPages, writeByProgram } from '../../../app/webhook/report-pages.ts';
import { openHistory } from '../../../history/log.ts';
import { temporaryFolder } from '../../history/builders.ts';
import { aRun } from '../../history/records.ts';

const PROGRAM = new URL('../../../app/cli/docket.mjs', import.meta.url).pathname;

function aLog(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const log = openHistory(path);
  log.startRun(aRun({ label: 'acme/shop#7' })).finish('finished', null);
  log.close();
}

function world() {
  const folder = temporaryFolder();
  const [history, pages] = [join(folder, 'history'), join(folder, 'reports')];
  const written: string[] = [];
  let [now, active, most] = [Date.now(), 0, 0];
  const reports = createReportPages({
    history,
    folder: pages,
    now: () => now,
    write: async (log, file) => {
      most = Math.max(most, (active += 1));
      await Promise.resolve();
      writeFileSync(file, `page of ${log.slice(history.length + 1)}`);
      written.push(log);
      active -= 1;
    },
  });
  return { history, pages, reports, written, mostAtOnce: () => most, wait: (ms: number) => void (now += ms) };
}

it('makes a page when somebody looks, one at a time, and keeps it for a while', async () => {
  const { history, reports, written, mostAtOnce, wait } = world();
  for (const number of [1, 2]) aLog(join(history, `${number}.db`));
  expect(await Promise.all([1, 2, 1].map((number) => reports.page(number)))).toEqual([
    'page of 1.db',
    'page of 2.db',
    'page of 1.db',
  ]);
  expect([written.length, mostAtOnce()]).toEqual([2, 1]);
  wait(11 * 60_000);
  await reports.page(1);
  expect(written).toHaveLength(3);
});

it('knows nothing of repositories without a log, and reads the view of a store where it is newer', async () => {
  const { history, reports } = world();
  expect(await reports.page(1)).toBeNull();
  aLog(join(history, '1.db'));
  utimesSync(join(history, '1.db'), 1000, 1000);
  aLog(join(history, '1.replicated', 'view-0123456789ab.db'));
  expect(await reports.page(1)).toBe('page of 1.replicated/view-0123456789ab.db');
});

it('has the program make it, without our environment, and says why it could not', async () => {
  const folder = temporaryFolder();
  aLog(join(folder, '1.db'));
  const write = writeByProgram(PROGRAM);
  await write(join(folder, '1.db'), join(folder, '1.html'));
  expect(readFileSync(join(folder, '1.html'), 'utf8')).toContain('acme/shop#7');
  await expect(write(join(folder, '2.db'), join(folder, '2.html'))).rejects.toThrow(/report could not be made/);
});
