import { CopyObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openHistory } from '../../history/log.ts';
import { foldTails } from '../../history/replica/fold.ts';
import { litestreamEnvironment } from '../../history/replica/litestream-environment.ts';
import { LITESTREAM_VERSION } from '../../history/replica/litestream-binary.ts';
import { openStore } from '../../history/replica/open-store.ts';
import { announceReplica, beginReplica, commitReplica, streamReplica } from '../../history/replica/run-replica.ts';
import { runProcess } from '../../processes/run-process.ts';
import { missingTools, toolPath, TOOLS_FOLDER } from '../../test/support/go-tools.ts';
import { startVersityGateway, type StoreServer } from '../../test/support/store-servers.ts';
import { writeProgram } from '../package/write-program.ts';
import type { BenchResult } from './result.ts';
import { writeSimulatedLog } from './simulated-log.ts';

const STORES = 100;
const RUNS = 1000;
const HANG_MS = 30 * 60_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Within the checkout, where it finds the packages with native parts. */
const PROGRAM = join(ROOT, 'build/measured-fleet');
/** Node's own and our children's, from the kernel's account of processes that were waited for. */
const CLOCK_TICK_MS = 10;
const CHILD_TIMES = [15, 16] as const;

/** One question over a hundred histories of a thousand runs in a real S3 server: on an empty disk, and again. Needs 3 GB of temporary disk. */
export async function benchFleetStores(): Promise<BenchResult[]> {
  const missing = missingTools('litestream', 'versitygw');
  if (missing !== null) {
    process.stderr.write(`not measured: ${missing}\n`);
    return [];
  }
  const server = await startVersityGateway();
  const folder = mkdtempSync(join(tmpdir(), 'docket-bench-fleet-'));
  Object.assign(process.env, server.credentials);
  try {
    await fillStores(server, folder);
    const of = `${STORES} histories of ${RUNS.toLocaleString('en')} runs`;
    const program = await writeProgram(ROOT, PROGRAM);
    const [first, again] = [await ask(server, folder, program), await ask(server, folder, program)];
    return [
      { name: `fleet: ${of}, on an empty disk`, value: first.seconds, unit: 's', aim: 'under 60' },
      { name: `fleet: ${of}, on an empty disk, CPU`, value: first.cpuSeconds, unit: 's' },
      { name: `fleet: ${of}, most memory of one process`, value: first.mostMb, unit: 'MB' },
      { name: `fleet: ${of}, the next question`, value: again.seconds * 1000, unit: 'ms', aim: 'under 300' },
      { name: `fleet: ${of}, the next question, CPU`, value: again.cpuSeconds * 1000, unit: 'ms' },
      { name: 'fleet: processes that wanted a core meanwhile', value: loadavg()[0] ?? 0, unit: '' },
    ];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One history is written and folded; the others are copies of it made by the server. */
async function fillStores(server: StoreServer, folder: string): Promise<void> {
  const { bucket, endpoint } = server;
  const settings = { url: `s3://${bucket}/fleet`, region: 'us-east-1', endpoint, encryption: null };
  const store = openStore(settings, { host: 'github.com', repositoryId: '1' });
  const environment = litestreamEnvironment({ ...process.env, ...server.credentials }, {});
  const tools = {
    store,
    tool: { command: toolPath('litestream') ?? '', version: LITESTREAM_VERSION, environment },
    now: () => new Date(),
  };
  const own = join(folder, 'own');
  mkdirSync(own);
  const simulated = join(folder, 'simulated.db');
  writeSimulatedLog(simulated, { runs: RUNS, seed: 1, until: Date.UTC(2026, 10, 1) });
  const begun = await beginReplica(tools, own);
  await announceReplica(tools, begun);
  const streaming = await streamReplica(tools, own, begun);
  const log = openHistory(streaming.db);
  log.merge(simulated);
  log.close();
  await commitReplica(tools, own, streaming, { timeoutMs: HANG_MS });
  await foldTails(tools, { atLeast: 1 });
  const client = new S3Client({ region: 'us-east-1', endpoint, forcePathStyle: true });
  const { Contents = [] } = await client.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: 'fleet/github.com/1/' }),
  );
  for (let id = 2; id <= STORES; id += 1) {
    for (const { Key: key = '' } of Contents) {
      const copy = key.replace('/github.com/1/', `/github.com/${id}/`);
      await client.send(new CopyObjectCommand({ Bucket: bucket, CopySource: `${bucket}/${key}`, Key: copy }));
    }
  }
  client.destroy();
  const repositories = Object.fromEntries(
    Array.from({ length: STORES }, (_, at) => [`acme/r${at + 1}`, `github.com/${at + 1}`]),
  );
  const place = { store: settings.url, region: 'us-east-1', endpoint, repositories };
  writeFileSync(join(folder, 'stores.json'), JSON.stringify({ stores: [place] }));
}

/** The program as the operator starts it. */
async function ask(server: StoreServer, folder: string, program: string) {
  const before = childCpuSeconds();
  const began = performance.now();
  const args = ['fleet', 'stats', '--stores', join(folder, 'stores.json'), '--cache', join(folder, 'cache'), '--json'];
  let mostKb = 0;
  const { code, stderr } = await runProcess(process.execPath, [program, ...args], {
    env: { ...server.credentials, PATH: `${TOOLS_FOLDER}:${process.env['PATH'] ?? ''}`, HOME: folder, TMPDIR: folder },
    timeoutMs: HANG_MS,
    onlooker: (pid) => {
      const timer = setInterval(() => void (mostKb = Math.max(mostKb, peakKb(pid))), 20);
      return () => clearInterval(timer);
    },
  });
  if (code !== 0) throw new Error(`docket fleet ended with ${code}: ${stderr}`);
  const seconds = (performance.now() - began) / 1000;
  return { seconds, cpuSeconds: childCpuSeconds() - before, mostMb: mostKb / 1024 };
}

/** The highest that the memory of a process has been; 0 where it is gone. */
function peakKb(pid: number): number {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function childCpuSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  const ticks = CHILD_TIMES.reduce((sum, field) => sum + Number(fields[field - 2]), 0);
  return (ticks * CLOCK_TICK_MS) / 1000;
}
