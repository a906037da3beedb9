import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { removeLeftByKilled } from './left-by-killed.ts';
import { killProcessesOf, leftProcessesOf } from './processes.ts';

// Each test file has a temporary folder of its own, and leaves neither a file nor a process there.

const run = process.env['DOCKET_TEST_PLACE'];
if (run === undefined) throw new Error('the global set-up has not made the folder of this run');
const place = mkdtempSync(join(run, 'f-'));
process.env['TMPDIR'] = place;

afterAll(async () => {
  const processes = (await leftProcessesOf(place)).map(
    ({ pid, command }) => `process ${pid}: ${command.slice(0, 300)}`,
  );
  killProcessesOf(place);
  removeLeftByKilled(place);
  const files = readdirSync(place).map((name) => `file: ${join(place, name)}`);
  rmSync(place, { recursive: true, force: true });
  const left = [...processes, ...files];
  if (left.length > 0) throw new Error(`this test file left something behind:\n${left.join('\n')}`);
});
