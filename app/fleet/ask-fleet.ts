import { z } from 'zod';
import { openInMemory } from '../../history/log.ts';
import { S3Clients } from '../../history/replica/stores/s3-clients.ts';
import { FleetPart, FleetStatistics, type ToldStore } from '../../schemas/fleet/fleet-statistics.ts';
import type { FleetStore } from '../../schemas/fleet/fleet-stores.ts';
import { InfrastructureError, InputError, Problem } from '../../schemas/problem.ts';
import { addParts, finished } from './add-parts.ts';
import { answerIn, keepAnswer, keptAnswer, keyOf } from './fleet-cache.ts';
import { gatherPart } from './gather-part.ts';
import { type GatheredStore, type GatherJob, partPath, requireHead, stateOf } from './gather-store.ts';
import { openFleetStore } from './open-fleet-store.ts';

export interface FleetQuestion {
  readonly stores: readonly FleetStore[];
  readonly since: string | null;
  /** A folder of the operator's own. */
  readonly cache: string;
  /** Asks a store of which no answer is kept. */
  readonly gather: (job: GatherJob) => Promise<GatheredStore>;
}

/** What a fleet says, and the newest of its runs. */
const FleetAnswer = z.strictObject({ told: FleetStatistics, newest: FleetPart.shape.newest });
export type FleetAnswer = z.infer<typeof FleetAnswer>;

/** Stores that are asked at the same time for what they hold. */
const HEADS_AT_ONCE = 16;

/** How a store stands: its state, or why it has none. */
type Standing = { readonly url: string; readonly state: string } | { readonly trouble: Problem };

/** One question over many stores. A store that fails costs that store and is told; memory is that of one part and the sum, however many there are. */
export async function askFleet(question: FleetQuestion): Promise<FleetAnswer> {
  const { stores, since, cache } = question;
  const clients = new S3Clients();
  const standing = await eachOf(stores, HEADS_AT_ONCE, (store) => standingOf(store, clients));
  const path = answerIn(cache, keyOf(since, stores, standing));
  const isWhole = standing.every((one) => 'state' in one);
  const kept = isWhole ? await keptAnswer(path, FleetAnswer) : null;
  if (kept !== null) return kept;
  const answer = await addUp(question, standing);
  if (answer.told.stores.every(({ state }) => state === 'read')) await keepAnswer(path, answer);
  return answer;
}

async function standingOf(store: FleetStore, clients: S3Clients): Promise<Standing> {
  return orTrouble(async () => {
    const opened = openFleetStore(store, clients);
    try {
      return { url: opened.url, state: stateOf(requireHead(await opened.readHead(), opened)) };
    } finally {
      opened.close();
    }
  });
}

async function addUp(question: FleetQuestion, standing: readonly Standing[]): Promise<FleetAnswer> {
  const { stores, since } = question;
  let sum: FleetPart = emptyPart(since);
  let before = Promise.resolve();
  const told = await eachOf(stores, HEADS_AT_ONCE, async (store, at): Promise<ToldStore> => {
    // Added up in the order of the list, so that the same stores give the same figures to the last digit.
    const earlier = before;
    const mine = Promise.withResolvers<void>();
    before = mine.promise;
    try {
      const gathered = await partOf(store, standing[at], question);
      await earlier;
      if ('trouble' in gathered) return missing(store, gathered.trouble);
      sum = addParts(sum, gathered.part);
      return read(store, gathered);
    } finally {
      mine.resolve();
    }
  });
  return { told: { schemaVersion: 1, stores: told, statistics: finished(sum) }, newest: sum.newest };
}

function emptyPart(since: string | null): FleetPart {
  const log = openInMemory();
  try {
    return gatherPart(log, { name: '', since });
  } finally {
    log.close();
  }
}

async function partOf(
  store: FleetStore,
  standing: Standing | undefined,
  { since, cache, gather }: FleetQuestion,
): Promise<GatheredStore | { readonly trouble: Problem }> {
  if (standing === undefined || 'trouble' in standing) return standing ?? { trouble: unread() };
  const job = { store, since, cache };
  const kept = await keptAnswer(partPath(job, standing.url, standing.state), FleetPart);
  return kept === null ? orTrouble(() => gather(job)) : { part: kept, damaged: [] };
}

const unread = (): Problem => new InfrastructureError({ what: 'it was not asked' });

async function orTrouble<T>(action: () => Promise<T>): Promise<T | { readonly trouble: Problem }> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Problem) return { trouble: error };
    throw error;
  }
}

function missing({ name }: FleetStore, { message, where, constructor }: Problem): ToldStore {
  const exitCode = constructor === InputError ? 2 : 4;
  const reason = where === undefined ? message : `${message} (${where})`;
  return {
    name,
    state: 'missing',
    exitCode,
    reason,
    runs: 0,
    published: 0,
    accepted: 0,
    costMicroUsd: 0,
    lastRunAt: null,
  };
}

function read({ name }: FleetStore, { part: { statistics }, damaged }: GatheredStore): ToldStore {
  const { life, runs, spending } = statistics;
  return {
    name,
    ...(damaged.length === 0
      ? { state: 'read', exitCode: 0, reason: null }
      : { state: 'partly', exitCode: 4, reason: damaged.join('; ') }),
    runs: runs.total,
    published: life.inline + life.file + life.summary,
    accepted: spending.accepted,
    costMicroUsd: spending.costMicroUsd,
    lastRunAt: runs.last,
  };
}

/** Does it for each, so many at the same time; the answers are in the order of the list. */
async function eachOf<Item, Answer>(
  items: readonly Item[],
  atOnce: number,
  action: (item: Item, at: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const left = items.entries();
  const work = async () => {
    for (const [at, item] of left) answers[at] = await action(item, at);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  return answers;
}
