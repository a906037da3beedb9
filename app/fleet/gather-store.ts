import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { z } from 'zod';
import { openHistory } from '../../history/log.ts';
import { adoptBase } from '../../history/replica/adopt-base.ts';
import { parseManifest } from '../../history/replica/manifest.ts';
import type { ObjectStore, StoredObject } from '../../history/replica/store.ts';
import type { LitestreamTool } from '../../history/replica/run-litestream.ts';
import type { S3Clients } from '../../history/replica/stores/s3-clients.ts';
import { updateView } from '../../history/replica/view.ts';
import { FleetPart } from '../../schemas/fleet/fleet-statistics.ts';
import { FleetStore } from '../../schemas/fleet/fleet-stores.ts';
import { InputError } from '../../schemas/problem.ts';
import { toolsFor } from '../history/store-of.ts';
import type { Environment } from '../config/config.ts';
import { answerIn, keepAnswer, keyOf, storeFolder, viewIn } from './fleet-cache.ts';
import { gatherPart } from './gather-part.ts';
import { openFleetStore } from './open-fleet-store.ts';

/** Asks one store one question. */
export const GatherJob = z.strictObject({ store: FleetStore, since: z.string().nullable(), cache: z.string() });
export type GatherJob = z.infer<typeof GatherJob>;

/** The part of one store, and what is missing from it. */
export const GatheredStore = z.strictObject({ part: FleetPart, damaged: z.array(z.string()) });
export type GatheredStore = z.infer<typeof GatheredStore>;

/** What an answer about a store depends on: commits are random, so that no two manifests are the same. */
export function stateOf({ bytes }: StoredObject): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Where the answer of a store in a state is kept. */
export function partPath({ store, since, cache }: GatherJob, url: string, state: string): string {
  return answerIn(storeFolder(cache, url), keyOf(store.name, since, state));
}

/** Throws the `InputError` of a store that nothing was ever committed to: most likely its address is wrong. */
export function requireHead(head: StoredObject | null, { url }: ObjectStore): StoredObject {
  if (head !== null) return head;
  throw new InputError({ what: 'there is no history in this store yet', where: url, remedy: 'Correct its address.' });
}

/** Brings the view of a store up to its state of now, asks it, and keeps the answer. Runs count once they are committed. */
export async function gatherStore(
  job: GatherJob,
  { environment, clients }: { readonly environment: Environment; readonly clients?: S3Clients },
): Promise<GatheredStore> {
  const store = openFleetStore(job.store, clients);
  try {
    const head = requireHead(await store.readHead(), store);
    const { tool } = await toolsFor(store, environment);
    const path = viewIn(storeFolder(job.cache, store.url));
    await mkdir(storeFolder(job.cache, store.url), { recursive: true, mode: 0o700 });
    const damaged = await bringUp(path, { store, head, tool });
    const log = openHistory(path, { readonly: true });
    try {
      const part = gatherPart(log, { name: job.store.name, since: job.since });
      if (damaged.length === 0) await keepAnswer(partPath(job, store.url, stateOf(head)), part);
      return { part, damaged };
    } finally {
      log.close();
    }
  } finally {
    store.close();
  }
}

async function bringUp(
  path: string,
  { store, head, tool }: { readonly store: ObjectStore; readonly head: StoredObject; readonly tool: LitestreamTool },
): Promise<string[]> {
  const listed = parseManifest(head.bytes, store.url);
  const manifest = { ...listed, tails: listed.tails.filter(({ state }) => state === 'done') };
  // What is not taken so is taken row by row below, which says why.
  await adoptBase({ path, base: manifest.base, store, tool, deadline: Infinity });
  const view = openHistory(path);
  try {
    const { damaged, newer } = await updateView({ view, manifest, store, tool, whole: true });
    return [
      ...damaged.map(({ epoch, reason }) => `epoch ${epoch} is damaged: ${reason}`),
      ...listed.quarantined.map(({ epoch, reason }) => `epoch ${epoch} was put aside as damaged: ${reason}`),
      ...newer.map(({ epoch, schema }) => `run ${epoch} was written by a newer Docket (schema ${schema})`),
    ];
  } finally {
    view.close();
  }
}
