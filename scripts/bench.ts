import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { benchCoordinator } from './bench/coordinator.ts';
import { benchDiff } from './bench/diff.ts';
import { benchEvaluation } from './bench/evaluation.ts';
import { benchEvidencePack } from './bench/evidence-pack.ts';
import { benchFleet } from './bench/fleet.ts';
import { benchFleetStores } from './bench/fleet-stores.ts';
import { benchHistory } from './bench/history.ts';
import { benchOrchestration } from './bench/orchestration.ts';
import { benchProgram } from './bench/program.ts';
import { benchPromptCost } from './bench/prompt-cost.ts';
import { benchReplica } from './bench/replica.ts';
import { benchReport } from './bench/report.ts';
import type { BenchResult } from './bench/result.ts';

// Measures what docs/performance.md shows. `npm run bench` prints it; `npm run bench -- --write` also puts it into the document; `npm run bench -- fleet`
// measures one part, here what docs/scale.md shows.
const DOCUMENT = new URL('../docs/performance.md', import.meta.url);
const [BEGIN, END] = ['<!-- measured -->', '<!-- end -->'];

const only = process.argv.slice(2).find((word) => !word.startsWith('--'));
const results: BenchResult[] = [];
for (const bench of [
  benchProgram,
  benchDiff,
  benchCoordinator,
  benchHistory,
  benchReport,
  benchFleetStores,
  benchEvaluation,
  benchReplica,
  benchPromptCost,
  benchEvidencePack,
  benchOrchestration,
  benchFleet,
]) {
  if (only !== undefined && bench.name.toLowerCase() !== `bench${only}`) continue;
  process.stderr.write(`${bench.name} ...\n`);
  results.push(...(await bench()));
}

const machine = `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${new Date().toISOString().slice(0, 10)}`;
const shown = (value: number) =>
  Math.abs(value) < 100 ? value.toFixed(value % 1 === 0 ? 0 : 2) : Math.round(value).toLocaleString('en');
const table = [
  `Measured on ${machine}.`,
  '',
  '| what | value | aim |',
  '|---|---:|---|',
  ...results.map(({ name, value, unit, aim }) => `| ${name} | ${shown(value)} ${unit} | ${aim ?? ''} |`),
].join('\n');
process.stdout.write(`${table}\n`);

if (process.argv.includes('--write') && only === undefined) {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/performance.md lacks ${BEGIN} ... ${END}`);
  writeFileSync(DOCUMENT, `${before}${BEGIN}\n${table}\n${END}${after}`);
}
