import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepReport } from '../../../app/action/keep-report.ts';
import { openHistory } from '../../../history/log.ts';
import { temporaryFolder } from '../../history/builders.ts';
import { aRun } from '../../history/records.ts';

function aLog(path: string, label: string): string {
  const log = openHistory(path);
  const { runId } = log.startRun(aRun({ label }));
  log.close();
  return runId;
}

it('tells the log of the job; without a history there is no page', async () => {
  const folder = temporaryFolder();
  expect(await keepReport(join(folder, 'history.db'), folder)).toBeNull();
  aLog(join(folder, 'history.db'), 'this job');
  const page = await keepReport(join(folder, 'history.db'), folder);
  expect(readFileSync(page ?? '', 'utf8')).toContain('this job');
});

it('tells what a store held and what this job added', async () => {
  const folder = temporaryFolder();
  const [replicated, epoch] = [join(folder, 'history.replicated'), '01900000-0000-7000-8000-000000000001'];
  const own = join(replicated, 'runs', epoch);
  mkdirSync(own, { recursive: true });
  aLog(join(replicated, 'view-0123456789ab.db'), 'an earlier job');
  const run = aLog(join(own, 'log.db'), 'this job');
  const session = {
    epoch,
    run,
    store: 'file:///x',
    db: join(own, 'log.db'),
    startedAt: '2026-01-01T00:00:00.000Z',
    schema: 5,
    stream: null,
  };
  writeFileSync(join(own, 'session.json'), JSON.stringify(session));
  const page = readFileSync((await keepReport(join(folder, 'history.db'), folder)) ?? '', 'utf8');
  expect(page).toContain('an earlier job');
  expect(page).toContain('this job');
});

it('that cannot be written is told and fails nothing', async () => {
  const folder = temporaryFolder();
  aLog(join(folder, 'history.db'), 'this job');
  expect(await keepReport(join(folder, 'history.db'), join(folder, 'not', 'there'))).toBeNull();
  expect(existsSync(join(folder, 'not'))).toBe(false);
});
