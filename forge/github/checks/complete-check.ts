import type { Annotation, PlannedCheck } from '../../../schemas/publication.ts';
import { type WriteAttempt, attemptWrite } from '../api/attempt-write.ts';
import type { GitHub, GitHubError } from '../api/client.ts';
import {
  annotationKey,
  annotationsOf,
  type CheckPlace,
  externalId,
  idOf,
  type OwnCheckRun,
  ownCheckRuns,
} from './own-check-runs.ts';
import { reconcile } from '../reconcile.ts';
import { isSameText } from '../publish/same-text.ts';
import { checkPatience, type StartedRun } from './start-check.ts';

/** GitHub takes so many annotations in one request, and adds those of the next to them. */
const ANNOTATIONS_A_CALL = 50;

/** A check that ends. */
export interface CheckToComplete extends Omit<CheckPlace, 'name'> {
  /** The run that was started, where the caller remembers it: a list may show it late. */
  readonly id?: number | null | undefined;
  /** What was seen when it was started, where this very review started it. */
  readonly started?: StartedRun | undefined;
  readonly check: PlannedCheck;
  readonly signal?: AbortSignal | undefined;
  /** The pause before GitHub is looked at again when it did not answer. */
  readonly pauseMs?: number | undefined;
}

/** The finished check; `reduced` where GitHub did not take its text and annotations, and only its conclusion stands. */
export interface CompletedCheck {
  readonly url: string | null;
  readonly reduced: boolean;
}

/** Our runs on the commit, and the annotations of the one that counts. */
interface State {
  readonly runs: readonly OwnCheckRun[];
  readonly annotations: readonly string[];
}

type Task =
  | { readonly kind: 'create' }
  | { readonly kind: 'annotate' | 'complete'; readonly run: OwnCheckRun; readonly annotations: readonly Annotation[] }
  /** An older run of the same commit that nobody ended. */
  | { readonly kind: 'close'; readonly run: OwnCheckRun };

/**
 * Concludes the check of a commit, all annotations first, so that a conclusion never stands beside half of them. What GitHub has already
 * is not sent again: it would show twice.
 */
export async function completeCheck(github: GitHub, request: CheckToComplete): Promise<CompletedCheck> {
  const completion = new Completion(github, request);
  const { runs } = await reconcile<State, Task>(checkPatience(request), completion, firstOf(request));
  return { url: runs[0]?.url ?? null, reduced: completion.reduced };
}

/** Annotations of an earlier process are looked for; a run that has none yet has only ours to come. */
function firstOf({ started }: CheckToComplete): State | undefined {
  const [newest] = started?.runs ?? [];
  const isOurs = newest !== undefined && newest.id === started?.id && newest.annotations === 0;
  return isOurs && started !== undefined ? { runs: started.runs, annotations: [] } : undefined;
}

class Completion {
  reduced = false;
  readonly #github: GitHub;
  readonly #request: CheckToComplete;
  /** Taken by GitHub, whether it shows them yet or not. */
  readonly #sent = new Set<string>();
  readonly #settled = new Set<number>();
  #made: number | null = null;

  constructor(github: GitHub, request: CheckToComplete) {
    this.#github = github;
    this.#request = request;
  }

  /** What was made is to be seen; of everything else GitHub's own answer says that it is there. */
  readonly again = ({ kind }: Task) => (kind === 'create' ? 'each' : 'never') as 'each' | 'never';

  readonly look = async (): Promise<State> => {
    const place = { ...this.#request, name: this.#request.check.name };
    const listed = await ownCheckRuns(this.#github, place);
    const known = [this.#request.id ?? null, this.#made].filter((id) => id !== null);
    const hidden = [...new Set(known)].filter((id) => !listed.some((run) => run.id === id));
    const runs = [...listed, ...hidden.map(unlisted)].toSorted((a, b) => b.id - a.id);
    const [newest] = runs;
    return { runs, annotations: newest === undefined ? [] : await annotationsOf(this.#github, place, newest) };
  };

  readonly next = ({ runs, annotations }: State): Task | null => {
    const { check } = this.#request;
    const [newest, ...older] = runs;
    const planned = this.reduced ? [] : check.annotations;
    const keys = new Set(planned.map(annotationKey));
    const hasForeign = !this.reduced && annotations.some((key) => !keys.has(key));
    // What an earlier run of the same commit said in annotations cannot be taken back: a new run stands for it.
    if (newest === undefined || (hasForeign && newest.id !== this.#made))
      return this.#made === null ? { kind: 'create' } : null;
    const open = planned.filter(
      (one) => !annotations.includes(annotationKey(one)) && !this.#sent.has(annotationKey(one)),
    );
    if (open.length > ANNOTATIONS_A_CALL)
      return { kind: 'annotate', run: newest, annotations: open.slice(0, ANNOTATIONS_A_CALL) };
    if (!this.#settled.has(newest.id) && (open.length > 0 || !this.#isRight(newest)))
      return { kind: 'complete', run: newest, annotations: open };
    const dangling = older.find((run) => run.status !== 'completed' && !this.#settled.has(run.id));
    return dangling === undefined ? null : { kind: 'close', run: dangling };
  };

  readonly act = async (task: Task): Promise<WriteAttempt<unknown>> => {
    const end = await attemptWrite(checkPatience(this.#request).signal, () => this.#send(task));
    if (end.kind !== 'done') return end;
    if (task.kind === 'create') this.#made = end.value;
    else if (task.kind !== 'close') for (const one of task.annotations) this.#sent.add(annotationKey(one));
    if (task.kind === 'complete' || task.kind === 'close') this.#settled.add(task.run.id);
    return end;
  };

  /** A check that waits for ever blocks a merge for ever: without its text it is better than not at all. */
  readonly refused = (task: Task, error: GitHubError): void => {
    if (task.kind === 'close') this.#settled.add(task.run.id);
    else if (task.kind === 'create' || !error.isValidation || this.reduced) throw error;
    else this.reduced = true;
  };

  #isRight({ status, conclusion, title, summary }: OwnCheckRun): boolean {
    const { check } = this.#request;
    const isEnded = status === 'completed' && conclusion === check.conclusion && title === check.title;
    return isEnded && isSameText(summary ?? '', check.summary);
  }

  async #send(task: Task): Promise<number> {
    const { repository, head, check } = this.#request;
    const place = { owner: repository.owner, repo: repository.name };
    const { checks } = this.#github.rest;
    const ended = { status: 'completed' as const, conclusion: check.conclusion };
    if (task.kind === 'create') {
      const begun = { name: check.name, external_id: externalId(head), status: 'in_progress' as const };
      return idOf(await checks.create({ ...place, head_sha: head, ...begun }));
    }
    const run = { ...place, check_run_id: task.run.id };
    if (task.kind === 'close') return idOf(await checks.update({ ...run, ...ended }));
    const output = this.reduced
      ? {
          title: check.title.slice(0, 255),
          summary: 'The text of this check was refused by GitHub; see the job summary.',
        }
      : { title: check.title, summary: check.summary, annotations: task.annotations.map(annotationOf) };
    return idOf(await checks.update({ ...run, output, ...(task.kind === 'complete' ? ended : {}) }));
  }
}

/** A run that was started and that the list does not show yet. */
function unlisted(id: number): OwnCheckRun {
  return { id, status: 'in_progress', conclusion: null, title: null, summary: null, annotations: 0, url: null };
}

function annotationOf({ path, startLine, endLine, level, title, message }: Annotation) {
  return { path, start_line: startLine, end_line: endLine, annotation_level: level, title, message };
}
