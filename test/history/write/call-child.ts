// A process of its own that asks a model on and on: `node call-child.ts FILE COUNT LABEL`. It says before and after each attempt.
import { openHistory } from '../../../history/log.ts';
import { aStart, anEnd, callsOf } from './calls.ts';

const [path = '', count = '0', label = ''] = process.argv.slice(2);
const log = openHistory(path);
const { recorder, calls } = callsOf(log, { run: { label } });
for (let i = 0; i < Number(count); i += 1) {
  const call = `${label}-${i}`;
  // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
  await calls.started(aStart(call, call));
  process.stdout.write(`began ${call}\n`);
  // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
  await calls.ended(anEnd(call, call));
  process.stdout.write(`ended ${call}\n`);
}
recorder.finish('finished', null);
log.close();
