import { readManifest, changeManifest } from './head.ts';
import { type Epoch, forgetEpochs, listedEpochs } from './manifest.ts';
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
  const objects = byEpoch(await store.list(EPOCHS));
  const manifest = await readManifest(store);
  if (manifest === null) return { epochs: [], objects: 0, bytes: 0 };
  const before = now().getTime() - keptMs;
  const ripe = new Set(manifest.superseded.filter(({ at }) => Date.parse(at) <= before).map(({ epoch }) => epoch));
  const listed = listedEpochs(manifest);
  const gone = [...objects].filter(([epoch, held]) =>
    listed.has(epoch)
      ? ripe.has(epoch)
      : madeAt(epoch) <= before && held.every(({ modifiedAt }) => modifiedAt.getTime() <= before),
  );
  const taken = gone.flatMap(([, held]) => held);
  const epochs = [...new Set([...gone.map(([epoch]) => epoch), ...ripe])].toSorted();
  const cleaned = { epochs, objects: taken.length, bytes: taken.reduce((sum, { size }) => sum + size, 0) };
  if (dryRun || epochs.length === 0) return cleaned;
  // Out of the manifest first: a reader that comes now must not be sent to what is about to go.
  await changeManifest(store, forgetEpochs(epochs), { now });
  await store.remove(taken.map(({ key }) => key));
  return cleaned;
}

function byEpoch(objects: readonly ListedObject[]): Map<Epoch, ListedObject[]> {
  const found = new Map<Epoch, ListedObject[]>();
  for (const object of objects) {
    const epoch = EPOCH_KEY.exec(object.key)?.[1];
    if (epoch !== undefined) found.set(epoch, [...(found.get(epoch) ?? []), object]);
  }
  return found;
}

/** A uuid of version 7 begins with the millisecond of its making. */
function madeAt(epoch: Epoch): number {
  return Number.parseInt(epoch.replaceAll('-', '').slice(0, 12), 16);
}
