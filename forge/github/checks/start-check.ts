import { type WriteAttempt, attemptWrite } from '../api/attempt-write.ts';
import { GitHubError, type GitHub } from '../api/client.ts';
import { type CheckPlace, externalId, runOf, type OwnCheckRun, ownCheckRuns } from './own-check-runs.ts';
import { untilThere } from '../read/until-there.ts';
import type { WriteFrame } from '../publish/publishing.ts';
import { reconcile } from '../reconcile.ts';

/** A check that begins. */
export interface CheckToStart extends CheckPlace {
  /** Where people can watch the run. */
  readonly detailsUrl?: string | undefined;
  readonly onNotice?: ((text: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The pause before GitHub is looked at again when it did not answer. */
  readonly pauseMs?: number | undefined;
}

/** A check that shows that a review is under way, and what was there beside it. */
export interface StartedRun {
  readonly id: number;
  /** Ours on the commit, newest first, with the one that was started. */
  readonly runs: readonly OwnCheckRun[];
}

const PAUSE_MS = 500;

/** Opens the finished run with this id again, or makes a new one. */
type Task = { readonly reopen: number | null };

/**
 * Shows on the commit that a review is under way. Returns the check run, or null where the token may not write checks: that is
 * told and keeps no review from being made.
 */
export async function startCheck(github: GitHub, check: CheckToStart): Promise<StartedRun | null> {
  let started: OwnCheckRun | null = null;
  let mayReopen = true;
  const work = {
    // A run that GitHub took needs no second look: who completes it sees to the others.
    again: 'never' as const,
    look: () => ownCheckRuns(github, check),
    next: ([newest]: readonly OwnCheckRun[]): Task | null => {
      if (started !== null || (newest !== undefined && newest.status !== 'completed')) return null;
      // Annotations stay for ever, so a run that has some is not opened again.
      return { reopen: newest !== undefined && newest.annotations === 0 && mayReopen ? newest.id : null };
    },
    act: async ({ reopen }: Task) => {
      const end = await begin(github, check, reopen);
      if (end.kind === 'done') started = end.value;
      return end;
    },
    refused: ({ reopen }: Task, error: GitHubError) => {
      if (reopen === null || !error.isValidation) throw error;
      mayReopen = false;
    },
  };
  try {
    const seen = await reconcile(checkPatience(check), work);
    return startedAmong(seen, started);
  } catch (error) {
    if (!(error instanceof GitHubError) || !error.isPermission) throw error;
    check.onNotice?.(`No check run: ${error.message}`);
    return null;
  }
}

function startedAmong(seen: readonly OwnCheckRun[], made: OwnCheckRun | null): StartedRun | null {
  const runs = made === null ? seen : [made, ...seen.filter(({ id }) => id !== made.id)];
  const [newest] = runs.toSorted((a, b) => b.id - a.id);
  const started = made ?? newest;
  return started === undefined ? null : { id: started.id, runs: runs.toSorted((a, b) => b.id - a.id) };
}

/** How a check is waited for. */
export function checkPatience({
  repository,
  head,
  signal,
  pauseMs,
}: Omit<CheckPlace, 'name'> & Pick<CheckToStart, 'signal' | 'pauseMs'>): WriteFrame {
  const where = `${repository.owner}/${repository.name}@${head}`;
  return { signal: signal ?? new AbortController().signal, pauseMs: pauseMs ?? PAUSE_MS, where };
}

function begin(github: GitHub, check: CheckToStart, reopen: number | null): Promise<WriteAttempt<OwnCheckRun>> {
  const repository = { owner: check.repository.owner, repo: check.repository.name };
  const { head, name, detailsUrl } = check;
  const details = detailsUrl === undefined ? {} : { details_url: detailsUrl };
  const state = { name, external_id: externalId(head), status: 'in_progress' as const, ...details };
  return attemptWrite(checkPatience(check).signal, async () =>
    runOf(
      reopen === null
        ? await untilThere(github, () => github.rest.checks.create({ ...repository, head_sha: head, ...state }))
        : await github.rest.checks.update({ ...repository, check_run_id: reopen, ...state }),
    ),
  );
}
