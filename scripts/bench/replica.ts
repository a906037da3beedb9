import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type HistoryLog, openHistory } from '../../history/log.ts';
import { foldTails } from '../../history/replica/fold.ts';
import { LITESTREAM_VERSION } from '../../history/replica/litestream-binary.ts';
import { litestreamEnvironment } from '../../history/replica/litestream-environment.ts';
import { openStore } from '../../history/replica/open-store.ts';
import { openReplicatedHistory, type ReplicatedHistory } from '../../history/replica/replicated-history.ts';
import type { ReplicaTools } from '../../history/replica/run-replica.ts';
import { missingTools, toolPath } from '../../test/support/go-tools.ts';
import { startVersityGateway } from '../../test/support/store-servers.ts';
import { run } from './history-records.ts';
import type { BenchResult } from './result.ts';

const SIZES_MB = [1, 10, 100];
const MB = 1024 * 1024;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a history of some size costs a run to begin with and to end with, against a real S3 server on this machine. */
export async function benchReplica(): Promise<BenchResult[]> {
  const missing = missingTools('litestream', 'versitygw');
  if (missing !== null) {
    process.stderr.write(`not measured: ${missing}\n`);
    return [];
  }
  const server = await startVersityGateway();
  const folder = mkdtempSync(join(tmpdir(), 'docket-bench-replica-'));
  Object.assign(process.env, server.credentials);
  const results: BenchResult[] = [bytesOfReview(folder)];
  try {
    for (const size of SIZES_MB) {
      const settings = {
        url: `s3://${server.bucket}/mb-${size}`,
        region: 'us-east-1',
        endpoint: server.endpoint,
        encryption: null,
      };
      const store = openStore(settings, { host: 'github.com', repositoryId: '1' });
      const environment = litestreamEnvironment({ ...process.env, ...server.credentials }, {});
      const tool = { command: toolPath('litestream') ?? '', version: LITESTREAM_VERSION, environment };
      results.push(...(await measure({ store, tool, now: () => new Date() }, join(folder, String(size)), size)));
      store.close();
    }
    return results;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(tools: ReplicaTools, folder: string, size: number): Promise<BenchResult[]> {
  const filler = await open(tools, join(folder, 'filler'));
  fill(filler.own, size);
  await commit(filler);
  await foldTails(tools, { atLeast: 1 });
  const cold = await timed(() => open(tools, join(folder, 'runner')));
  writeReview(cold.value.own);
  await commit(cold.value);
  const before = await stored(tools);
  const warm = await timed(() => open(tools, join(folder, 'runner')));
  writeReview(warm.value.own);
  const end = await timed(() => commit(warm.value));
  const uploaded = (await stored(tools)) - before;
  const of = `history of ${size} MB in the store`;
  return [
    { name: `${of}: start on an empty disk`, value: cold.ms, unit: 'ms' },
    { name: `${of}: start with a warm view`, value: warm.ms, unit: 'ms' },
    { name: `${of}: commit of a run`, value: end.ms, unit: 'ms' },
    { name: `${of}: upload of a run`, value: uploaded / 1024, unit: 'kB' },
  ];
}

const open = (tools: ReplicaTools, folder: string): Promise<ReplicatedHistory> =>
  openReplicatedHistory({ tools, folder, onNotice: (text) => process.stderr.write(`${text}\n`) });

async function commit(history: ReplicatedHistory): Promise<void> {
  const problem = await history.commit(120_000);
  if (problem !== null) throw problem;
}

async function stored({ store }: ReplicaTools): Promise<number> {
  return (await store.list('epochs')).reduce((sum, { size }) => sum + size, 0);
}

async function timed<T>(action: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const began = performance.now();
  const value = await action();
  return { value, ms: performance.now() - began };
}

/** Rows and incompressible bytes of old runs. */
function fill(log: HistoryLog, size: number): void {
  for (let written = 0; written < size * MB; written += MB / 4) {
    const recorder = log.startRun(run);
    recorder.putArtifact(noise(`${size} ${written}`, MB / 4), 'application/octet-stream');
    recorder.finish('finished', null);
  }
}

/** About what a review of a small change leaves behind. */
function writeReview(log: HistoryLog): void {
  const recorder = log.startRun(run);
  for (let step = 0; step < 10; step += 1) {
    const { id } = recorder.step({ kind: 'reviewer', name: `reviewer-${step}`, key: '0'.repeat(64) });
    recorder.putArtifact(noise(`${id}`, 4000), 'application/json');
  }
  recorder.finish('finished', null);
}

/** Bytes that look random and are the same each time. */
function noise(seed: string, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at * 32 < length; at += 1) blocks.push(createHash('sha256').update(`${seed} ${at}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

/** How much the log grows by a real review: that of the example, by checks alone, the second time. */
function bytesOfReview(folder: string): BenchResult {
  const path = join(folder, 'reviews.db');
  const review = () =>
    execFileSync(
      process.execPath,
      [`${ROOT}app/cli/docket.mjs`, 'review', 'main...discount-codes', '--json', '--history', path],
      { cwd: `${ROOT}.demo/checkout-service`, stdio: 'ignore' },
    );
  const size = () => {
    const log = openHistory(path);
    try {
      return log.bytesByRun().reduce((sum, { bytes }) => sum + bytes, 0);
    } finally {
      log.close();
    }
  };
  execFileSync(process.execPath, [`${ROOT}scripts/demo.ts`], { stdio: 'ignore' });
  review();
  return { name: 'history: artifacts of a review of 12 files, compressed', value: size() / 1024, unit: 'kB' };
}
