import type { App, Authored, Permissions, Pull, Repository, State, Token, User } from './state.ts';

/** What `github-actions` may be granted; a job's token has a part of it. */
const ACTIONS_PERMISSIONS: Permissions = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  issues: 'write',
  metadata: 'read',
  pull_requests: 'write',
  statuses: 'write',
};

/** The state with what is needed to change it: identifiers, the clock and look-ups. */
export class Store {
  readonly state: State = {
    users: [],
    repositories: [],
    pulls: [],
    reviews: [],
    threads: [],
    reviewComments: [],
    issueComments: [],
    checkSuites: [],
    checkRuns: [],
    apps: [],
    installations: [],
    deliveries: [],
    tokens: [],
  };
  readonly actions: App;
  /** What becomes of a thread that GraphQL is to add outside of the diff. */
  offDiffThreads: 'null' | 'vanish' = 'null';
  #lastId = 1000;

  constructor() {
    const owner = this.addUser('github', 'Organization', 9919);
    this.actions = this.addApp({ id: 15368, slug: 'github-actions', owner, botId: 41898282 });
  }

  /** One counter for everything, so that a number of one kind never is a number of another kind. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  entity(prefix: string, given?: number): { readonly id: number; readonly nodeId: string } {
    const id = given ?? this.nextId();
    return { id, nodeId: `${prefix}_kwDO${Buffer.from(String(id)).toString('base64url')}` };
  }

  /** GitHub's times have whole seconds. */
  now(): string {
    return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  }

  addUser(login: string, type: User['type'] = 'User', id?: number): User {
    const known = this.user(login);
    if (known !== null) return known;
    const prefix = { User: 'U', Bot: 'BOT', Organization: 'O' }[type];
    const user: User = { ...this.entity(prefix, id), login, type, roles: new Map() };
    this.state.users.push(user);
    return user;
  }

  addApp(given: {
    readonly id: number;
    readonly slug: string;
    readonly owner: User;
    readonly botId?: number;
    readonly publicKey?: string;
    readonly webhookSecret?: string;
    readonly webhookUrl?: string;
    readonly permissions?: Permissions;
    readonly events?: readonly string[];
  }): App {
    const app: App = {
      ...this.entity('A', given.id),
      slug: given.slug,
      name: given.slug,
      clientId: `Iv23li${String(given.id).padStart(14, '0')}`,
      owner: given.owner,
      bot: this.addUser(`${given.slug}[bot]`, 'Bot', given.botId),
      publicKey: given.publicKey ?? null,
      webhookSecret: given.webhookSecret ?? null,
      webhookUrl: given.webhookUrl ?? null,
      permissions: given.permissions ?? ACTIONS_PERMISSIONS,
      events: given.events ?? [],
      createdAt: this.now(),
    };
    this.state.apps.push(app);
    return app;
  }

  user(login: string): User | null {
    const wanted = login.toLowerCase();
    return this.state.users.find((user) => user.login.toLowerCase() === wanted) ?? null;
  }

  repository(fullName: string): Repository | null {
    const wanted = fullName.toLowerCase();
    return this.state.repositories.find((one) => one.fullName.toLowerCase() === wanted) ?? null;
  }

  pull(repository: Repository, number: number): Pull | null {
    return this.state.pulls.find((one) => one.repository === repository && one.number === number) ?? null;
  }

  token(value: string): Token | null {
    return this.state.tokens.find((token) => token.value === value) ?? null;
  }

  /** The fields of something that is being written now. */
  authored(prefix: string, given: Pick<Authored, 'pull' | 'author' | 'app' | 'body'>): Authored {
    const at = this.now();
    return { ...this.entity(prefix), ...given, createdAt: at, updatedAt: at, editor: null, lastEditedAt: null };
  }
}
