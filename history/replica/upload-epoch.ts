import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InfrastructureError } from '../../schemas/problem.ts';
import { contentsOf, digestOfFile, type EpochContents } from './contents.ts';
import { litestreamConfig } from './litestream-config.ts';
import type { Epoch } from './manifest.ts';
import { restoreEpoch } from './restore-epoch.ts';
import { lastWords, runLitestream } from './run-litestream.ts';
import type { ReplicaTools } from './run-replica.ts';

const UPLOAD_MS = 300_000;

/** A database that is in the store for good. */
interface UploadedEpoch {
  readonly holds: EpochContents;
  /** SHA-256 of the file as it was restored. */
  readonly file: string;
}

/** Replicates a database once, whole, and proves by a restore that the same rows are there. */
export async function uploadEpoch(
  { store, tool }: ReplicaTools,
  { path, epoch, folder }: { readonly path: string; readonly epoch: Epoch; readonly folder: string },
): Promise<UploadedEpoch> {
  const holds = contentsOf(path);
  const config = join(folder, `${epoch}.yml`);
  await writeFile(config, litestreamConfig({ db: path, replica: store.replicaOf(epoch), socket: null }), {
    mode: 0o600,
  });
  const args = ['replicate', '-config', config, '-once', '-force-snapshot'];
  const answer = await runLitestream(tool, args, { timeoutMs: UPLOAD_MS });
  if (answer.code !== 0) throw notStored(store.url, lastWords(answer));
  const output = join(folder, `${epoch}.proof.db`);
  const proof = await restoreEpoch({ store, tool, epoch, output });
  if (proof.kind !== 'restored') throw notStored(store.url, proof.kind === 'damaged' ? proof.reason : proof.kind);
  // Before anything opens it: that may write into its header.
  const file = await digestOfFile(output);
  if (contentsOf(output).digest !== contentsOf(path).digest)
    throw notStored(store.url, 'what was uploaded comes back with other rows');
  return { holds, file };
}

function notStored(where: string, why: string): InfrastructureError {
  return new InfrastructureError({
    what: `the folded history could not be stored: ${why}`,
    where,
    remedy:
      'Nothing was changed: the parts it was folded from are all still listed. Try again with `docket history fold`.',
  });
}
