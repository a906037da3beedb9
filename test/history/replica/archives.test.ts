import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { cleanUp } from '../../../history/replica/clean-up.ts';
import { foldTails } from '../../../history/replica/fold.ts';
import { Manifest } from '../../../history/replica/manifest.ts';
import { openReplicatedHistory } from '../../../history/replica/replicated-history.ts';
import type { ReplicaTools } from '../../../history/replica/run-replica.ts';
import { updateView } from '../../../history/replica/view.ts';
import { digestOf } from '../../../history/tables/artifacts.ts';
import { missingTools, toolPath } from '../../support/go-tools.ts';
import { expectLeftByKilled } from '../../support/left-by-killed.ts';
import { endWithTest } from '../../support/end-with-test.ts';
import { foldOld } from './fold-old.ts';
import { allRuns, pullChange, inDays, storedManifest, runsIn, tailWith } from './old-history.ts';
import { temporary, toolsInFolder } from './world.ts';

const missing = missingTools('litestream');
expectLeftByKilled(['docket-fold-', 'docket-restore-', 'docket-union-']);
const CHILD = fileURLToPath(new URL('./fold-child.ts', import.meta.url));

const sorted = (...ids: readonly (string | undefined)[]) => ids.filter((id) => id !== undefined).toSorted();
const bytesOf = (run: string) => digestOf(Buffer.from(`artifact of ${run}`));

/** A store with pull requests 1 and 2 of 200 days ago, and 3 of today, all in one base; later with an archive of the first two. */
async function aPast(folder = temporary()) {
  const tools = toolsInFolder(folder);
  const old = await tailWith(inDays(tools, -200), [1, 2, 1]);
  const fresh = await tailWith(tools, [3]);
  return { tools, folder, old, fresh, all: [...old, ...fresh].toSorted() };
}

/** The runs that a review finds on an empty disk. */
async function startOn(tools: ReplicaTools, pull: number | null, view = temporary()): Promise<readonly string[]> {
  const history = await openReplicatedHistory({
    tools,
    folder: view,
    onNotice: (text) => expect.fail(text),
    ...(pull === null ? {} : { change: pullChange(pull) }),
  });
  expect(await history.commit(300_000)).toBeNull();
  return runsIn(history.view.path);
}

describe.skipIf(missing !== null)(`archives of old runs${missing === null ? '' : ` (${missing})`}`, () => {
  it('are not restored by a start, except for the pull request that it is about; everything is together again where all is asked for', async () => {
    const { tools, old, fresh, all } = await aPast();
    expect((await storedManifest(tools)).archives).toBeUndefined();
    const before = new Date();
    expect(await foldOld(tools)).toMatchObject({ kind: 'folded', archived: 3, returned: 0 });
    expect((await storedManifest(tools)).archives).toHaveLength(1);
    expect(await startOn(tools, null)).toEqual(fresh);
    expect(await startOn(tools, 3)).toEqual(fresh);
    expect(await startOn(tools, 2)).toEqual(sorted(old[1], ...fresh));
    expect(await allRuns(tools)).toEqual(all);
    expect(await allRuns(tools, before)).toEqual(all);
    // Somebody comes back to one of them, or pushes late what was reviewed before the archive was made: its runs are where all is, and what it became is
    // known beside what was said.
    const again = await tailWith(inDays(tools, -10), [1]);
    expect(await startOn(tools, 1)).toEqual(sorted(old[0], old[2], ...fresh, ...again));
    expect(await foldOld(tools)).toMatchObject({ kind: 'folded', archived: 0 });
    expect(await startOn(tools, null)).toEqual(sorted(old[0], old[2], ...fresh, ...again));
    expect(await allRuns(tools)).toEqual([...all, ...again].toSorted());
    // Much later the others are old as well, and go together with the small archive of before.
    const more = await tailWith(inDays(tools, -150), [5, 6, 7, 8]);
    expect(await foldOld(inDays(tools, 100))).toMatchObject({ kind: 'folded', archived: 7 });
    expect((await storedManifest(tools)).archives).toHaveLength(1);
    expect(await startOn(tools, null)).toEqual(more.slice(3));
    expect(await allRuns(tools)).toEqual([...all, ...again, ...more].toSorted());
  });

  it('are refused by a program that does not know them, and go unnoticed where there are none', async () => {
    const { tools } = await aPast();
    const Older = Manifest.omit({ archives: true });
    expect(Older.safeParse(await storedManifest(tools)).success).toBe(true);
    await foldOld(tools);
    expect(Older.safeParse(await storedManifest(tools)).error?.message).toContain('archives');
  });

  it('lose bytes that are purged, and so do views that held them before', async () => {
    const { tools, old, all } = await aPast();
    const digest = bytesOf(old[0] ?? '');
    const kept = openHistory(join(temporary(), 'view.db'));
    await updateView({ view: kept, manifest: await storedManifest(tools), ...tools });
    await foldOld(tools);
    const [archive] = (await storedManifest(tools)).archives ?? [];
    let uses = 0;
    await foldTails(tools, { atLeast: 0, purge: { digest, onUses: (found) => (uses = found) } });
    expect(uses).toBe(1);
    const [rewritten] = (await storedManifest(tools)).archives ?? [];
    expect(rewritten).toMatchObject({ id: archive?.id });
    expect(rewritten?.epoch).not.toBe(archive?.epoch);
    expect(kept.artifact(digest)).not.toBeNull();
    await updateView({ view: kept, manifest: await storedManifest(tools), ...tools });
    expect(kept.artifact(digest)).toBeNull();
    kept.close();
    const whole = openHistory(join(temporary(), 'whole.db'));
    await updateView({ view: whole, manifest: await storedManifest(tools), whole: true, ...tools });
    expect(whole.artifact(digest)).toBeNull();
    expect(whole.artifact(bytesOf(old[1] ?? ''))).not.toBeNull();
    whole.close();
    const gone = await cleanUp(tools.store, { now: tools.now, keptMs: 0 });
    expect(gone.epochs).toContain(archive?.epoch);
    expect(await allRuns(tools)).toEqual(all);
    await expect(
      foldTails(tools, {
        atLeast: 0,
        purge: {
          digest: '0'.repeat(64),
          onUses: (found) => {
            if (found === 0) throw new Error('none');
          },
        },
      }),
    ).rejects.toThrow('none');
  });

  it('hold no bytes where a retention is set, whenever it was set', async () => {
    const { tools, old, fresh, all } = await aPast();
    await foldOld(tools);
    expect((await storedManifest(tools)).archives).toMatchObject([{ runs: 3 }]);
    const retention = { days: 30, megabytes: null };
    // A retention goes by the ids of runs, which are of today.
    const then = inDays(tools, 35);
    expect(await foldOld(then, retention)).toMatchObject({ returned: 3, archived: 0, retained: { runs: 4 } });
    expect((await storedManifest(tools)).archives).toEqual([]);
    // Views elsewhere learn of it from the base; then the rows go.
    expect(await startOn(tools, null)).toEqual(all);
    const later = inDays(tools, 135);
    expect(await foldOld(later, retention)).toMatchObject({ returned: 0, archived: 3 });
    expect((await storedManifest(tools)).archives).toMatchObject([{ bytes: 0 }]);
    const whole = openHistory(join(temporary(), 'whole.db'));
    await updateView({ view: whole, manifest: await storedManifest(tools), whole: true, ...tools });
    for (const run of old) expect(whole.artifact(bytesOf(run))).toBeNull();
    expect(whole.run(fresh[0] ?? '').tombstones.length).toBeGreaterThan(0);
    whole.close();
    expect(await allRuns(later)).toEqual(all);
  });

  it('that are damaged are named and set aside, and stop neither a start nor a fold', async () => {
    const { tools, folder, fresh } = await aPast();
    await foldOld(tools);
    const [archive] = (await storedManifest(tools)).archives ?? [];
    const copy = join(temporary(), 'copy');
    cpSync(folder, copy, { recursive: true });
    const epochs = (root: string) => join(root, 'github.com', '42', 'epochs', archive?.epoch ?? '');
    for (const root of [folder, copy]) rmSync(epochs(root), { recursive: true });
    const told: string[] = [];
    const history = await openReplicatedHistory({
      tools,
      folder: temporary(),
      change: pullChange(1),
      onNotice: (text) => told.push(text),
    });
    expect(told.join()).toContain(`epoch ${archive?.epoch} of the history is damaged and set aside`);
    expect(await history.commit(300_000)).toBeNull();
    expect((await storedManifest(tools)).quarantined).toMatchObject([{ epoch: archive?.epoch }]);
    const other = toolsInFolder(copy);
    const more = await tailWith(inDays(other, -200), [4, 5, 6, 7]);
    expect(await foldOld(other)).toMatchObject({ kind: 'given-up' });
    expect(await foldOld(other)).toMatchObject({ kind: 'folded', archived: 3 });
    expect(await startOn(other, null)).toEqual([...fresh, ...more.slice(3)].toSorted());
  });

  it('are made once by two that fold at once', async () => {
    const { tools, all } = await aPast();
    const both = await Promise.all([foldOld(tools), foldOld(tools)]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['folded', 'given-up']);
    expect((await storedManifest(tools)).archives).toHaveLength(1);
    expect(await allRuns(tools)).toEqual(all);
  });

  it('are there or not there, whenever a fold is killed', async () => {
    const { tools, folder, all } = await aPast();
    let killed = 0;
    for (const at of ['replica-1', 'replica-3', 'replica-4', 'before-swap', 'after-swap']) {
      const child = endWithTest(
        spawn(process.execPath, [CHILD, toolPath('litestream') ?? '', `file://${folder}`, '', at, 'kill'], {
          stdio: ['ignore', 'ignore', 'inherit'],
        }),
      );
      const [, signal] = await once(child, 'exit');
      if (signal === 'SIGKILL') killed += 1;
      expect((await storedManifest(tools)).archives?.length ?? 0).toBe(at === 'after-swap' ? 1 : 0);
      expect(await allRuns(tools)).toEqual(all);
    }
    expect(killed).toBe(5);
    // What was uploaded for nothing is cleaned up, and the next fold is as any other.
    expect((await cleanUp(tools.store, { now: inDays(tools, 10).now })).objects).toBeGreaterThan(0);
    expect(await foldOld(tools)).toMatchObject({ kind: 'folded', archived: 0 });
    expect(await allRuns(tools)).toEqual(all);
  });
});
