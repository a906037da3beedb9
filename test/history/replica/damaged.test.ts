import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldTails } from '../../../history/replica/fold.ts';
import { changeManifest, readManifest } from '../../../history/replica/head.ts';
import type { Manifest, Tail } from '../../../history/replica/manifest.ts';
import { openReplicatedHistory } from '../../../history/replica/replicated-history.ts';
import { restoreHistory } from '../../../history/replica/restore-history.ts';
import { leaveReplica, type ReplicaTools } from '../../../history/replica/run-replica.ts';
import type { Problem } from '../../../schemas/problem.ts';
import { missingTools } from '../../support/go-tools.ts';
import { temporary, toolsInFolder, wholeRun } from './world.ts';

const missing = missingTools('litestream');

describe.skipIf(missing !== null)(`a store that lost something${missing === null ? '' : ` (${missing})`}`, () => {
  const manifestOf = async ({ store }: ReplicaTools): Promise<Manifest> => {
    const manifest = await readManifest(store);
    if (manifest === null) throw new Error('no manifest');
    return manifest;
  };

  let whole: string;
  beforeAll(async () => {
    whole = mkdtempSync(join(tmpdir(), 'docket-whole-'));
    for (const folder of ['one', 'other']) await wholeRun(toolsInFolder(join(whole, 'store')), join(whole, folder));
  });
  afterAll(() => rmSync(whole, { recursive: true, force: true }));

  /** A history of two runs; the first file of each holds its empty tables, and its rows came after it. */
  async function world() {
    const root = join(temporary(), 'store');
    cpSync(join(whole, 'store'), root, { recursive: true });
    const tools = toolsInFolder(root);
    const hurt = (await manifestOf(tools)).tails[0]?.epoch ?? '';
    return { tools, hurt, at: join(root, 'github.com/42') };
  }
  type World = Awaited<ReturnType<typeof world>>;

  const filesOf = async ({ tools }: World, epoch: string) =>
    (await tools.store.list(`epochs/${epoch}`))
      .map(({ key }) => key)
      .toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1));
  // On a slow machine Litestream has put files together by then: the same transactions lie in another level, too.
  const beginOf = (file: string): string => basename(file, '.ltx').split('-')[0] ?? '';
  const endOf = (file: string): string => basename(file, '.ltx').split('-')[1] ?? '';
  const withoutLastFile = async (one: World) => {
    const files = await filesOf(one, one.hurt);
    const end = endOf(files.at(-1) ?? '');
    for (const file of files.filter((name) => endOf(name) === end)) rmSync(join(one.at, file));
  };
  const withoutRows = async (one: World) => {
    for (const file of (await filesOf(one, one.hurt)).slice(1)) rmSync(join(one.at, file));
  };
  const withoutEpoch = async ({ at, hurt }: World) => rmSync(join(at, 'epochs', hurt), { recursive: true });
  const withoutAll = async ({ at }: World) => rmSync(join(at, 'epochs'), { recursive: true });
  const promising =
    (change: (holds: { rows: number; digest: string }) => object) =>
    async ({ tools, hurt }: World) => {
      await changeManifest(
        tools.store,
        (manifest) => ({
          ...manifest,
          tails: manifest.tails.map((tail) =>
            tail.epoch === hurt && tail.holds !== undefined
              ? { ...tail, holds: { ...tail.holds, ...change(tail.holds) } }
              : tail,
          ),
        }),
        tools,
      );
    };

  const withoutFirstFile = async (one: World) => {
    const files = await filesOf(one, one.hurt);
    const begin = beginOf(files[0] ?? '');
    for (const file of files.filter((name) => beginOf(name) === begin)) rmSync(join(one.at, file));
  };
  const unpromised = async ({ tools }: World) => {
    const plain = ({ epoch, state, run, startedAt, schema }: Tail): Tail => ({ epoch, state, run, startedAt, schema });
    await changeManifest(tools.store, (manifest) => ({ ...manifest, tails: manifest.tails.map(plain) }), tools);
  };

  interface Loss {
    readonly name: string;
    readonly lose: (one: World) => Promise<void>;
    readonly reason: RegExp;
    /** How many of the two runs are still there. */
    readonly left?: number;
  }
  const LOSSES: readonly Loss[] = [
    { name: 'the last file of an epoch', lose: withoutLastFile, reason: /holds \d rows where 8 were committed/ },
    { name: 'the first file of an epoch', lose: withoutFirstFile, reason: /./ },
    { name: 'an epoch', lose: withoutEpoch, reason: /it is empty/ },
    { name: 'all epochs', lose: withoutAll, reason: /it is empty/, left: 0 },
    {
      name: 'rows, by what the manifest promises',
      lose: promising(({ rows }) => ({ rows: rows + 1 })),
      reason: /holds 8 rows where 9 were committed/,
    },
    {
      name: 'nothing, but holds other rows than the manifest promises',
      lose: promising(() => ({ digest: '0'.repeat(64) })),
      reason: /its rows are not those that were committed/,
    },
    {
      name: 'all rows of an epoch of which an older Docket promised nothing',
      lose: async (one) => {
        await unpromised(one);
        await withoutRows(one);
      },
      reason: /holds no row/,
    },
  ];

  it.each(LOSSES)('says so: $name', async ({ lose, reason, left = 1 }) => {
    const one = await world();
    await lose(one);
    const expected = { epoch: one.hurt, reason: expect.stringMatching(reason) };

    expect(await foldTails(one.tools, { atLeast: 1 })).toMatchObject({
      kind: 'given-up',
      reason: expect.stringMatching(reason),
    });
    const verified = await restoreHistory(one.tools, { output: join(temporary(), 'verified.db') });
    expect(verified.damaged).toContainEqual(expected);
    expect(verified.runs).toBe(left);

    const problems: Problem[] = [];
    const history = await openReplicatedHistory({
      tools: one.tools,
      folder: temporary(),
      onNotice: () => {},
      onProblem: (problem) => problems.push(problem),
    });
    expect(history.view.runs({ limit: 9 })).toHaveLength(left);
    history.leave();
    await leaveReplica(one.tools, history.session);
    expect(problems.map(({ message }) => message).join()).toContain(one.hurt);
    // It stays said for whoever looks later.
    const later = await restoreHistory(one.tools, { output: join(temporary(), 'later.db') });
    expect(later.setAside.map(({ epoch }) => epoch)).toContain(one.hurt);
  });

  it('opens what an older Docket left, which promised nothing', async () => {
    const one = await world();
    await unpromised(one);
    expect(await restoreHistory(one.tools, { output: join(temporary(), 'old.db') })).toMatchObject({
      runs: 2,
      damaged: [],
    });
  });

  it('proves what is restored as it was before a fold', async () => {
    const one = await world();
    const before = new Date();
    expect(await foldTails(one.tools, { atLeast: 1 })).toMatchObject({ kind: 'folded' });
    const at = { at: before, output: join(temporary(), 'whole.db') };
    expect(await restoreHistory(one.tools, at)).toMatchObject({ runs: 2, damaged: [] });
    await withoutLastFile(one);
    expect(await restoreHistory(one.tools, { at: before, output: join(temporary(), 'lost.db') })).toMatchObject({
      damaged: [{ epoch: one.hurt, reason: expect.stringMatching(/holds \d rows where 8/) }],
    });
    // The base has them.
    expect(await restoreHistory(one.tools, { output: join(temporary(), 'now.db') })).toMatchObject({
      runs: 2,
      damaged: [],
    });
  });

  it('notices a base that promises more than it holds', async () => {
    const one = await world();
    await foldTails(one.tools, { atLeast: 1 });
    await changeManifest(
      one.tools.store,
      (manifest) => ({
        ...manifest,
        base: manifest.base && { ...manifest.base, holds: { rows: 99, digest: '0'.repeat(64) } },
      }),
      one.tools,
    );
    const { damaged } = await restoreHistory(one.tools, { output: join(temporary(), 'base.db') });
    expect(damaged).toMatchObject([{ reason: 'it holds 16 rows where 99 were committed' }]);
  });
});
