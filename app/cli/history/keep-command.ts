import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type HistoryLog, openHistory } from '../../../history/log.ts';
import { cleanUp, KEPT_MS } from '../../../history/replica/clean-up.ts';
import { foldTails } from '../../../history/replica/fold.ts';
import { readManifest } from '../../../history/replica/head.ts';
import { replicasFolder, viewPath } from '../../../history/replica/local-files.ts';
import { commitReplica, isWritten, localReplicas, type ReplicaTools } from '../../../history/replica/run-replica.ts';
import { updateView } from '../../../history/replica/view.ts';
import { InfrastructureError, InputError, Problem } from '../../../schemas/problem.ts';
import { Digest } from '../../../schemas/run.ts';
import { renderProblem } from '../render/render-problem.ts';
import { type HistoryCommandOptions, type MeantHistory, storeTools, withMeantHistory } from './history-host.ts';

const COMMIT_MS = 120_000;

/** `docket history sync`: brings every run that is only on this machine into the store. Exit code 4 when one does not get there. */
export function syncCommand(options: HistoryCommandOptions): Promise<number> {
  return withMeantHistory(options, async (meant) => {
    const tools = await storeTools(meant);
    const folder = replicasFolder(meant.folder);
    const sessions = await localReplicas(folder);
    let failed = 0;
    for (const session of sessions) {
      if (session.store !== tools.store.url) {
        failed += 1;
        say(`run ${session.run} belongs into another store; set \`store\` as it was then: ${session.store}`);
        continue;
      }
      if (isWritten(session)) {
        say(`run ${session.run} is under way (process ${session.writer}) and stores itself at its end`);
        continue;
      }
      try {
        await commitReplica(tools, folder, session, { timeoutMs: COMMIT_MS });
        say(`stored: run ${session.run}`);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        failed += 1;
        process.stderr.write(renderProblem(error));
      }
    }
    if (sessions.length === 0) say('nothing waits: all runs of this machine are in the store');
    return failed > 0 ? 4 : 0;
  });
}

/** `docket history fold`: puts finished runs together into one base, lets go what the retention no longer keeps, and archives what is old. */
export function foldCommand(options: HistoryCommandOptions): Promise<number> {
  return withMeantHistory(options, async (meant) => {
    const tools = await storeTools(meant);
    const archiving = { retention: meant.config.retention };
    // An archive is bounded, and a fold makes one: a long past takes several.
    for (let atLeast = 1; ; atLeast = 0) {
      const folded = await foldTails(tools, { atLeast, archiving });
      if (folded.kind === 'given-up') say(`not folded: ${folded.reason}`);
      if (folded.kind === 'given-up') return 4;
      if (folded.kind === 'nothing-to-do') say('nothing to fold: no run has finished since the last fold');
      if (folded.kind === 'nothing-to-do') return 0;
      const { base, held, archived, returned, retained } = folded;
      say(`folded: ${held.length} runs into base ${base.epoch}`);
      if (returned > 0) say(`${returned} runs came back from an archive: a retention is set since`);
      if (retained.runs > 0)
        say(`retention: the bytes of ${retained.runs} runs were let go (${kilobytes(retained.bytes)})`);
      if (archived > 0) say(`archived: ${archived} runs of long ago`);
      if (archived === 0 && returned === 0) return 0;
    }
  });
}

/** `docket history gc`: deletes what no reader needs any more. */
export function gcCommand(
  options: HistoryCommandOptions & { readonly dryRun?: boolean; readonly now?: boolean },
): Promise<number> {
  return withMeantHistory(options, async (meant) => {
    const { store, now } = await storeTools(meant);
    const { dryRun = false } = options;
    const cleaned = await cleanUp(store, { now, dryRun, keptMs: options.now === true ? 0 : KEPT_MS });
    say(
      `${dryRun ? 'would delete' : 'deleted'}: ${cleaned.epochs.length} epochs, ${cleaned.objects} objects, ${kilobytes(cleaned.bytes)}`,
    );
    return 0;
  });
}

/** `docket history purge DIGEST`: lets the bytes of an artifact go wherever they are used; the rows that name them stay. */
export function purgeCommand(digest: string, options: HistoryCommandOptions): Promise<number> {
  const named = Digest.safeParse(digest.toLowerCase());
  if (!named.success) {
    throw new InputError({
      what: `${digest} is no digest`,
      where: 'docket history purge',
      remedy: '`docket log RUN --json` names the digests of artifacts.',
    });
  }
  return withMeantHistory(options, async (meant) => {
    if (meant.store === null) return purgeLocally(meant, named.data);
    const tools = await storeTools(meant);
    await syncFirst(tools, meant);
    let uses = 0;
    const folded = await foldTails(tools, {
      atLeast: 0,
      purge: {
        digest: named.data,
        onUses: (found) => {
          uses = found;
          requireUses(uses, named.data, tools.store.url);
        },
      },
    });
    if (folded.kind !== 'folded') {
      throw new InfrastructureError({
        what: `nothing was purged: ${folded.kind === 'given-up' ? folded.reason : 'there is no history'}`,
        where: tools.store.url,
        remedy: 'Try again.',
      });
    }
    say(`purged: ${uses} uses of ${named.data}`);
    await purgeView(tools, meant);
    const { tails = [], quarantined = [] } = (await readManifest(tools.store)) ?? {};
    for (const { epoch } of quarantined) say(`not looked into, it is set aside as damaged and is kept: ${epoch}`);
    const open = tails.filter(({ state }) => state === 'open');
    for (const { epoch } of open) say(`not looked into, it is still open: ${epoch}. Purge again when it is finished.`);
    say('Older copies of the history still hold the bytes for 7 days; `docket history gc --now` deletes them at once.');
    return 0;
  });
}

function purgeLocally({ path }: MeantHistory, digest: string): number {
  if (!existsSync(path)) throw new InputError({ what: 'there is no history yet', where: path });
  const log = openHistory(path);
  try {
    say(`purged: ${forgetIn(log, digest, path)} uses of ${digest}`);
    return 0;
  } finally {
    log.close();
  }
}

/** Rows that are only here would bring the bytes back when they are pushed. */
async function syncFirst({ store }: ReplicaTools, { folder }: MeantHistory): Promise<void> {
  const waiting = (await localReplicas(replicasFolder(folder))).filter((session) => session.store === store.url);
  if (waiting.length === 0) return;
  throw new InputError({
    what: `nothing was purged: ${waiting.length} runs are only on this machine, and could bring the bytes back`,
    where: folder,
    remedy: 'Run `docket history sync` first.',
  });
}

/** The view of this machine holds the bytes, too. */
async function purgeView({ store, tool }: ReplicaTools, { folder }: MeantHistory): Promise<void> {
  const path = viewPath(folder, store);
  const manifest = existsSync(path) ? await readManifest(store) : null;
  if (manifest === null) return;
  const view = openHistory(path);
  try {
    await updateView({ view, manifest, store, tool, whole: true });
  } finally {
    view.close();
  }
}

function forgetIn(log: HistoryLog, digest: string, where: string): number {
  const uses = log.forgetDigest(digest, 'purged');
  requireUses(uses, digest, where);
  return uses;
}

function requireUses(uses: number, digest: string, where: string): void {
  if (uses > 0) return;
  throw new InputError({
    what: `no artifact with the digest ${digest} is in the history, or its bytes were let go before`,
    where,
    remedy: '`docket log RUN --json` names the digests of artifacts.',
  });
}

/** `docket history export FILE`: one SQLite file with everything. */
export function exportTarget(host: { readonly cwd: string }, file: string): string {
  const output = resolve(host.cwd, file);
  if (!existsSync(output)) return output;
  throw new InputError({ what: 'the file exists already', where: output, remedy: 'Name a new one.' });
}

const say = (text: string): boolean => process.stderr.write(`${text}\n`);
const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} kB`;
