/**
 * Writes a log as a busy repository would have it: `node scripts/simulate-log.ts FILE [--runs 100000] [--years 2] [--seed 1]`. A hundred thousand runs take
 * some minutes and three gigabytes.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeSimulatedLog } from './bench/simulated-log.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '100000' },
    years: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
  },
});
const [path] = positionals;
if (path === undefined || existsSync(path)) throw new Error('name a file that does not exist yet');
writeSimulatedLog(path, {
  runs: Number(values.runs),
  years: Number(values.years),
  seed: Number(values.seed),
  until: Date.now(),
});
