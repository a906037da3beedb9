import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../ids.ts';
import { openHistory } from '../log.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import type { Retained, Retention } from '../write/retain.ts';
import { archivesAfter, bringBackRevived, DamagedArchive, type Purge, purgeAll, takenBack } from './fold-archives.ts';
import { changeManifest, readManifest } from './head.ts';
import { type Archive, type Base, type Epoch, fold, type Manifest, quarantine } from './manifest.ts';
import type { ReplicaTools } from './run-replica.ts';
import { uploadEpoch } from './upload-epoch.ts';
import { updateView } from './view.ts';

/** With more finished tails than this a run may fold them. */
const FOLD_ABOVE = 8;
/** With more than this many, folds were cut off by the end of their jobs: then they only fold, which takes less time. */
const BEHIND_ABOVE = 2 * FOLD_ABOVE;
/** No runner lives this long: an open tail of this age was left by one that died. */
const ABANDONED_MS = 7 * 24 * 3600 * 1000;

/** What a fold came to. */
export type Folded =
  | {
      readonly kind: 'folded';
      readonly base: Base;
      readonly held: readonly Epoch[];
      /** Runs that moved into an archive, and runs that came back from one because a retention wants their bytes. */
      readonly archived: number;
      readonly returned: number;
      readonly retained: Retained;
    }
  | { readonly kind: 'nothing-to-do' }
  /** Somebody else folded, or an epoch is damaged: nothing was changed. */
  | { readonly kind: 'given-up'; readonly reason: string };

/** What a fold does besides putting parts together. */
interface FoldOptions {
  readonly atLeast?: number;
  /** Moves old runs into archives; what the retention keeps no longer goes before. */
  readonly archiving?: Archiving | null;
  /** Lets some bytes go, in archives as well. */
  readonly purge?: Purge | null;
}

interface Archiving {
  readonly retention: Retention;
  /** For tests: so many old runs are enough, and so many new ones stay at least. */
  readonly least?: number;
  readonly remembered?: number;
}

/**
 * Puts the base and all finished tails together into a new base. No lock is held: what is new is uploaded beside everything else, and
 * the manifest is swapped only if what was folded is still what it lists.
 */
export async function foldTails(
  tools: ReplicaTools,
  { atLeast = FOLD_ABOVE + 1, archiving = null, purge = null }: FoldOptions = {},
): Promise<Folded> {
  const { store, tool, now } = tools;
  const manifest = await readManifest(store);
  if (manifest === null) return { kind: 'nothing-to-do' };
  const foldable = foldableTails(manifest, now());
  if (foldable.length < atLeast) return { kind: 'nothing-to-do' };
  const folder = await mkdtemp(join(tmpdir(), 'docket-fold-'));
  try {
    const isBehind = atLeast > FOLD_ABOVE && foldable.length > BEHIND_ABOVE;
    const moving = isBehind ? null : archiving;
    const back = moving === null ? null : takenBack(manifest, moving.retention);
    const kept = (manifest.archives ?? []).filter((one) => one !== back);
    const path = join(folder, 'base.db');
    const log = openHistory(path, { now });
    let listed: readonly Archive[];
    try {
      const tails = [...foldable, ...(back === null ? [] : [asTail(back)])];
      const found = await updateView({ view: log, manifest: { ...manifest, tails }, store, tool });
      const [damaged] = found.damaged;
      if (damaged !== undefined && damaged.epoch === back?.epoch)
        throw new DamagedArchive(damaged.epoch, damaged.reason);
      if (damaged !== undefined) return { kind: 'given-up', reason: `epoch ${damaged.epoch}: ${damaged.reason}` };
      if (moving !== null) await bringBackRevived(tools, { log, archives: kept, folder });
      listed = purge === null ? kept : await purgeAll(tools, { base: log, archives: kept, folder, purge });
    } finally {
      log.close();
    }
    const split =
      archiving === null
        ? { base: path, archives: listed, archived: 0, retained: { runs: 0, bytes: 0 } }
        : await archivesAfter(tools, {
            path,
            archives: listed,
            folder,
            ...archiving,
            ...(isBehind && { least: Infinity }),
          });
    const epoch = newId();
    const uploaded = await uploadEpoch(tools, { path: split.base, epoch, folder });
    const base: Base = { epoch, schema: MIGRATIONS.length, foldedAt: now().toISOString(), ...uploaded };
    const held = foldable.map((tail) => tail.epoch);
    const swapped = await swapIn(tools, { from: manifest, base, held, archives: split.archives });
    if (swapped !== null) return swapped;
    const { archived, retained } = split;
    return { kind: 'folded', base, held, archived, retained, returned: back?.runs ?? 0 };
  } catch (error) {
    if (!(error instanceof DamagedArchive)) throw error;
    const { epoch, reason } = error;
    await changeManifest(store, quarantine(epoch, reason, now().toISOString()), { now });
    return { kind: 'given-up', reason: `archive ${epoch} is damaged and set aside: ${reason}` };
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

/** An archive whose rows are to be in the base again is taken over as any other whole part. */
function asTail({ epoch, schema, holds, archivedAt }: Archive): Manifest['tails'][number] {
  return { epoch, schema, holds, state: 'done', run: epoch, startedAt: archivedAt };
}

interface Swap {
  readonly from: Manifest;
  readonly base: Base;
  readonly held: readonly Epoch[];
  readonly archives: readonly Archive[];
}

/** Returns null where it was done. */
async function swapIn({ store, now }: ReplicaTools, swap: Swap): Promise<Folded | null> {
  const { from, base, held, archives } = swap;
  try {
    await changeManifest(
      store,
      (manifest) => {
        const same =
          manifest.base?.epoch === from.base?.epoch &&
          archiveEpochs(manifest) === archiveEpochs(from) &&
          held.every((epoch) =>
            manifest.tails.some((tail) => tail.epoch === epoch && tail.state === stateOf(from, epoch)),
          );
        if (!same) throw new Outrun();
        return fold(base, held, archives)(manifest);
      },
      { now },
    );
    return null;
  } catch (error) {
    if (error instanceof Outrun) return { kind: 'given-up', reason: 'another run was folding at the same time' };
    throw error;
  }
}

class Outrun extends Error {}

const archiveEpochs = ({ archives = [] }: Pick<Manifest, 'archives'>) => archives.map(({ epoch }) => epoch).join();

const stateOf = ({ tails }: Manifest, epoch: Epoch) => tails.find((tail) => tail.epoch === epoch)?.state;
