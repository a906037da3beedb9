// A process of its own that opens new files at the same moment as another one: `node create-child.ts FOLDER COUNT`.
import { appendFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openHistory } from '../../../history/log.ts';

const PROCESSES = 2;
const [folder = '', count = '0'] = process.argv.slice(2);
for (let i = 0; i < Number(count); i += 1) {
  const meeting = join(folder, `${i}.meeting`);
  appendFileSync(meeting, 'x');
  while (statSync(meeting).size < PROCESSES);
  openHistory(join(folder, `${i}.db`)).close();
}
