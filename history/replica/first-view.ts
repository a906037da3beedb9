import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InfrastructureError, Problem } from '../../schemas/problem.ts';
import { openMemory } from '../file/open.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import { requireSameSchema } from '../union/union-tables.ts';
import { brokenPromise } from './contents.ts';
import type { Manifest } from './manifest.ts';
import { restoreEpoch } from './restore-epoch.ts';
import type { LitestreamTool } from './run-litestream.ts';
import type { ObjectStore } from './store.ts';
import { noteHeld } from './view.ts';

/**
 * Where there is no view yet, takes the base as it is for one: row by row it is what the manifest promised, so that adding each row to an empty log would
 * come to the same and costs twice as much. What does not fit is left to `updateView`, which says why.
 */
export async function beginView(request: {
  readonly path: string;
  readonly manifest: Manifest;
  readonly store: ObjectStore;
  readonly tool: LitestreamTool;
}): Promise<void> {
  const { path, manifest, store, tool } = request;
  const { base } = manifest;
  if (existsSync(path) || base === null || base.holds === undefined || base.schema !== MIGRATIONS.length) return;
  const folder = await mkdtemp(`${path}.restore-`);
  try {
    const output = join(folder, base.epoch);
    const answer = await restoreEpoch({ store, tool, epoch: base.epoch, output });
    if (answer.kind !== 'restored' || isOther(output) || brokenPromise(output, base) !== null) return;
    await rename(output, path);
    await noteHeld(path, store, [base.epoch]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether its tables, views or triggers are not those of a log: a view of somebody else's could never end. */
function isOther(path: string): boolean {
  const db = openMemory(() => new Date());
  try {
    db.prepare('ATTACH ? AS source').run(path);
    requireSameSchema(db, path);
    return false;
  } catch (error) {
    if (error instanceof Problem) return true;
    throw new InfrastructureError({ what: 'a restored history cannot be opened', where: path, cause: error });
  } finally {
    db.close();
  }
}
