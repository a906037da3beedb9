import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { intentOf } from '../../../app/pull-request/event.ts';
import { handleIntent } from '../../../app/pull-request/handle-intent.ts';
import type { IntentOutcome, PullRequestHost } from '../../../app/pull-request/host.ts';
import { createGitHub } from '../../../forge/github/api/client.ts';
import { readMarker } from '../../../forge/github/publish/marker.ts';
import { type HistoryLog, openHistory } from '../../../history/log.ts';
import { GitRepository } from '../../support/git-repository.ts';
import { type GitHubStandIn, startGitHub } from '../../support/github/github.ts';
import type { CheckRun, Permissions, Pull, Repository, Thread } from '../../support/github/state.ts';
import { machineEnvironment } from '../../support/machine-environment.ts';

const MAY: Permissions = {
  metadata: 'read',
  contents: 'read',
  pull_requests: 'write',
  issues: 'write',
  checks: 'write',
};

// Every review starts processes of our own; what was compiled once starts faster in the next.
enableCompileCache();

type Files = Readonly<Record<string, string>>;

/** What is set up beside an ordinary pull request of somebody with write permission. */
export interface Wish {
  readonly base?: Files;
  readonly change?: Files;
  /** The pull request comes from a fork of `mallory`. */
  readonly fork?: boolean;
  readonly author?: string;
  readonly draft?: boolean;
  readonly labels?: readonly string[];
  readonly permissions?: Permissions;
  readonly flags?: PullRequestHost['flags'];
}

/** A repository with one pull request on a local GitHub, and Docket beside it as an app. */
export class Scene {
  readonly github: GitHubStandIn;
  readonly repository: Repository;
  readonly pull: Pull;
  readonly folder: string;
  /** What was told while working. */
  readonly notices: string[] = [];
  readonly #git: GitRepository;
  readonly #token: string;
  readonly #wish: Wish;

  static async open(wish: Wish = {}): Promise<Scene> {
    return new Scene(await startGitHub(), wish);
  }

  private constructor(github: GitHubStandIn, wish: Wish) {
    this.github = github;
    this.#wish = wish;
    this.folder = mkdtempSync(join(tmpdir(), 'docket-pull-'));
    this.#git = new GitRepository();
    this.#git.commit('base', wish.base ?? BASE);
    this.repository = github.addRepository({ owner: 'acme', name: 'shop', from: this.#git.path });
    github.addUser('ada', { permission: { 'acme/shop': 'read' } });
    github.addUser('grace', { permission: { 'acme/shop': 'write' } });
    github.addUser('mallory');
    github.addUser('renovate[bot]', { type: 'Bot' });
    this.#git.git('checkout', '--quiet', '-b', 'topic');
    this.#git.commit('change', wish.change ?? CHANGE);
    const fork =
      wish.fork === true
        ? {
            headRepository: github.addRepository({
              owner: 'mallory',
              name: 'shop',
              from: this.#git.path,
              forkOf: this.repository,
            }),
          }
        : {};
    const { draft = false, labels = [], author = wish.fork === true ? 'mallory' : 'ada' } = wish;
    this.pull = github.openPull({
      repository: this.repository,
      from: 'topic',
      author,
      draft,
      labels,
      title: 'Find things',
      ...fork,
    });
    github.app({ slug: 'docket', permissions: wish.permissions ?? MAY });
    this.#token = github.token({ identity: { app: 'docket' } });
  }

  /** Pushes a commit with these files; null deletes one. */
  push(files: Readonly<Record<string, string | null>>): string {
    for (const [path, text] of Object.entries(files)) if (text === null) this.#git.git('rm', '--quiet', path);
    const kept = Object.entries(files).filter((file): file is [string, string] => file[1] !== null);
    const commit = this.#git.commit('more', Object.fromEntries(kept));
    this.github.push(this.pull, commit);
    return commit;
  }

  /** Something happened to the pull request. */
  happened(action: string, more: Readonly<Record<string, unknown>> = {}): Promise<IntentOutcome> {
    return this.deliver('pull_request', this.github.payloads.pullRequest(action, this.pull, more));
  }

  /** Somebody writes in the conversation. */
  says(login: string, body: string): Promise<IntentOutcome> {
    const comment = this.github.comment(this.pull, login, body);
    return this.deliver('issue_comment', this.github.payloads.issueComment(comment));
  }

  /** Somebody answers in a thread, and the event is delivered. */
  answers(title: string, login: string, body: string): Promise<IntentOutcome> {
    const comment = this.github.reply(this.thread(title), login, body);
    return this.deliver('pull_request_review_comment', this.github.payloads.reviewComment(comment));
  }

  deliver(event: string, payload: unknown): Promise<IntentOutcome> {
    return handleIntent(intentOf(event, payload), this.host());
  }

  host(token: string = this.#token): PullRequestHost {
    const { signal } = new AbortController();
    const github = createGitHub({
      apiUrl: this.github.apiUrl,
      serverUrl: this.github.serverUrl,
      token: async () => token,
      userAgent: 'docket-test',
      signal,
    });
    return {
      github,
      environment: { ...machineEnvironment(), HOME: this.folder },
      configFile: null,
      flags: this.#wish.flags ?? [],
      gitFolder: join(this.folder, 'objects.git'),
      historyPath: join(this.folder, 'history.db'),
      token: async () => token,
      serverUrl: this.github.serverUrl,
      scores: {},
      runUrl: 'https://ci.example.com/run/1',
      patienceMs: 200,
      onProgress: (event) => {
        if (event.kind === 'notice') this.notices.push(event.text);
      },
      signal,
      clock: () => performance.now(),
    };
  }

  /** Our thread about something. */
  thread(title: string): Thread {
    const found = this.github.state.threads.find(({ comments: [first] }) => first?.body.includes(`**${title}**`));
    if (found === undefined) throw new Error(`there is no thread about ${title}`);
    return found;
  }

  /** What stands on the pull request: each thread of ours by its title, with its state as the mark says it. */
  threads(): Record<string, string> {
    return Object.fromEntries(
      this.github.state.threads.map(({ comments: [first] }) => {
        const { mark, rest } = readMarker(first?.body ?? '');
        const title = mark?.kind === 'concern' ? mark.comment.title : rest;
        return [title, mark?.kind === 'concern' ? mark.state : 'no mark'];
      }),
    );
  }

  /** Our reviews by their states; GitHub also makes one of every single answer in a thread. */
  reviews(): string[] {
    const isReview = (body: string) => readMarker(body).mark?.kind === 'review';
    return this.github.state.reviews.filter(({ body }) => isReview(body)).map(({ state }) => state);
  }

  /** The newest check of a commit; of the head when none is named. */
  check(
    commit: string = this.pull.headCommit,
  ): Pick<CheckRun, 'status' | 'conclusion'> & { readonly title: string | null } {
    const run = this.github.state.checkRuns.findLast(({ headCommit }) => headCommit === commit);
    if (run === undefined) throw new Error('there is no check');
    return { status: run.status, conclusion: run.conclusion, title: run.title };
  }

  /** Our comments in the conversation, without marks; the summary is the first. */
  comments(): string[] {
    return this.github.state.issueComments
      .filter(({ author }) => author.login === 'docket[bot]')
      .map(({ body }) => readMarker(body).rest);
  }

  /** Our answers in a thread. */
  repliesIn(title: string): string[] {
    return this.thread(title)
      .comments.slice(1)
      .filter(({ author }) => author.login === 'docket[bot]')
      .map(({ body }) => readMarker(body).rest);
  }

  log<T>(look: (log: HistoryLog) => T): T {
    const log = openHistory(join(this.folder, 'history.db'), { readonly: true });
    try {
      return look(log);
    } finally {
      log.close();
    }
  }

  /** What the log says became of the comments: kind, actor and reason. */
  outcomes(): string[] {
    return this.log((log) =>
      log
        .outcomesOn({ source: 'pull-request', label: `acme/shop#${this.pull.number}` })
        .map(({ outcome: { kind, actor, reason, role } }) =>
          [kind, actor, reason, role].filter((part) => part !== null && part !== undefined).join(' · '),
        ),
    );
  }

  /** A new runner: nothing is left of the log and of the fetched objects. */
  forget(): void {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder);
  }

  async close(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    this.#git.remove();
    await this.github.close();
  }
}

const BASE: Files = {
  'package.json': '{ "name": "shop", "version": "1.0.0" }\n',
  'src/db.ts': 'export async function load(db: Db) {\n  return db.query("select 1");\n}\n',
};

export const EVAL = 'export function run(request: Request) {\n  return eval(request.query.code);\n}\n';
export const SHELL =
  "import { exec } from 'node:child_process';\n\nexport function clean(request: Request) {\n  exec('rm -rf ' + request.query.path);\n}\n";
export const LOOP = `export async function load(db: Db, ids: string[]) {
  const rows = [];
  for (const id of ids) {
    rows.push(await db.query('select * from t where id = ?', [id]));
  }
  return rows;
}
`;

const CHANGE: Files = { 'src/run.ts': EVAL, 'src/clean.ts': SHELL, 'src/db.ts': LOOP };
