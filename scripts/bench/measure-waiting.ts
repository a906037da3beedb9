/**
 * What reviews hold while their models think: `node scripts/bench/measure-waiting.ts [--runs N] [--installations N]` begins so many reviews of a small
 * change, for so many installations by turns, all asking a model that never answers, lets them rest, and prints what their processes take (PSS: what is shared counts once).
 */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type * as Processes from '../../app/analyse/analysis-processes.ts';
import type { Analysis } from '../../app/analyse/analysis.ts';
import type { AnalysisProgress } from '../../app/analyse/progress-event.ts';
import type * as Sources from '../../app/analyse/source-of-job.ts';
import { RUNS_A_PROCESS } from '../../app/webhook/limits/memory-seats.ts';
import { asksModels } from '../../app/pull-request/working-analysis.ts';
import type * as Places from '../../app/workspace.ts';
import { MemoryJournal } from '../../test/support/memory-journal.ts';
import { bundle, COMMAND_LINE_PROGRAMS, LOADED_BY_NAME } from '../action/bundle.ts';
import { GitRepository } from '../../test/support/git-repository.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '8' },
    installations: { type: 'string', default: '1' },
    rest: { type: 'string', default: '6' },
  },
});
// As it is shipped: bundled, without the types that would be stripped at each start.
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MEASURED = ['app/analyse/analysis-processes.ts', 'app/analyse/source-of-job.ts', 'app/workspace.ts'];
const folder = join(ROOT, 'build/measured');
const { files } = await bundle(ROOT, [...COMMAND_LINE_PROGRAMS, ...MEASURED], LOADED_BY_NAME);
for (const [path, text] of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const load = async (path: string): Promise<unknown> => import(join(folder, path));
const { createAnalysisProcesses } = (await load('app/analyse/analysis-processes.js')) as typeof Processes;
const { jobSourceOf } = (await load('app/analyse/source-of-job.js')) as typeof Sources;
const { openWorkspace } = (await load('app/workspace.js')) as typeof Places;

const AT_ONCE = 2;

const home = mkdtempSync(join(tmpdir(), 'docket-waiting-'));
let asked = 0;
const silent = createServer(() => void (asked += 1)).listen(0, '127.0.0.1');
await once(silent, 'listening');
const { port } = silent.address() as AddressInfo;

const repository = new GitRepository();
repository.commit('base', { 'src/a.js': 'export const a = 1;\n', 'tool.py': 'x = 1\n' });
repository.git('checkout', '--quiet', '-b', 'topic');
repository.commit('change', {
  'src/a.js': 'export const a = 1;\nexport const run = (text) => eval(text);\n',
  'tool.py': 'import os\nx = 1\nos.system(x)\n',
});

const config = join(home, 'config.yml');
const patience = 'timeouts: { call: 3600, silence: 3600, progress: 3600 }';
writeFileSync(
  config,
  [
    `providers: { silent: { kind: openai-compatible, baseUrl: 'http://127.0.0.1:${port}/v1', ${patience} } }`,
    'models: { standard: silent/one }',
    'capabilities: { silent/one: { contextTokens: 65536 } }',
  ].join('\n'),
);
const stop = new AbortController();
const source = jobSourceOf({ kind: 'range', range: 'main..topic' });
const place = await openWorkspace({
  cwd: repository.path,
  environment: { HOME: home },
  range: 'main..topic',
  configFile: config,
  readStdin: async () => new Uint8Array(),
});
const processes = createAnalysisProcesses(RUNS_A_PROCESS);
const opened: Analysis[] = [];
const environment = { PATH: process.env['PATH'] ?? '', HOME: home, NODE_COMPILE_CACHE: join(home, 'compiled') };

async function begin(installation: number): Promise<void> {
  const { config: effective } = place.effective;
  const job = {
    cwd: repository.path,
    source,
    config: effective,
    standing: null,
    recording: null,
    scores: {},
    reviewers: null,
  };
  const journal = new MemoryJournal();
  let waits: () => void = () => undefined;
  const waiting = new Promise<void>((done) => (waits = done));
  const onProgress = (event: AnalysisProgress) => asksModels(event) && waits();
  const analysis = processes
    .of(installation)
    .start(job, { environment, journal: () => journal, onProgress, signal: stop.signal });
  opened.push(analysis);
  await analysis.open();
  // It never answers; what ends it is the end of all.
  analysis.review([]).catch(() => undefined);
  // The next one begins when this one waits: the CPU is limited by cores, not what waits.
  await waiting;
}

/** Every process below one, with what it takes. */
function below(parent: number): { readonly pid: number; readonly command: string; readonly pssMb: number }[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : null;
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields !== undefined) parents.set(Number(name), Number(fields[1]));
  }
  const isBelow = (pid: number): boolean => {
    const up = parents.get(pid);
    return up !== undefined && up > 1 && (up === parent || isBelow(up));
  };
  return [...parents.keys()].filter(isBelow).map((pid) => ({ pid, command: commandOf(pid), pssMb: pssOf(pid) }));
}

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It has ended meanwhile.
    return null;
  }
};

const pssOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1] ?? 0) / 1024;

function commandOf(pid: number): string {
  const args = (read(`/proc/${pid}/cmdline`) ?? '').split('\0');
  return (
    args
      .find((arg) => /\/app\/|\/analysers\/|^cat-file/.test(arg))
      ?.split('/')
      .slice(-2)
      .join('/') ??
    args[0] ??
    ''
  );
}

try {
  const runs = Number(values.runs);
  const began = performance.now();
  let left = runs;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) await begin(left % Number(values.installations));
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  await sleep(Number(values.rest) * 1000);
  const others = below(process.pid).filter(({ command }) => !command.endsWith('esbuild'));
  const kinds = Map.groupBy(others, ({ command }) => command);
  const sum = (list: readonly { readonly pssMb: number }[]) => list.reduce((all, { pssMb }) => all + pssMb, 0);
  for (const [kind, list] of kinds)
    process.stdout.write(`${list.length} × ${kind}: ${(sum(list) / list.length).toFixed(1)} MB each\n`);
  const waiting = [...kinds.values()].flat();
  const each = sum(waiting) / runs;
  process.stdout.write(
    `${runs} runs begun in ${seconds.toFixed(0)} s; ${each.toFixed(1)} MB a waiting run; 200 take ${((each * 200) / 1024).toFixed(2)} GB\n`,
  );
} finally {
  stop.abort(new Error('measured'));
  await Promise.all(opened.map((analysis) => analysis.close()));
  await processes.close();
  await place.close();
  silent.closeAllConnections();
  silent.close();
  repository.remove();
  rmSync(home, { recursive: true, force: true });
}
