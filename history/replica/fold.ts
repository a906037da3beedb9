import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InfrastructureError } from '../../schemas/problem.ts';
import { newId } from '../ids.ts';
import { type HistoryLog, openHistory } from '../log.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import { contentsOf, digestOfFile } from './contents.ts';
import { changeManifest, readManifest } from './head.ts';
import { litestreamConfig } from './litestream-config.ts';
import { type Base, type Epoch, fold, type Manifest } from './manifest.ts';
import { restoreEpoch } from './restore-epoch.ts';
import { lastWords, runLitestream } from './run-litestream.ts';
import type { ReplicaTools } from './run-replica.ts';
import { updateView } from './view.ts';

/** With more finished tails than this a run may fold them. */
const FOLD_ABOVE = 8;
/** No runner lives this long: an open tail of this age was left by one that died. */
const ABANDONED_MS = 7 * 24 * 3600 * 1000;
const UPLOAD_MS = 300_000;

/** What a fold came to. */
export type Folded =
  | { readonly kind: 'folded'; readonly base: Base; readonly held: readonly Epoch[] }
  | { readonly kind: 'nothing-to-do' }
  /** Somebody else folded, or an epoch is damaged: nothing was changed. */
  | { readonly kind: 'given-up'; readonly reason: string };

/**
 * Puts the base and all finished tails together into a new base. No lock is held: the new base is uploaded beside everything else, and
 * the manifest is swapped only if what was folded is still what it lists.
 */
export async function foldTails(
  tools: ReplicaTools,
  {
    atLeast = FOLD_ABOVE + 1,
    prepare = () => {},
  }: {
    readonly atLeast?: number;
    /** Given the new base before it is uploaded, to let old bytes go. */
    readonly prepare?: (log: HistoryLog) => void;
  } = {},
): Promise<Folded> {
  const { store, tool, now } = tools;
  const manifest = await readManifest(store);
  if (manifest === null) return { kind: 'nothing-to-do' };
  const foldable = foldableTails(manifest, now());
  if (foldable.length < atLeast) return { kind: 'nothing-to-do' };
  const folder = await mkdtemp(join(tmpdir(), 'docket-fold-'));
  try {
    const path = join(folder, 'base.db');
    const log = openHistory(path, { now });
    try {
      const found = await updateView({ view: log, manifest: { ...manifest, tails: foldable }, store, tool });
      const [damaged] = found.damaged;
      if (damaged !== undefined) return { kind: 'given-up', reason: `epoch ${damaged.epoch}: ${damaged.reason}` };
      prepare(log);
    } finally {
      log.close();
    }
    const holds = contentsOf(path);
    const epoch = newId();
    const file = await upload(tools, { path, epoch, folder });
    const base: Base = { epoch, schema: MIGRATIONS.length, foldedAt: now().toISOString(), holds, file };
    const held = foldable.map(({ epoch }) => epoch);
    return await swapIn(tools, { from: manifest, base, held });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Finished tails that this program understands, and open ones that nobody writes any more. */
function foldableTails(manifest: Manifest, now: Date): Manifest['tails'] {
  return manifest.tails.filter(
    ({ state, schema, startedAt }) =>
      schema <= MIGRATIONS.length && (state === 'done' || now.getTime() - Date.parse(startedAt) > ABANDONED_MS),
  );
}

/** Replicates a database once, whole, and proves by a restore that the same rows are there. Returns the digest of the restored file. */
async function upload(
  { store, tool }: ReplicaTools,
  { path, epoch, folder }: { readonly path: string; readonly epoch: Epoch; readonly folder: string },
): Promise<string> {
  const config = join(folder, 'litestream.yml');
  await writeFile(config, litestreamConfig({ db: path, replica: store.replicaOf(epoch), socket: null }), {
    mode: 0o600,
  });
  const args = ['replicate', '-config', config, '-once', '-force-snapshot'];
  const answer = await runLitestream(tool, args, { timeoutMs: UPLOAD_MS });
  if (answer.code !== 0) throw notStored(store.url, lastWords(answer));
  const output = join(folder, 'proof.db');
  const proof = await restoreEpoch({ store, tool, epoch, output });
  if (proof.kind !== 'restored') throw notStored(store.url, proof.kind === 'damaged' ? proof.reason : proof.kind);
  // Before anything opens it: that may write into its header.
  const file = await digestOfFile(output);
  if (contentsOf(output).digest !== contentsOf(path).digest)
    throw notStored(store.url, 'what was uploaded comes back with other rows');
  return file;
}

async function swapIn(
  { store, now }: ReplicaTools,
  { from, base, held }: { readonly from: Manifest; readonly base: Base; readonly held: readonly Epoch[] },
): Promise<Folded> {
  try {
    await changeManifest(
      store,
      (manifest) => {
        const same =
          manifest.base?.epoch === from.base?.epoch &&
          held.every((epoch) =>
            manifest.tails.some((tail) => tail.epoch === epoch && tail.state === stateOf(from, epoch)),
          );
        if (!same) throw new Outrun();
        return fold(base, held)(manifest);
      },
      { now },
    );
    return { kind: 'folded', base, held };
  } catch (error) {
    if (error instanceof Outrun) return { kind: 'given-up', reason: 'another run was folding at the same time' };
    throw error;
  }
}

class Outrun extends Error {}

const stateOf = ({ tails }: Manifest, epoch: Epoch) => tails.find((tail) => tail.epoch === epoch)?.state;

function notStored(where: string, why: string): InfrastructureError {
  return new InfrastructureError({
    what: `the folded history could not be stored: ${why}`,
    where,
    remedy:
      'Nothing was changed: the parts it was folded from are all still listed. Try again with `docket history fold`.',
  });
}
