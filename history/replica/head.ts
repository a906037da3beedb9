import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../ids.ts';
import { InfrastructureError } from '../../schemas/problem.ts';
import { type Change, commitTo, EMPTY, type Manifest, parseManifest } from './manifest.ts';
import { EPOCHS, type ObjectStore } from './store.ts';

/** More runs than this do not finish in the same second. */
const MOST_ATTEMPTS = 60;
const LONGEST_PAUSE_MS = 400;

/**
 * Reads the manifest; null when the store has never been used. A manifest that is missing beside epochs fails: an empty history would
 * look like a fresh start, and its next commit would bury the old one.
 */
export async function readManifest(store: ObjectStore): Promise<Manifest | null> {
  const head = await store.readHead();
  if (head !== null) return parseManifest(head.bytes, store.url);
  await requireUnused(store);
  return null;
}

/**
 * Changes the manifest by compare-and-swap, again and again while others are faster. A swap without an answer, or one that is answered
 * as lost although it was ours, is recognised by its random commit id.
 */
export async function changeManifest(
  store: ObjectStore,
  change: Change,
  {
    now,
    random = Math.random,
    deadline = Infinity,
  }: {
    readonly now: () => Date;
    readonly random?: () => number;
    /** After this moment, by `performance.now()`, nothing is tried again. */
    readonly deadline?: number | undefined;
  },
): Promise<Manifest> {
  const tried = new Set<string>();
  let unanswered: Error | null = null;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const head = await store.readHead();
    if (head === null) await requireUnused(store);
    const current = head === null ? null : parseManifest(head.bytes, store.url);
    if (current !== null && current.commits.some(({ id }) => tried.has(id))) return current;
    // Nothing to change, nothing to swap.
    if (current !== null && change(current) === current) return current;
    // A store that swallows answers twice in a row is down.
    if (unanswered !== null && tried.size > 3) throw unanswered;
    if (performance.now() > deadline) break;
    const id = newId();
    const next = commitTo(current ?? EMPTY, change, { id, at: now().toISOString() });
    tried.add(id);
    try {
      const answer = await store.swapHead(Buffer.from(JSON.stringify(next)), head?.version ?? null);
      if (answer === 'swapped') return next;
      unanswered = null;
    } catch (error) {
      // Looked at again from the manifest, which alone knows whether it took place.
      unanswered = error instanceof Error ? error : new Error(String(error));
    }
    await sleep(random() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** attempt));
  }
  throw new InfrastructureError({
    what: `the manifest of the history could not be changed: others were faster ${tried.size} times`,
    where: store.url,
    remedy: 'Try again later; the rows are kept on this machine. `docket history sync` commits them.',
  });
}

/** Refuses a store that ignores conditions on writes, before anything is entrusted to it. */
export async function requireConditions(store: ObjectStore): Promise<void> {
  if (!(await store.holdsConditions())) throw noConditions(store.url);
}

/** What is said of such a store, by a run as by the doctor. */
export function noConditions(where: string): InfrastructureError {
  return new InfrastructureError({
    what: 'this store ignores conditions on writes (If-None-Match, If-Match): two runs could overwrite each other',
    where,
    remedy: 'Use S3, or a server that implements conditional writes.',
  });
}

async function requireUnused(store: ObjectStore): Promise<void> {
  const [first] = await store.list(EPOCHS);
  if (first === undefined) return;
  throw new InfrastructureError({
    what: 'the store holds parts of a history but no manifest (HEAD.json), so what belongs to it is not known',
    where: store.url,
    remedy:
      'Bring HEAD.json back (an older version of the object, a backup). To begin anew, choose another prefix; nothing was written.',
  });
}
