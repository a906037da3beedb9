import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMarker } from '../../../forge/github/publish/marker.ts';
import { GitRepository } from '../../support/git-repository.ts';
import { type GitHubStandIn, startGitHub } from '../../support/github/github.ts';
import type { Authored, Permissions, Pull, Repository } from '../../support/github/state.ts';
import { endStreams } from '../../support/end-streams.ts';
import { machineEnvironment } from '../../support/machine-environment.ts';
import { JOB_CHILD, startedProgram } from '../../support/program-entry.ts';
import { killProcessesOf, leftProcessesOf } from '../../support/processes.ts';

const ENTRY = startedProgram(JOB_CHILD);

const OURS = 'github-actions[bot]';

/** What the documented set-ups ask for. */
const MAY: Permissions = { contents: 'read', pull_requests: 'write', checks: 'write' };

type Files = Readonly<Record<string, string>>;

/** A pull request to be made. */
export interface Change {
  readonly files: Files;
  readonly message?: string;
  readonly title?: string;
  readonly body?: string;
  /** It comes from a fork of `mallory`. */
  readonly fork?: boolean;
}

/** What a job is run with. */
export interface JobWish {
  readonly event?: readonly [name: string, payload: unknown];
  readonly inputs?: Readonly<Record<string, string>>;
  /** Beside what the runner sets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the log is kept; jobs with the same one remember each other. */
  readonly history?: string;
  readonly workspace?: string;
}

/** A job under way in a process of its own. */
export interface Job {
  readonly pid: number;
  /** Kills it as a machine that goes away would: without a word. */
  kill(): void;
  readonly ended: Promise<JobEnd>;
}

interface JobEnd {
  /** Null for a killed one. */
  readonly code: number | null;
  /** Everything that it printed. */
  readonly log: string;
  /** The summary of the job. */
  readonly summary: string;
  /** The file of its outputs. */
  readonly outputs: string;
}

/** A repository on a local GitHub, pull requests in it, and jobs of GitHub Actions that run Docket on them as real processes. */
export class World {
  readonly github: GitHubStandIn;
  readonly repository: Repository;
  readonly git = new GitRepository();
  readonly folder = mkdtempSync(join(tmpdir(), 'docket-jobs-'));
  readonly token: string;
  readonly #base: string;
  readonly #fork: Repository;
  #count = 0;

  static async open(base: Files): Promise<World> {
    return new World(await startGitHub(), base);
  }

  private constructor(github: GitHubStandIn, base: Files) {
    this.github = github;
    this.#base = this.git.commit('base', base);
    this.repository = github.addRepository({ owner: 'acme', name: 'shop', from: this.git.path });
    github.addUser('grace', { permission: { 'acme/shop': 'write' } });
    this.#fork = github.addRepository({
      owner: 'mallory',
      name: 'shop',
      from: this.git.path,
      forkOf: this.repository,
    });
    this.token = this.newToken();
  }

  /** The token of another job: another one, and the same identity. */
  newToken(): string {
    return this.github.token({ identity: 'actions', repositories: ['acme/shop'], permissions: MAY });
  }

  /** A new pull request on the base. */
  pull({ files, message = 'change', title = 'Find things', body = '', fork = false }: Change): Pull {
    this.git.git('checkout', '--quiet', '--force', '-B', `change-${(this.#count += 1)}`, this.#base);
    // No two pull requests have one head: checks belong to commits.
    this.git.commit(`${message} (${this.#count})`, files);
    const from = this.git.git('rev-parse', '--abbrev-ref', 'HEAD').trim();
    return this.github.openPull({
      repository: this.repository,
      from,
      title,
      body,
      author: fork ? 'mallory' : 'ada',
      ...(fork ? { headRepository: this.#fork } : {}),
    });
  }

  /** Starts the Action for a pull request that was opened, or for another event. */
  start(pull: Pull, wish: JobWish = {}): Job {
    const home = join(this.folder, `job-${(this.#count += 1)}`);
    const place = (name: string) => join(home, name);
    const { event: [name, payload] = ['pull_request_target', this.github.payloads.pullRequest('opened', pull)] } = wish;
    for (const one of ['temp', 'home', 'workspace']) mkdirSync(place(one), { recursive: true });
    writeFileSync(place('event.json'), JSON.stringify(payload));
    for (const one of ['summary.md', 'output', 'state']) writeFileSync(place(one), '');
    const inputs = { 'github-token': this.token, ...(wish.history && { history: wish.history }), ...wish.inputs };
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ENTRY], {
      cwd: wish.workspace ?? place('workspace'),
      env: {
        ...machineEnvironment(),
        HOME: place('home'),
        GITHUB_ACTIONS: 'true',
        GITHUB_EVENT_NAME: name,
        GITHUB_EVENT_PATH: place('event.json'),
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_API_URL: this.github.apiUrl,
        GITHUB_SERVER_URL: this.github.serverUrl,
        GITHUB_RUN_ID: '7',
        GITHUB_STEP_SUMMARY: place('summary.md'),
        GITHUB_OUTPUT: place('output'),
        GITHUB_STATE: place('state'),
        GITHUB_WORKSPACE: wish.workspace ?? place('workspace'),
        RUNNER_TEMP: place('temp'),
        ...Object.fromEntries(Object.entries(inputs).map(([input, value]) => [`INPUT_${input.toUpperCase()}`, value])),
        ...wish.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    child.stdout.on('data', (text: Buffer) => (log += text.toString('utf8')));
    child.stderr.on('data', (text: Buffer) => (log += text.toString('utf8')));
    const ended = new Promise<number | null>((done) => child.on('exit', done));
    return {
      pid: child.pid ?? 0,
      kill: () => void child.kill('SIGKILL'),
      ended: ended.then((code) => ({
        code,
        log,
        summary: readFileSync(place('summary.md'), 'utf8'),
        outputs: readFileSync(place('output'), 'utf8'),
      })),
    };
  }

  /** What people see on a pull request, twice where it is there twice. */
  told(pull: Pull) {
    const { reviews, threads, issueComments, checkRuns } = this.github.state;
    const isOurs = (one: Authored) => one.pull === pull && one.author.login === OURS;
    return {
      reviews: reviews.filter(isOurs).map(({ state }) => state),
      comments: threads
        .filter((one) => one.pull === pull)
        .map(({ path, line, comments }) => {
          const { mark } = readMarker(comments[0]?.body ?? '');
          const title = mark?.kind === 'concern' ? mark.comment.title : 'no mark';
          return `${path}:${line ?? 'file'} ${title}${comments.length > 1 ? ` (${comments.length})` : ''}`;
        })
        .toSorted(),
      summaries: issueComments.filter(isOurs).map(({ body }) => readMarker(body).mark?.kind ?? 'no mark'),
      checks: checkRuns
        .filter((one) => one.headCommit === pull.headCommit)
        .map(({ status, conclusion, title }) => `${status} ${conclusion}: ${title}`),
    };
  }

  /** Every text that Docket left on GitHub, with where it stands. */
  texts(pull: Pull): { readonly where: string; readonly text: string }[] {
    const { reviews, reviewComments, issueComments, checkRuns } = this.github.state;
    const bodies = (where: string, all: readonly Authored[]) =>
      all.filter((one) => one.pull === pull && one.author.login === OURS).map(({ body }) => ({ where, text: body }));
    return [
      ...bodies('review', reviews),
      ...bodies('comment', reviewComments),
      ...bodies('conversation', issueComments),
      ...checkRuns.flatMap((run) => [
        { where: 'check title', text: run.title ?? '' },
        { where: 'check summary', text: run.summary ?? '' },
        ...run.annotations.flatMap(({ message, title = '' }) => [
          { where: 'annotation', text: message },
          { where: 'annotation title', text: title },
        ]),
      ]),
    ];
  }

  /** Processes of jobs that are still there (Linux), when they were given the time to notice. */
  async left(): Promise<string[]> {
    return (await leftProcessesOf(this.folder)).map(({ command }) => command);
  }

  async close(): Promise<void> {
    killProcessesOf(this.folder);
    endStreams(this.folder);
    rmSync(this.folder, { recursive: true, force: true });
    this.git.remove();
    await this.github.close();
  }
}
