import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { GitRepository } from '../../support/git-repository.ts';
import { type GitHubStandIn, startGitHub } from '../../support/github/github.ts';
import type { ServedRequest } from '../../support/github/served-request.ts';
import type { App, Installation, Pull, Repository } from '../../support/github/state.ts';
import { MANIFEST } from './manifest.ts';
import { SECRET } from './sign.ts';
import { machineEnvironment } from '../../support/machine-environment.ts';
import { endStreams } from '../../support/end-streams.ts';
import { bringCommits } from '../../support/github/git.ts';
import { killProcessesOf } from '../../support/processes.ts';
import { DOCKET_ENTRY } from '../../support/program-entry.ts';

/** Made once: keys take their time. */
export const PRIVATE_KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey;

const BASE = { 'src/a.js': 'export const a = 1;\n', 'README.md': '# Shop\n' };

/** A `docket serve` in a process of its own. */
export interface ServeProcess {
  readonly child: ChildProcess;
  /** Everything that it printed. */
  readonly output: () => string;
  /** Resolves when a line contains this. */
  printed(text: string): Promise<void>;
  /** Sends a signal and waits for the end; answers the exit code, null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** An App on a local GitHub: an installation with one repository, and a server that is started when the test wants it. */
export class ServeScene {
  readonly github: GitHubStandIn;
  readonly app: App;
  readonly installation: Installation;
  readonly repository: Repository;
  readonly folder: string;
  readonly url: string;
  readonly #git: GitRepository;
  /** Commits that are made already, by the name of the pull request or the text of the push. */
  readonly #ready = new Map<string, { readonly commit: string; readonly repository: Repository }>();

  static async open(base: Readonly<Record<string, string>> = BASE): Promise<ServeScene> {
    return new ServeScene(await startGitHub(), await freePort(), base);
  }

  private constructor(github: GitHubStandIn, port: number, base: Readonly<Record<string, string>>) {
    this.github = github;
    this.url = `http://127.0.0.1:${port}`;
    this.folder = mkdtempSync(join(tmpdir(), 'docket-serve-'));
    this.#git = new GitRepository();
    this.#git.commit('base', base);
    this.repository = this.#addRepository('shop');
    this.app = github.app({
      slug: 'docket',
      privateKey: PRIVATE_KEY,
      webhookSecret: SECRET,
      webhookUrl: `${this.url}/api/github/webhooks`,
      // What the manifest asks for, and nothing more.
      permissions: MANIFEST.default_permissions,
      events: MANIFEST.default_events,
    });
    this.installation = github.install(this.app, 'acme');
  }

  /**
   * Makes the commits of many pull requests, each of its name and of what will be pushed to it, by turns in so many repositories. One by one they take
   * a dozen starts of git each.
   */
  prepare(pulls: readonly { readonly name: string; readonly pushes: readonly string[] }[], repositories: number): void {
    const others = Array.from({ length: repositories - 1 }, (_, n) => this.#addRepository(`shop${n}`));
    const all = [this.repository, ...others];
    const branches = pulls.map(({ name, pushes }) => ({ name, files: [opening(name), ...pushes.map(pushed)] }));
    const commits = this.#git.commitBranches('main', branches);
    for (const [turn, repository] of all.entries()) {
      const mine = pulls.flatMap(({ name, pushes }, at) =>
        at % all.length === turn
          ? [name, ...pushes].map((text, depth) => ({ text, commit: commits[at]?.[depth] ?? '' }))
          : [],
      );
      bringCommits(
        repository.folder,
        this.#git.path,
        mine.map(({ commit }) => commit),
      );
      for (const { text, commit } of mine) this.#ready.set(text, { commit, repository });
    }
  }

  #addRepository(name: string): Repository {
    const repository = this.github.addRepository({ owner: 'acme', name, from: this.#git.path, private: true });
    this.github.addUser('ada', { permission: { [repository.fullName]: 'write' } });
    return repository;
  }

  /** A pull request of `ada`, with something to say about it unless other files are given. */
  openPull(name: string, files: Readonly<Record<string, string>> = opening(name)): Pull {
    const rest = { repository: this.repository, author: 'ada', title: `Add ${name}` };
    const ready = this.#ready.get(name);
    if (ready !== undefined)
      return this.github.openPull({ ...rest, repository: ready.repository, from: ready.commit, branch: name });
    this.#git.git('checkout', '--quiet', '-B', name, 'main');
    this.#git.commit(name, files);
    return this.github.openPull({ ...rest, from: name });
  }

  push(pull: Pull, text: string, files: Readonly<Record<string, string>> = pushed(text)): void {
    const ready = this.#ready.get(text);
    if (ready !== undefined) return this.github.push(pull, ready.commit);
    this.#git.git('checkout', '--quiet', pull.headBranch);
    this.github.push(pull, this.#git.commit(text, files));
  }

  delivered(action: string, pull: Pull, id?: string) {
    const payload = this.github.payloads.pullRequest(action, pull);
    return this.github.deliver('pull_request', payload, id === undefined ? {} : { id });
  }

  /** Our submitted reviews of a pull request. */
  reviews(pull: Pull) {
    return this.github.state.reviews.filter((review) => review.pull === pull && review.state !== 'PENDING');
  }

  /** Resolves when such a request has arrived (or has been answered). */
  asked(fits: (request: ServedRequest) => boolean, phase: 'before' | 'after' = 'before'): Promise<ServedRequest> {
    return new Promise((done) => {
      const forget = this.github.onRequest((request, at) => {
        if (at !== phase || !fits(request)) return;
        forget();
        done(request);
      });
    });
  }

  environment(given: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      ...machineEnvironment(),
      HOME: this.folder,
      NO_COLOR: '1',
      DOCKET_APP_ID: String(this.app.id),
      DOCKET_PRIVATE_KEY: PRIVATE_KEY,
      DOCKET_WEBHOOK_SECRET: SECRET,
      DOCKET_DATA: join(this.folder, 'data'),
      DOCKET_PORT: new URL(this.url).port,
      DOCKET_API_URL: this.github.apiUrl,
      DOCKET_SERVER_URL: this.github.serverUrl,
      DOCKET_LOG_LEVEL: 'trace',
      ...given,
    };
  }

  /** Starts the real program; resolves when it listens. */
  async serve(given: Readonly<Record<string, string>> = {}, user?: number): Promise<ServeProcess> {
    if (user !== undefined) {
      chownSync(this.folder, user, user);
      // What is made for a run of the tests is its maker's alone: the program, and the folders around this one.
      chmodSync(join(DOCKET_ENTRY, '../../..'), 0o755);
      for (let at = tmpdir(); /^(?:f|docket-run)-/.test(basename(at)); at = dirname(at)) chmodSync(at, 0o711);
    }
    const started = startServe(this.environment(given), ['serve'], user);
    await started.printed('the App listens');
    return started;
  }

  async close(): Promise<void> {
    killProcessesOf(this.folder);
    endStreams(this.folder);
    this.#git.remove();
    rmSync(this.folder, { recursive: true, force: true });
    await this.github.close();
  }
}

const opening = (name: string): Readonly<Record<string, string>> => ({
  [`src/${name}.js`]: `export function run(req) {\n  return eval(req.query.code); // ${name}\n}\n`,
});

const pushed = (text: string): Readonly<Record<string, string>> => ({
  [`src/${text}.js`]: `export const ${text} = 2;\n`,
});

/** Runs `docket serve` with this environment and no other, as another user or by another program where one is named. */
export function startServe(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = ['serve'],
  user?: number,
  entry: string = DOCKET_ENTRY,
): ServeProcess {
  const as = user === undefined ? {} : { uid: user, gid: user };
  const child = spawn(process.execPath, [entry, ...args], { env, ...as, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((done) => child.on('exit', (code) => done(code)));
  let text = '';
  const waits = new Set<() => void>();
  const add = (chunk: Buffer) => {
    text += chunk.toString('utf8');
    for (const look of waits) look();
  };
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  return {
    child,
    output: () => text,
    printed: (wanted) =>
      new Promise((done, fail) => {
        const look = () => {
          if (!text.includes(wanted)) return;
          waits.delete(look);
          done();
        };
        waits.add(look);
        look();
        void ended.then((code) => text.includes(wanted) || fail(new Error(`ended with ${code}:\n${text}`)));
        // Sooner than the test's own limit, which would not tell what was printed.
        setTimeout(() => fail(new Error(`"${wanted}" was not printed:\n${text}`)), 1_500_000).unref();
      }),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
