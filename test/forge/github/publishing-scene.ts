import { createGitHub, type GitHub } from '../../../forge/github/api/client.ts';
import { publish } from '../../../forge/github/publish/publish.ts';
import type { Published, PublishRequest } from '../../../forge/github/publish/published.ts';
import { readMarker } from '../../../forge/github/publish/marker.ts';
import type { PlannedComment, PlannedPublication } from '../../../schemas/publication.ts';
import { GitRepository } from '../../support/git-repository.ts';
import { type GitHubStandIn, startGitHub } from '../../support/github/github.ts';
import type { Pull, Repository, Review, Thread } from '../../support/github/state.ts';

const BASE = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);

/** Lines of `a.ts` at the head: 3 and 20 are changed, 30 is deleted; `gone.ts` is deleted, `b.ts` is new. */
function headOf(text: readonly string[]): string {
  const lines = text.map((line, index) => ([2, 19].includes(index) ? `${line} changed` : line));
  return `${lines.toSpliced(29, 1).join('\n')}\n`;
}

/** A GitHub with one repository; every test opens a pull request of its own. */
export class Scene {
  readonly github: GitHubStandIn;
  readonly repository: Repository;
  readonly git: GitRepository;
  readonly head: string;
  /** A commit that follows the head, and one that replaces it. */
  readonly next: string;
  readonly forced: string;
  #pulls = 0;
  #blank: Pull | null = null;

  private constructor(github: GitHubStandIn, git: GitRepository) {
    this.github = github;
    this.git = git;
    git.git('checkout', '--quiet', '-b', 'change');
    git.git('rm', '--quiet', 'gone.ts');
    this.head = git.commit('head', { 'a.ts': headOf(BASE), 'b.ts': 'one\ntwo\nthree\n' });
    this.next = git.commit('next', { 'b.ts': 'four\n' });
    git.git('reset', '--quiet', '--hard', this.head);
    this.forced = git.git('commit-tree', 'HEAD^{tree}', '-p', 'main', '-m', 'forced').trim();
    this.repository = github.addRepository({ owner: 'octo', name: 'project', from: git.path });
  }

  static async open(): Promise<Scene> {
    const git = new GitRepository();
    git.commit('base', { 'a.ts': `${BASE.join('\n')}\n`, 'gone.ts': 'old\n', 'same.ts': 'same\n' });
    return new Scene(await startGitHub(), git);
  }

  pull(): Pull {
    this.#pulls += 1;
    return this.github.openPull({
      repository: this.repository,
      from: this.head,
      branch: `change-${this.#pulls}`,
    });
  }

  /** A pull request that nobody said anything on yet, always the same one: opening one takes git a while. */
  blank(): Pull {
    this.#blank ??= this.pull();
    const { reviews, threads, reviewComments, issueComments, checkRuns } = this.github.state;
    for (const list of [reviews, threads, reviewComments, issueComments, checkRuns]) list.length = 0;
    return this.#blank;
  }

  /** A client with a token of a job; `who` is told to the stand-in, so that its requests can be told from others'. */
  client(
    who = 'run',
    given: {
      readonly permissions?: Readonly<Record<string, 'read' | 'write'>>;
      readonly user?: string;
      readonly signal?: AbortSignal;
    } = {},
  ): GitHub {
    const permissions = given.permissions ?? { contents: 'read', pull_requests: 'write', checks: 'write' };
    const identity = given.user === undefined ? ('actions' as const) : { user: given.user };
    const token = this.github.token({ identity, ...(given.user === undefined ? { permissions } : {}) });
    return createGitHub({
      apiUrl: this.github.apiUrl,
      token: () => Promise.resolve(token),
      userAgent: who,
      patienceSeconds: 2,
      ...(given.signal === undefined ? {} : { signal: given.signal }),
    });
  }

  publish(
    pull: Pull,
    plan: PlannedPublication,
    of: Partial<PublishRequest> & { readonly who?: string } = {},
  ): Promise<Published> {
    const { who, ...request } = of;
    const signal = request.signal ?? new AbortController().signal;
    return publish({
      github: this.client(who, { signal }),
      ref: refOf(pull),
      plan,
      publication: publication(1),
      known: [],
      patienceMs: 100,
      onNotice: () => {},
      signal,
      ...request,
    });
  }

  async close(): Promise<void> {
    this.git.remove();
    await this.github.close();
  }

  /** Our reviews, without the empty ones that GitHub makes for answers in threads. */
  reviews(pull: Pull): readonly Review[] {
    return this.github.state.reviews.filter((one) => one.pull === pull && readMarker(one.body).mark?.kind === 'review');
  }

  threads(pull: Pull): readonly Thread[] {
    return this.github.state.threads.filter((one) => one.pull === pull);
  }

  /** Where people read each concern, sorted: `name:line`, `name:file`, `name:body`. Twice means that it was said twice. */
  said(pull: Pull): readonly string[] {
    const visible = this.threads(pull).filter(({ comments: [first] }) => first?.review.state !== 'PENDING');
    const threads = visible.flatMap(({ comments: [first], subject, line }) => {
      const mark = readMarker(first?.body ?? '').mark;
      return mark?.kind === 'concern' ? [`${mark.comment.concern}:${subject === 'file' ? 'file' : line}`] : [];
    });
    const inBody = this.reviews(pull).flatMap(({ body }) => {
      const { mark } = readMarker(body);
      return mark?.kind === 'review' ? (mark.inBody ?? []).map((concern) => `${concern}:body`) : [];
    });
    return [...threads, ...inBody].toSorted();
  }

  summaries(pull: Pull): readonly string[] {
    return this.github.state.issueComments
      .filter((one) => one.pull === pull && readMarker(one.body).mark?.kind === 'summary')
      .map((one) => readMarker(one.body).rest);
  }
}

export function refOf(pull: Pull) {
  return { owner: pull.repository.owner.login, name: pull.repository.name, number: pull.number };
}

/** A publication's id, by number. */
export function publication(number: number): string {
  return `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

/** A comment on a line of `a.ts` at the head, unless told otherwise. */
export function comment(
  head: string,
  concern: string,
  place: Partial<{ path: string; side: 'old' | 'new'; start: number; line: number | null }> = {},
): PlannedComment {
  const { path = 'a.ts', side = 'new', line = 3 } = place;
  const at = { path, side, startLine: place.start ?? line, endLine: line };
  return {
    place: line === null ? { kind: 'file', path } : { kind: 'lines', at },
    body: `Concern ${concern}`,
    mark: {
      kind: 'concern',
      head,
      blob: null,
      state: 'raised',
      actor: null,
      reason: null,
      comment: {
        finding: `f-${concern}`,
        merged: [],
        reviewers: ['quality'],
        origins: ['check'],
        fingerprint: concern,
        concern,
        rule: 'quality/rule',
        severity: 'warning',
        confidence: 800,
        placement: line === null ? 'file' : 'inline',
        location: at,
        evidence: null,
        title: `Concern ${concern}`,
        explanation: '',
        failureScenario: null,
        replacement: null,
        references: [],
      },
    },
  };
}

/** A publication with these comments, a summary and a check. */
export function planned(
  head: string,
  comments: readonly PlannedComment[],
  of: Partial<PlannedPublication> = {},
): PlannedPublication {
  return {
    head,
    review: comments.length === 0 ? null : { event: 'COMMENT', body: 'What is new.', comments: [...comments] },
    updates: [],
    replies: [],
    summary: {
      body: `Summary of ${comments.length}`,
      mark: {
        kind: 'summary',
        head,
        base: head,
        verdict: 'minor_issues',
        complete: true,
        concerns: [],
        pausedBy: null,
      },
    },
    check: { name: 'Docket', conclusion: 'success', title: 'Minor issues', summary: 'Some.', annotations: [] },
    ...of,
  };
}
