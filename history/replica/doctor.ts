import { InfrastructureError, Problem } from '../../schemas/problem.ts';
import { newId } from '../ids.ts';
import { noConditions, readManifest } from './head.ts';
import { LITESTREAM_VERSION } from './litestream-binary.ts';
import { restoreEpoch } from './restore-epoch.ts';
import type { LitestreamTool } from './run-litestream.ts';
import { EPOCHS, type ObjectStore } from './store.ts';

/** One thing that was looked at. */
export interface Diagnosis {
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'wrong' | 'not-checked';
  /** What was found, and what to do where it is wrong. */
  readonly note: string;
}

/** Clocks that differ by more make requests of S3 invalid (it allows 15 minutes) and the order of commits hard to read. */
const CLOCK_MS = 60_000;

/** Looks everything over that persistence needs, in the order in which one thing needs the other. Changes nothing that lasts. */
export async function examine(request: {
  readonly store: ObjectStore;
  readonly tool: () => Promise<LitestreamTool>;
  readonly now: () => Date;
}): Promise<readonly Diagnosis[]> {
  const { store, tool, now } = request;
  const found: Diagnosis[] = [];
  const look = async (what: string, action: () => Promise<string>): Promise<boolean> => {
    try {
      found.push({ what, state: 'ok', note: await action() });
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      found.push({ what, state: 'wrong', note: [error.message, error.remedy].filter(Boolean).join('. ') });
      return false;
    }
  };
  const skip = (what: string) => found.push({ what, state: 'not-checked', note: 'something before it is wrong' });

  let litestream: LitestreamTool | null = null;
  await look('litestream', async () => {
    litestream = await tool();
    return `${litestream.command}, version ${litestream.version} (${LITESTREAM_VERSION} or a later patch is needed)`;
  });
  const canList = await look('s3:ListBucket', async () => `${(await store.list(EPOCHS)).length} objects`);
  const canRead = canList && (await look('s3:GetObject', async () => describe(await readManifest(store))));
  if (!canList) skip('s3:GetObject');
  const canWrite =
    canRead &&
    (await look('s3:PutObject, conditional writes', async () => {
      const { holds, canDelete } = await store.tryConditionalWrites(`doctor/${newId()}`);
      if (!holds) throw noConditions(store.url);
      return canDelete ? 'hold' : 'hold; the test object stays, since deleting is not allowed (only clean-up needs it)';
    }));
  if (!canRead) skip('s3:PutObject, conditional writes');
  if (canList) await look('clock', async () => compareClocks(await store.clock(), now()));
  else skip('clock');
  const usable: LitestreamTool | null = litestream;
  if (usable === null || !canWrite) skip('litestream reaches the store');
  else
    await look('litestream reaches the store', async () => {
      await restoreEpoch({ store, tool: usable, epoch: newId(), output: `/nonexistent/${newId()}`, timeoutMs: 30_000 });
      return 'with the same credentials';
    });
  return found;
}

function describe(manifest: Awaited<ReturnType<typeof readManifest>>): string {
  if (manifest === null) return 'no history here yet';
  const open = manifest.tails.filter(({ state }) => state === 'open').length;
  return `${manifest.tails.length} tails (${open} open), ${manifest.quarantined.length} set aside`;
}

function compareClocks(theirs: Date | null, ours: Date): string {
  if (theirs === null) return 'the store has none of its own';
  const apart = Math.abs(theirs.getTime() - ours.getTime());
  if (apart <= CLOCK_MS) return `${Math.round(apart / 1000)} s apart`;
  throw new InfrastructureError({
    what: `this machine's clock and the store's are ${Math.round(apart / 1000)} s apart`,
    remedy: 'Set the clock of this machine (NTP).',
  });
}
