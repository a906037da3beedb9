/**
 * Writes a log as a busy repository would have it after two years: `node scripts/simulate-log.ts FILE [--runs 100000] [--seed 1]`. A hundred thousand runs take
 * some minutes and three gigabytes.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeSimulatedLog } from './bench/simulated-log.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const [path] = positionals;
if (path === undefined || existsSync(path)) throw new Error('name a file that does not exist yet');
writeSimulatedLog(path, { runs: Number(values.runs), seed: Number(values.seed), until: Date.now() });
