/**
 * What a start on an empty disk costs by the age of a history, without archives and with them: `node scripts/bench/start-by-age.ts FOLDER [--runs 2500] [--years 1,4,16]
 * [--rounds 3]`, with so many runs a year. CPU of this process and of Litestream, a `file://` store.
 */
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { adoptBase } from '../../history/replica/adopt-base.ts';
import { foldTails } from '../../history/replica/fold.ts';
import { LITESTREAM_VERSION } from '../../history/replica/litestream-binary.ts';
import { openStore } from '../../history/replica/open-store.ts';
import { restoreEpoch } from '../../history/replica/restore-epoch.ts';
import type { ReplicaTools } from '../../history/replica/run-replica.ts';
import { changeManifest, readManifest } from '../../history/replica/head.ts';
import { fold } from '../../history/replica/manifest.ts';
import { uploadEpoch } from '../../history/replica/upload-epoch.ts';
import { newId } from '../../history/ids.ts';
import { openHistory } from '../../history/log.ts';
import { requireSound } from '../../history/file/open.ts';
import { MIGRATIONS } from '../../history/schema/migrations.ts';
import { toolPath } from '../../test/support/go-tools.ts';
import { writeSimulatedLog } from './simulated-log.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '2500' },
    years: { type: 'string', default: '1,4,16' },
    rounds: { type: 'string', default: '3' },
  },
});
const [folder] = positionals;
const command = toolPath('litestream');
if (folder === undefined || command === null) throw new Error('name a folder; `npm run test:tools` builds Litestream');

for (const years of values.years.split(',').map(Number)) await measure(folder, years, command);

async function measure(place: string, years: number, litestream: string): Promise<void> {
  const own = join(place, `years-${years}`);
  mkdirSync(own, { recursive: true });
  const store = openStore(
    { url: `file://${join(own, 'store')}`, region: null, endpoint: null, encryption: null },
    { host: 'github.com', repositoryId: '1' },
  );
  const environment = { PATH: process.env['PATH'] ?? '', HOME: own };
  const tools = {
    store,
    tool: { command: litestream, version: LITESTREAM_VERSION, environment },
    now: () => new Date(),
  };
  const log = join(own, 'log.db');
  writeSimulatedLog(log, { runs: years * Number(values.runs), years, seed: 1, until: Date.now() });
  // The manifest comes before the first epoch.
  await changeManifest(store, (manifest) => manifest, tools);
  const epoch = newId();
  const uploaded = await uploadEpoch(tools, { path: log, epoch, folder: own });
  const base = { epoch, schema: MIGRATIONS.length, foldedAt: new Date().toISOString(), ...uploaded };
  await changeManifest(store, fold(base, []), tools);
  await tell(tools, own, `${years} years, one base`);
  for (let archived = 1; archived > 0;) {
    const folded = await foldTails(tools, { atLeast: 0, archiving: { retention: { days: null, megabytes: null } } });
    if (folded.kind !== 'folded') throw new Error(folded.kind);
    archived = folded.archived;
  }
  await tell(tools, own, `${years} years, ${(await readManifest(store))?.archives?.length ?? 0} archives`);
  store.close();
  rmSync(own, { recursive: true, force: true });
}

/** Medians: restored and checked by SQLite alone; until it is the view; a first question; and how large it is. */
async function tell(tools: ReplicaTools, own: string, name: string): Promise<void> {
  const base = (await readManifest(tools.store))?.base;
  if (base === undefined || base === null) throw new Error('there is no base');
  const rounds: { restored: number; adopted: number; asked: number; bytes: number; runs: number }[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const path = join(own, `view-${round}.db`);
    const before = cpu();
    await restoreEpoch({ ...tools, epoch: base.epoch, output: path, unchecked: true });
    requireSound(path);
    const restored = cpu() - before;
    const bytes = statSync(path).size;
    remove(path);
    const began = cpu();
    const refused = await adoptBase({ ...tools, path, deadline: Infinity });
    if (refused !== null) throw new Error(refused);
    const adopted = cpu() - began;
    const view = openHistory(path);
    const start = cpu();
    view.past.outcomeExamples('trusted');
    view.past.findings('trusted');
    const asked = cpu() - start;
    rounds.push({ restored, adopted, asked, bytes, runs: view.countRuns() });
    view.close();
    remove(path);
  }
  const median = (key: 'restored' | 'adopted' | 'asked') =>
    rounds.map((round) => round[key]).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
  const [{ bytes, runs } = { bytes: 0, runs: 0 }] = rounds;
  const seconds = (key: 'restored' | 'adopted' | 'asked') => `${median(key).toFixed(2)} s`;
  console.log(
    `${name}: ${runs} runs, ${(bytes / 1024 / 1024).toFixed(0)} MB; restore and quick_check ${seconds('restored')}; the view ${seconds('adopted')}; the past ${seconds('asked')}`,
  );
}

/** A database and what SQLite puts beside it. */
function remove(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
}

/** Of this process, and of the children that it waited for, in seconds. */
function cpu(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6 + childrenCpu();
}

/** Of children that ended, by the system (Linux), in hundredths of a second. */
function childrenCpu(): number {
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) / 100;
}
