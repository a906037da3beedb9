import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { coordinate } from '../../coordinator/coordinate.ts';
import { gatherSources } from '../../app/analyse/gather-sources.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { policyOf } from '../../app/plan.ts';
import { openChange } from '../../app/analyse/open-change.ts';
import { BUILT_IN_REVIEWERS } from '../../reviewers/index.ts';
import { runReviewers } from '../../reviewers/runner/run-reviewers.ts';
import { writeProgram } from '../package/write-program.ts';
import { benchBeside, cpuOf } from './beside.ts';
import { bigChange, smallChange } from './changes/big-change.ts';
import { mixedChange } from './changes/mixed-change.ts';
import { type ProcessCost, runProcess } from './process-tree.ts';
import { firstLineMs } from './action.ts';
import type { BenchResult } from './result.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROUNDS = 7;

/** As the package ships it: start, a one-file review, and a 100-file, 5,000-line review: the whole program, each time in a process of its own. */
export async function benchProgram(): Promise<BenchResult[]> {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache', 'bench-'));
  const small = smallChange();
  const big = bigChange();
  const huge = bigChange(1000);
  try {
    const entry = await writeProgram(ROOT, folder);
    const version = await rounds([entry, '--version'], small.path, false);
    const one = await rounds([entry, 'review', 'HEAD~1..HEAD'], small.path, false);
    const large = await rounds([entry, 'review', 'HEAD~1..HEAD'], big.path, true);
    return [
      { name: 'start: docket --version', value: median(version), unit: 'ms', aim: 'under 60' },
      { name: 'review of one file', value: median(one), unit: 'ms', aim: 'under 350' },
      { name: 'review of 100 files, 5,000 lines', value: median(large), unit: 'ms', aim: 'under 1200' },
      { name: 'the same: memory of all its processes', value: peak(large), unit: 'MB', aim: 'under 500' },
      {
        name: "the Action: its first line in the job's log",
        value: await firstLineMs(),
        unit: 'ms',
        aim: 'under 2000',
      },
      ...benchBeside(entry, small.path, 'one file'),
      ...benchBeside(entry, big.path, '100 files'),
      {
        name: 'review of 1,000 files, 50,000 lines: CPU',
        value: cpuOf({ name: 'docket', command: process.execPath, args: [entry, 'review', 'HEAD~1..HEAD'] }, huge.path),
        unit: 'ms',
      },
      ...benchMixed(entry),
      ...(await stages(big.path)),
    ];
  } finally {
    small.remove();
    big.remove();
    huge.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Fourteen languages, 50 changed lines a file: edited, new, and twice as many. Medians of the time on the processor, taken in turn. */
function benchMixed(entry: string): BenchResult[] {
  const changes = [mixedChange(100, 2500), mixedChange(200, 2500), mixedChange(100, 0)];
  const args = [entry, 'review', 'HEAD~1..HEAD', '--offline', '--accept', '**'];
  try {
    // What was compiled is kept from the first run on.
    for (const { path } of changes) cpuOf({ name: 'docket', command: process.execPath, args }, path);
    const costs = Array.from({ length: ROUNDS }, () =>
      changes.map(({ path }) => cpuOf({ name: 'docket', command: process.execPath, args }, path)),
    );
    const [edited = 0, twice = 0, fresh = 0] = changes.map(
      (_, index) => costs.map((round) => round[index] ?? 0).toSorted((a, b) => a - b)[ROUNDS >> 1],
    );
    return [
      {
        name: '100 files of 14 languages edited in 2,500, 5,320 lines: CPU',
        value: edited,
        unit: 'ms',
        aim: 'under 3000',
      },
      { name: '100 new files of 14 languages, 5,900 lines: CPU', value: fresh, unit: 'ms', aim: 'under 3000' },
      { name: '200 files edited against 100', value: twice / edited, unit: 'times', aim: 'at most 2' },
    ];
  } finally {
    for (const change of changes) change.remove();
  }
}

async function rounds(args: readonly string[], cwd: string, sample: boolean): Promise<ProcessCost[]> {
  const costs: ProcessCost[] = [];
  // The first round fills the compile cache and the page cache.
  for (let round = 0; round <= ROUNDS; round++) {
    const cost = await runProcess(args, cwd, sample);
    if (cost.code !== 0) throw new Error(`${args.join(' ')} ended with ${cost.code}`);
    if (round > 0) costs.push(cost);
  }
  return costs;
}

const median = (costs: readonly ProcessCost[]) =>
  Math.round(costs.map(({ ms }) => ms).toSorted((a, b) => a - b)[costs.length >> 1] ?? 0);
const peak = (costs: readonly ProcessCost[]) => Math.round(Math.max(...costs.map(({ peakMb }) => peakMb ?? 0)));

/** The large review once more in this process, stage by stage. */
async function stages(cwd: string): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  const timed = async <T>(stage: string, work: () => Promise<T> | T): Promise<T> => {
    const start = performance.now();
    const value = await work();
    results.push({ name: `100 files: ${stage}`, value: Math.round(performance.now() - start), unit: 'ms' });
    return value;
  };
  const request = {
    cwd,
    environment: { HOME: cwd, PATH: process.env['PATH'] },
    range: 'HEAD~1..HEAD',
    readStdin: async () => new Uint8Array(),
  };
  const place = await timed('open the repository, read the configuration', () => openWorkspace(request));
  const change = await timed('diff and read the tree', () => openChange(place));
  try {
    const { forge, pool } = change;
    const { config } = place.effective;
    const changeSet = await timed('change set: contents, secrets, noise, tier', () => forge.changeSet(config));
    const signal = new AbortController().signal;
    const { contents, inspection } = forge;
    const reports = await timed('all reviewers, at once', () =>
      runReviewers({
        reviewers: BUILT_IN_REVIEWERS,
        changeSet,
        contents,
        inspection,
        pool,
        required: () => true,
        signal,
      }),
    );
    const sources = await timed('gather the cited sources', () => gatherSources(contents, reports));
    const policy = policyOf(config);
    await timed('coordinate', () => coordinate({ changeSet, sources, reports, policy }));
    return results;
  } finally {
    await change.close();
    await place.close();
  }
}
