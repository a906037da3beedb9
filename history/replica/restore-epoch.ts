import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InfrastructureError } from '../../schemas/problem.ts';
import type { Pace } from '../../processes/progress.ts';
import { litestreamConfig } from './litestream-config.ts';
import { LITESTREAM_PACE, readingOnlooker } from './pace.ts';
import { type LitestreamAnswer, type LitestreamTool, lastWords, runLitestream } from './run-litestream.ts';
import type { ObjectStore } from './store.ts';

/** How the attempt to bring an epoch back ended. The store itself failing is an error, not an answer. */
export type RestoredEpoch =
  | { readonly kind: 'restored' }
  /** Nothing was ever uploaded there: its run ended before the first row left. */
  | { readonly kind: 'empty' }
  /** What is there cannot be put together, or fails the integrity check. */
  | { readonly kind: 'damaged'; readonly reason: string };

/** One restore may take this long; a base of 100 MB takes a few seconds. */
const RESTORE_MS = 120_000;
/** What Litestream says when the store is to blame, not the epoch. */
const STORE_TROUBLE =
  /AccessDenied|Forbidden|StatusCode: (?:0|401|403|429|5\d\d)\b|NoSuchBucket|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|connection refused|connection reset|no such host|i\/o timeout|deadline exceeded|credentials|x509|permission denied/i;

/** Restores an epoch into a new file, with SQLite's full integrity check unless the caller makes it. */
export async function restoreEpoch(request: {
  readonly store: ObjectStore;
  readonly tool: LitestreamTool;
  readonly epoch: string;
  /** Must not exist. */
  readonly output: string;
  readonly timeoutMs?: number;
  readonly pace?: Pace | undefined;
  /** The caller looks himself whether the file is whole: SQLite's own code takes half as long for it as Litestream's copy of it. */
  readonly unchecked?: boolean;
}): Promise<RestoredEpoch> {
  const { store, tool, epoch, output, timeoutMs = RESTORE_MS, pace = LITESTREAM_PACE, unchecked = false } = request;
  const folder = await mkdtemp(join(tmpdir(), 'docket-restore-'));
  try {
    const db = join(folder, 'db');
    const config = join(folder, 'litestream.yml');
    await writeFile(config, litestreamConfig({ db, replica: store.replicaOf(epoch), socket: null }), { mode: 0o600 });
    const args = [
      'restore',
      '-config',
      config,
      '-integrity-check',
      unchecked ? 'none' : 'full',
      '-json',
      '-o',
      output,
      db,
    ];
    const answer = await runLitestream(tool, args, { timeoutMs, onlooker: readingOnlooker(pace) });
    if (answer.code === 0) return { kind: 'restored' };
    await Promise.all(['', '-wal', '-shm', '.tmp'].map((end) => rm(`${output}${end}`, { force: true })));
    return explained(answer, store, epoch);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function explained(answer: LitestreamAnswer, store: ObjectStore, epoch: string): RestoredEpoch {
  if (/no matching backup files available/i.test(answer.stderr)) return { kind: 'empty' };
  const reason = lastWords(answer);
  if (!answer.timedOut && !STORE_TROUBLE.test(answer.stderr)) return { kind: 'damaged', reason };
  throw new InfrastructureError({
    what: `a part of the history could not be restored: ${reason}`,
    where: `${store.url} (epoch ${epoch})`,
    remedy: 'Run `docket history doctor`: it checks the store, the credentials and the rights.',
  });
}
