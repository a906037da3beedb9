import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../history/ids.ts';
import { MIGRATIONS } from '../../../history/schema/migrations.ts';
import { openDatabase } from '../../../history/file/open.ts';
import { foldTails } from '../../../history/replica/fold.ts';
import { changeManifest, readManifest } from '../../../history/replica/head.ts';
import { litestreamConfig } from '../../../history/replica/litestream-config.ts';
import { finishTail } from '../../../history/replica/manifest.ts';
import { runLitestream } from '../../../history/replica/run-litestream.ts';
import type { ReplicaTools } from '../../../history/replica/run-replica.ts';
import { missingTools } from '../../support/go-tools.ts';
import { freshView, temporary, toolsInFolder, wholeRun } from './world.ts';

const missing = missingTools('litestream');
const RUN = '01900000-0000-7000-8000-000000000001';

/** A finished tail as an older Docket left it: with the first migrations only. */
async function olderTail(tools: ReplicaTools, version: number): Promise<void> {
  const folder = temporary();
  const path = join(folder, 'old.db');
  const db = openDatabase(path, { migrations: MIGRATIONS.slice(0, version) });
  const row = [RUN, '2025-01-05T10:00:00.000Z', '0.0.1', '1', 'range', 'main...HEAD', 'local', '0'.repeat(64)];
  db.prepare('INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?)').run(...row);
  db.close();
  const epoch = newId();
  const config = join(folder, 'litestream.yml');
  await writeFile(config, litestreamConfig({ db: path, replica: tools.store.replicaOf(epoch), socket: null }));
  const args = ['replicate', '-config', config, '-once', '-force-snapshot'];
  expect(await runLitestream(tools.tool, args, { timeoutMs: 300_000 })).toMatchObject({ code: 0 });
  const tail = { epoch, run: RUN, startedAt: '2025-01-05T10:00:00.000Z', schema: version };
  await changeManifest(tools.store, finishTail(tail), tools);
}

describe.skipIf(missing !== null)(`a history of several versions${missing === null ? '' : ` (${missing})`}`, () => {
  it('is brought to the newest schema in the view, whichever version wrote its parts', async () => {
    const tools = toolsInFolder(temporary());
    await wholeRun(tools, temporary());
    await olderTail(tools, 1);
    const manifest = await readManifest(tools.store);
    if (manifest === null) throw new Error('no manifest');
    const { runs, update } = await freshView(tools, manifest);
    expect(update.damaged).toEqual([]);
    expect(runs).toHaveLength(2);
    expect(runs).toContain(RUN);
    // What the store holds is as it was; only a fold writes it anew, in the newest schema.
    expect(await foldTails(tools, { atLeast: 1 })).toMatchObject({
      kind: 'folded',
      base: { schema: MIGRATIONS.length },
    });
    const folded = await readManifest(tools.store);
    if (folded === null) throw new Error('no manifest');
    expect((await freshView(tools, folded)).runs).toEqual(runs);
  });
});
