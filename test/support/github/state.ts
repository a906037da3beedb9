/** What a person may do in a repository, as GitHub's roles name it. */
export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';
export type Side = 'LEFT' | 'RIGHT';
export type ReactionContent = '+1' | '-1' | 'laugh' | 'confused' | 'heart' | 'hooray' | 'rocket' | 'eyes';
/** The permissions of a token of an app, of an installation or of a job. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

/** Everything that has a number and a GraphQL id. */
interface Entity {
  readonly id: number;
  readonly nodeId: string;
}

/** A person, a bot or an organization. */
export interface User extends Entity {
  /** A bot's login ends with `[bot]` here and in REST; GraphQL's `author.login` omits that ending. */
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
  /** By the full name of a repository. */
  readonly roles: Map<string, Role>;
}

export interface Repository extends Entity {
  readonly owner: User;
  readonly name: string;
  readonly fullName: string;
  private: boolean;
  defaultBranch: string;
  /** The bare clone that is served. */
  readonly folder: string;
  /** The working repository that commits are taken from. */
  readonly source: string;
  readonly forkOf: Repository | null;
  /** Whether `github-actions[bot]` may approve; off, as in a new repository of an organization. */
  actionsMayApprove: boolean;
  readonly createdAt: string;
}

export interface Pull extends Entity {
  readonly repository: Repository;
  readonly number: number;
  readonly author: User;
  /** Null when the fork was deleted. */
  headRepository: Repository | null;
  readonly headOwner: User;
  readonly headBranch: string;
  headCommit: string;
  baseBranch: string;
  /** Tip of the base branch when the head or the base last changed, as GitHub keeps it. */
  baseCommit: string;
  title: string;
  body: string | null;
  draft: boolean;
  labels: string[];
  state: 'open' | 'closed';
  mergedAt: string | null;
  mergedBy: User | null;
  mergeCommit: string | null;
  /** The merge that was tried beforehand (`refs/pull/N/merge`); null on conflicts. */
  testMerge: string | null;
  closedAt: string | null;
  readonly createdAt: string;
  updatedAt: string;
  /** Every head that it ever had, oldest first. */
  readonly heads: string[];
}

export interface Reaction extends Entity {
  readonly author: User;
  readonly content: ReactionContent;
  readonly createdAt: string;
}

/** What review comments, issue comments and reviews have in common. */
export interface Authored extends Entity {
  readonly pull: Pull;
  readonly author: User;
  /** The app whose token wrote it. */
  readonly app: App | null;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  /** Who edited it last. */
  editor: User | null;
  lastEditedAt: string | null;
}

export interface Review extends Authored {
  state: 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED';
  commit: string;
  submittedAt: string | null;
}

export interface IssueComment extends Authored {
  readonly reactions: Reaction[];
  minimized: string | null;
}

export interface ReviewComment extends Authored {
  readonly thread: Thread;
  readonly review: Review;
  /** The comment that opens the thread; null for that comment itself. */
  readonly replyTo: ReviewComment | null;
  readonly reactions: Reaction[];
  minimized: string | null;
}

/** A conversation on lines or on a file. Its place belongs to all its comments. */
export interface Thread extends Entity {
  readonly pull: Pull;
  readonly subject: 'line' | 'file';
  path: string;
  readonly side: Side;
  readonly startSide: Side | null;
  /** Null once the line is gone. */
  line: number | null;
  startLine: number | null;
  readonly originalLine: number | null;
  readonly originalStartLine: number | null;
  readonly originalCommit: string;
  /** The newest head on which the place was found. */
  commit: string;
  position: number | null;
  readonly originalPosition: number | null;
  readonly diffHunk: string;
  isOutdated: boolean;
  resolvedBy: User | null;
  readonly comments: ReviewComment[];
}

export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

export interface CheckSuite extends Entity {
  readonly repository: Repository;
  readonly app: App;
  readonly headCommit: string;
}

export interface CheckRun extends Entity {
  readonly repository: Repository;
  readonly suite: CheckSuite;
  readonly app: App;
  readonly headCommit: string;
  name: string;
  externalId: string;
  detailsUrl: string | null;
  status: string;
  conclusion: string | null;
  startedAt: string;
  completedAt: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: CheckAnnotation[];
}

export interface App extends Entity {
  readonly slug: string;
  readonly name: string;
  readonly clientId: string;
  readonly owner: User;
  /** `<slug>[bot]`. */
  readonly bot: User;
  /** PEM; null for `github-actions`, which nobody signs for. */
  readonly publicKey: string | null;
  readonly webhookSecret: string | null;
  readonly webhookUrl: string | null;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly createdAt: string;
}

export interface Installation extends Entity {
  readonly app: App;
  readonly account: User;
  /** Null: all repositories of the account. */
  repositories: Repository[] | null;
  permissions: Permissions;
  suspendedAt: string | null;
  readonly createdAt: string;
}

/** Who asks: an installation of an app (a job's token is one of `github-actions`) or a person. */
export interface Token {
  readonly value: string;
  readonly actor: User;
  /** Null for a person's token. */
  readonly app: App | null;
  readonly installation: Installation | null;
  /** Full names; null: all that the actor reaches. */
  readonly repositories: readonly string[] | null;
  /** Null for a classic token of a person: the role decides. */
  readonly permissions: Permissions | null;
  expiresAt: number | null;
  revoked: boolean;
}

/** One attempt to deliver an event to an app. A redelivery is another one with the same `guid`. */
export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly app: App;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly deliveredAt: string;
  readonly redelivery: boolean;
  readonly payload: unknown;
  readonly requestHeaders: Readonly<Record<string, string>>;
  durationSeconds: number;
  /** `OK`, or what went wrong in GitHub's words. */
  status: string;
  /** 0 when there was no answer. */
  statusCode: number;
  responseHeaders: Readonly<Record<string, string>>;
  responseBody: string;
}

/** Everything the stand-in remembers. Plain arrays, in the order of creation: tests read them, and only the stand-in writes. */
export interface State {
  readonly users: User[];
  readonly repositories: Repository[];
  readonly pulls: Pull[];
  readonly reviews: Review[];
  readonly threads: Thread[];
  readonly reviewComments: ReviewComment[];
  readonly issueComments: IssueComment[];
  readonly checkSuites: CheckSuite[];
  readonly checkRuns: CheckRun[];
  readonly apps: App[];
  readonly installations: Installation[];
  readonly deliveries: Delivery[];
  readonly tokens: Token[];
}
