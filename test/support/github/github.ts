import { createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Deliveries } from './deliveries.ts';
import type { NewDelivery } from './deliveries.ts';
import { publishedDescription } from './description.ts';
import type { Fault, FaultRule } from './faults.ts';
import { git } from './git.ts';
import { Payloads } from './payloads.ts';
import { People } from './people.ts';
import { ROUTES } from './routes/routes.ts';
import type { Scene } from './scene.ts';
import type { ServedRequest } from './served-request.ts';
import { Service } from './service.ts';
import type { RequestHook } from './service.ts';
import type { App, Delivery, Installation, Permissions, Repository, Role, State, Token, User } from './state.ts';
import { Store } from './store.ts';

export interface NewRepository {
  /** `octo` and `project` make `octo/project`; the owner is made when nobody has the name. */
  readonly owner: string;
  readonly name: string;
  /** Path of a real repository; all its branches are copied. */
  readonly from: string;
  readonly defaultBranch?: string;
  readonly private?: boolean;
  readonly forkOf?: Repository;
}

export interface NewToken {
  /** A job's own token, an installation of an app, or a person. */
  readonly identity: 'actions' | { readonly app: string } | { readonly user: string };
  /** Full names; default: all, but for a job none that is a fork. */
  readonly repositories?: readonly string[];
  /** Default: all of the app's; for a person: whatever the role allows. */
  readonly permissions?: Permissions;
}

export interface NewApp {
  readonly id?: number;
  readonly slug: string;
  /** PEM of the key that the app signs with; its public half is derived. */
  readonly privateKey?: string;
  readonly webhookSecret?: string;
  readonly webhookUrl?: string;
  readonly permissions?: Permissions;
  readonly events?: readonly string[];
}

/** A stateful GitHub on loopback ports. What people do on the site are its methods; everything else comes through the API. */
export class GitHubStandIn extends People {
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly state: State;
  /** Events of the present state, to deliver or to write into a workflow's event file. */
  readonly payloads: Payloads;
  readonly #scene: Scene;
  readonly #service: Service;
  readonly #folder = mkdtempSync(join(tmpdir(), 'docket-github-'));

  constructor(scene: Scene, service: Service) {
    super(scene);
    this.#scene = scene;
    this.#service = service;
    this.apiUrl = scene.urls.api;
    this.serverUrl = scene.urls.server;
    this.state = scene.store.state;
    this.payloads = new Payloads(scene);
  }

  /** Every request so far, answered or not. */
  get requests(): readonly ServedRequest[] {
    return this.#service.requests;
  }

  addRepository(given: NewRepository): Repository {
    const { store } = this.#scene;
    const fullName = `${given.owner}/${given.name}`;
    const folder = join(this.#folder, `${fullName.replace('/', '+')}.git`);
    git(this.#folder, 'clone', '--quiet', '--bare', '--template=', '--', given.from, folder);
    const repository: Repository = {
      ...store.entity('R'),
      owner: store.addUser(given.owner),
      name: given.name,
      fullName,
      private: given.private ?? false,
      defaultBranch: given.defaultBranch ?? 'main',
      folder,
      source: given.from,
      forkOf: given.forkOf ?? null,
      actionsMayApprove: false,
      createdAt: store.now(),
    };
    this.state.repositories.push(repository);
    return repository;
  }

  /** A person (or bot), with roles by the full names of repositories. */
  addUser(
    login: string,
    given: { readonly permission?: Readonly<Record<string, Role>>; readonly type?: User['type'] } = {},
  ): User {
    const user = this.#scene.store.addUser(login, given.type);
    for (const [fullName, role] of Object.entries(given.permission ?? {})) user.roles.set(fullName, role);
    return user;
  }

  app(given: NewApp): App {
    const { store } = this.#scene;
    const { privateKey, ...rest } = given;
    const publicKey =
      privateKey === undefined
        ? {}
        : { publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString() };
    return store.addApp({
      ...rest,
      ...publicKey,
      id: given.id ?? store.nextId(),
      owner: store.addUser('octo-apps', 'Organization'),
    });
  }

  /** Installs an app for an account, on all of its repositories or on some. */
  install(
    app: App,
    account: string,
    given: { readonly repositories?: readonly Repository[]; readonly permissions?: Permissions } = {},
  ): Installation {
    const { store } = this.#scene;
    const installation: Installation = {
      ...store.entity('I'),
      app,
      account: store.addUser(account),
      repositories: given.repositories === undefined ? null : [...given.repositories],
      permissions: given.permissions ?? app.permissions,
      suspendedAt: null,
      createdAt: store.now(),
    };
    this.state.installations.push(installation);
    return installation;
  }

  /** Sends an event to the only app with a webhook, or to the given one. Resolves when it answered, or did not. */
  deliver(
    event: string,
    payload: unknown,
    more: Partial<Pick<NewDelivery, 'app' | 'id' | 'secret'>> = {},
  ): Promise<Delivery> {
    const [only, ...others] = this.state.apps.filter((one) => one.webhookUrl !== null);
    const app = more.app ?? (others.length === 0 ? only : undefined);
    if (app === undefined) throw new Error('Say which app the event is for.');
    return this.#scene.deliveries.send({ ...more, app, event, payload });
  }

  token(given: NewToken): string {
    const { store } = this.#scene;
    const { identity } = given;
    const slug = identity === 'actions' ? 'github-actions' : 'app' in identity ? identity.app : null;
    const app = slug === null ? null : (this.state.apps.find((one) => one.slug === slug) ?? null);
    if (slug !== null && app === null) throw new Error(`There is no app ${slug}.`);
    const actor = typeof identity === 'object' && 'user' in identity ? store.addUser(identity.user) : app?.bot;
    if (actor === undefined) throw new Error('A token belongs to somebody.');
    const token: Token = {
      value: `${app === null ? 'ghp' : 'ghs'}_${String(store.nextId()).padStart(36, '0')}`,
      actor,
      app,
      installation: this.#installationOf(app, given.repositories?.[0]),
      repositories: given.repositories ?? null,
      permissions: given.permissions ?? app?.permissions ?? null,
      expiresAt: null,
      revoked: false,
    };
    this.state.tokens.push(token);
    return token.value;
  }

  /** The installation that a token of an app belongs to, where there is one: by the repository, else the only one. */
  #installationOf(app: App | null, fullName: string | undefined): Installation | null {
    const own = this.state.installations.filter((one) => one.app === app);
    if (fullName === undefined) return own.length === 1 ? (own[0] ?? null) : null;
    return own.find((one) => one.account.login === fullName.split('/')[0]) ?? null;
  }

  /** Makes a token worthless, as its end or its revocation does. */
  expire(value: string): void {
    const token = this.#scene.store.token(value);
    if (token !== null) token.expiresAt = 0;
  }

  fault(rule: FaultRule): Fault {
    return this.#service.faults.add(rule);
  }

  /** Called before and after every request; a throw cuts the connection there. Answers how to stop it. */
  onRequest(hook: RequestHook): () => void {
    this.#service.hooks.add(hook);
    return () => void this.#service.hooks.delete(hook);
  }

  /** When every delivery that is under way has its answer, those that were asked for again included. */
  deliveriesDone(): Promise<void> {
    return this.#scene.deliveries.done();
  }

  /** What was not as GitHub describes it, and forgets it: for tests that break the rules on purpose. */
  takeViolations(): readonly string[] {
    return this.#scene.violations.splice(0);
  }

  /** Stops. Throws when a request or an answer was not as GitHub describes it. */
  async close(): Promise<void> {
    await this.#scene.deliveries.stop();
    await this.#service.close();
    rmSync(this.#folder, { recursive: true, force: true });
    const violations = this.takeViolations();
    if (violations.length > 0) throw new Error(`Not as GitHub describes it:\n${violations.join('\n')}`);
  }
}

export interface GitHubOptions {
  /** `ghes` serves everything on one port, below `/api`, and is checked against a server's description. */
  readonly host?: 'github.com' | 'ghes';
  /** What `addPullRequestReviewThread` does outside of the diff; both were seen. Default: `null`, no thread and no error. */
  readonly offDiffThreads?: 'null' | 'vanish';
}

/** Starts a GitHub without anything in it. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubStandIn> {
  const service = new Service(ROUTES);
  const isServer = options.host === 'ghes';
  const server = await service.listen();
  const api = isServer ? `${server}/api/v3` : await service.listen();
  const graphql = isServer ? `${server}/api/graphql` : `${api}/graphql`;
  const store = new Store();
  store.offDiffThreads = options.offDiffThreads ?? 'null';
  const scene: Scene = { store, deliveries: new Deliveries(store), urls: { api, server, graphql }, violations: [] };
  const paths = isServer ? { rest: '/api/v3', graphql: '/api/graphql' } : { rest: '', graphql: '/graphql' };
  service.begin(scene, publishedDescription(options.host ?? 'github.com'), paths);
  return new GitHubStandIn(scene, service);
}
