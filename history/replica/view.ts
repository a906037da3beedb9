import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InfrastructureError } from '../../schemas/problem.ts';
import type { Pace } from '../../processes/progress.ts';
import { requireSound } from '../file/open.ts';
import { historyError } from '../file/open-error.ts';
import type { HistoryLog } from '../log.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import { faultOf } from './blame.ts';
import { brokenPromise, type Promised } from './contents.ts';
import { clearLeft } from './local-files.ts';
import type { Epoch, Manifest, Tail } from './manifest.ts';
import { restoreEpoch } from './restore-epoch.ts';
import type { LitestreamTool } from './run-litestream.ts';
import type { ObjectStore } from './store.ts';

/**
 * Which epochs a view holds whole: they never change again. Runs are only ever added, so a view with fewer of them than were counted is another one: the
 * file was moved away, or an older copy was brought back, and what its note says is not true of it.
 */
const Held = z.strictObject({ store: z.string(), epochs: z.array(z.string()), runs: z.int().min(0) });

/** What a view took over, and what it had to leave out. */
export interface ViewUpdate {
  readonly taken: readonly Epoch[];
  /** Epochs that cannot be put together, with the reason; the caller quarantines them. */
  readonly damaged: readonly { readonly epoch: Epoch; readonly reason: string }[];
  /** Tails that a newer Docket writes: they stay in the manifest and out of the view. */
  readonly newer: readonly Tail[];
}

/**
 * Brings a local log up to what the manifest lists: base and tails, open ones as far as they got. The view is never replicated, and
 * taking an epoch over twice changes nothing, so it may be kept from run to run.
 */
export async function updateView(request: {
  readonly view: HistoryLog;
  readonly manifest: Manifest;
  readonly store: ObjectStore;
  readonly tool: LitestreamTool;
  /** With what lies in archives, which no review needs at its start. */
  readonly whole?: boolean;
  /** An epoch to leave out: the caller's own. */
  readonly except?: Epoch;
  /** When all of it is to be done, by `performance.now()`. */
  readonly deadline?: number;
  readonly pace?: Pace | undefined;
}): Promise<ViewUpdate> {
  const { view, manifest, store, tool, whole = false, except, deadline = Infinity, pace } = request;
  await clearLeft(view.path);
  const held = await readHeld(view, store);
  const newer = manifest.tails.filter(({ schema }) => schema > MIGRATIONS.length);
  const wanted = wantedEpochs(manifest, { newer, archives: whole }).filter(
    ({ epoch }) => epoch !== except && !held.has(epoch),
  );
  const folder = await mkdtemp(`${view.path}.restore-`).catch((error: unknown) => {
    throw historyError(error, view.path);
  });
  const taken: Epoch[] = [];
  const damaged: { epoch: Epoch; reason: string }[] = [];
  try {
    for (const { epoch, isWhole, promise } of wanted) {
      const output = join(folder, epoch);
      const answer = await restoreEpoch({ store, tool, epoch, output, timeoutMs: leftOf(deadline, store.url), pace });
      // A finished epoch without anything in it lost what it had.
      const reason =
        answer.kind === 'damaged' ? answer.reason : answer.kind === 'empty' && isWhole ? 'it is empty' : null;
      if (reason !== null) damaged.push({ epoch, reason });
      if (answer.kind !== 'restored') continue;
      const refused = (isWhole ? brokenPromise(output, promise) : null) ?? takeOver(view, output);
      if (refused !== null) damaged.push({ epoch, reason: refused });
      else {
        taken.push(epoch);
        if (isWhole) held.add(epoch);
      }
      await rm(output, { force: true });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await noteHeld(view, store, held);
  return { taken, damaged, newer };
}

/** One restore may take this long; a base of 100 MB takes a few seconds. */
const RESTORE_MS = 120_000;

/** How long one restore may take. Throws where all of it was to be done by now. */
export function leftOf(deadline: number, where: string): number {
  const left = Math.min(RESTORE_MS, deadline - performance.now());
  if (left > 0) return left;
  throw new InfrastructureError({
    what: 'the store takes too long to hand the history over',
    where,
    remedy: 'Run `docket history doctor`, and choose a store that is nearer or faster.',
  });
}

interface WantedEpoch {
  readonly epoch: Epoch;
  /** It never changes again. */
  readonly isWhole: boolean;
  readonly promise: Promised;
}

function wantedEpochs(
  manifest: Manifest,
  { newer, archives }: { readonly newer: readonly Tail[]; readonly archives: boolean },
): WantedEpoch[] {
  const { base } = manifest;
  const archived = archives ? (manifest.archives ?? []) : [];
  const folded = base === null ? archived : [base, ...archived];
  const schema = Math.max(base?.schema ?? 0, ...(manifest.archives ?? []).map((one) => one.schema));
  if (schema > MIGRATIONS.length) {
    throw new InfrastructureError({
      what: `the history was folded by a newer Docket: its schema is version ${schema}, this program knows version ${MIGRATIONS.length}`,
      remedy: 'Update Docket on this machine. Nothing was changed.',
    });
  }
  return [
    ...folded.map((one) => ({ epoch: one.epoch, isWhole: true, promise: one })),
    ...manifest.tails
      .filter((tail) => !newer.includes(tail))
      .map((tail) => ({ epoch: tail.epoch, isWhole: tail.state === 'done', promise: tail })),
  ];
}

/** The union checks the log's own invariants: schema and guards, every row, every reference. Returns why it refuses. */
function takeOver(view: HistoryLog, path: string): string | null {
  const fault = faultOf(path, () => {
    view.merge(path);
    return null;
  });
  // A sound epoch is not set aside for a view that lost a page.
  if (fault !== null) requireSound(view.path);
  return fault;
}

const noteOf = (path: string): string => `${path}.epochs.json`;

/** What a view holds whole, by its note. */
export async function readHeld(view: HistoryLog, store: ObjectStore): Promise<Set<string>> {
  const text = await readFile(noteOf(view.path), 'utf8').catch(() => null);
  const note = text === null ? null : Held.safeParse(parseJson(text));
  // Without a readable note everything is taken over again, which changes nothing.
  const isOfView = note?.success === true && note.data.store === store.url && note.data.runs <= view.countRuns();
  return new Set(isOfView ? note.data.epochs : []);
}

/** Writes down which epochs a view holds whole. */
export async function noteHeld(view: HistoryLog, store: ObjectStore, held: Iterable<string>): Promise<void> {
  const draft = `${noteOf(view.path)}.${process.pid}`;
  await writeFile(draft, JSON.stringify({ store: store.url, epochs: [...held], runs: view.countRuns() }), {
    mode: 0o600,
  });
  await rename(draft, noteOf(view.path));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A note that was cut off is no note.
    return null;
  }
}
