import { readManifest, changeManifest } from './head.ts';
import { type Epoch, forgetEpochs, listedEpochs, type Manifest } from './manifest.ts';
import { EPOCHS, type ListedObject, type ObjectStore } from './store.ts';

/** What is no longer listed stays this long: somebody may still be restoring it. */
export const KEPT_MS = 7 * 24 * 3600 * 1000;
const EPOCH_KEY = new RegExp(`^${EPOCHS}/([0-9a-f-]{36})/`);

/** What a clean-up took, or would take. */
export interface CleanedUp {
  readonly epochs: readonly Epoch[];
  readonly objects: number;
  readonly bytes: number;
}

/**
 * Deletes epochs that a fold superseded long enough ago, and those that no manifest ever listed (a fold that was given up) when their
 * newest object is that old. Whatever the manifest lists otherwise is left alone, however old it is.
 */
export async function cleanUp(
  store: ObjectStore,
  {
    now,
    keptMs = KEPT_MS,
    dryRun = false,
  }: { readonly now: () => Date; readonly keptMs?: number; readonly dryRun?: boolean },
): Promise<CleanedUp> {
  // Listed first: an epoch that enters the manifest after the listing is not in it.
  const objects = await store.list(EPOCHS);
  const manifest = await readManifest(store);
  if (manifest === null) return { epochs: [], objects: 0, bytes: 0 };
  const epochs = epochsToDelete(manifest, objects, new Date(now().getTime() - keptMs));
  const taken = objects.filter(({ key }) => epochs.includes(epochOf(key) ?? ''));
  const cleaned = { epochs, objects: taken.length, bytes: taken.reduce((sum, { size }) => sum + size, 0) };
  if (dryRun || epochs.length === 0) return cleaned;
  // Out of the manifest first: a reader that comes now must not be sent to what is about to go.
  await changeManifest(store, forgetEpochs(epochs), { now });
  await store.remove(taken.map(({ key }) => key));
  return cleaned;
}

/** The epochs that nobody needs any more, sorted: superseded, or made and written for nothing, at this time or before it. */
export function epochsToDelete(
  manifest: Omit<Manifest, 'commit'>,
  objects: readonly Pick<ListedObject, 'key' | 'modifiedAt'>[],
  until: Date,
): readonly Epoch[] {
  const held = listedEpochs({ ...manifest, superseded: [] });
  const superseded = manifest.superseded
    .filter(({ epoch, at }) => !held.has(epoch) && new Date(at) <= until)
    .map(({ epoch }) => epoch);
  const written = new Set(objects.flatMap(({ key, modifiedAt }) => (modifiedAt <= until ? [] : (epochOf(key) ?? []))));
  const listed = listedEpochs(manifest);
  const unlisted = objects
    .flatMap(({ key }) => epochOf(key) ?? [])
    .filter((epoch) => !listed.has(epoch) && madeAt(epoch) <= until && !written.has(epoch));
  return [...new Set([...superseded, ...unlisted])].toSorted();
}

function epochOf(key: string): Epoch | undefined {
  return EPOCH_KEY.exec(key)?.[1];
}

/** A uuid of version 7 begins with the millisecond of its making. */
function madeAt(epoch: Epoch): Date {
  return new Date(Number.parseInt(epoch.replaceAll('-', '').slice(0, 12), 16));
}
