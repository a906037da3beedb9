import { addReaction, editComment, writeIssueComment } from './comment-acts.ts';
import { bringCommit, commitOf, git, gitOrNull, isKnown, updateRefs } from './git.ts';
import { reAnchor, sidesOf } from './re-anchor.ts';
import { Reviewing } from './reviewing.ts';
import type { Scene } from './scene.ts';
import type {
  Authored,
  IssueComment,
  Pull,
  Reaction,
  ReactionContent,
  Repository,
  Review,
  ReviewComment,
  Thread,
  User,
} from './state.ts';

export interface NewPull {
  readonly repository: Repository;
  /** A branch or commit of the head repository's working repository. */
  readonly from: string;
  /** Name of the head branch; default: `from` when it is a branch, else `change`. */
  readonly branch?: string;
  /** A fork; default: the repository itself. */
  readonly headRepository?: Repository;
  readonly base?: string;
  readonly title?: string;
  readonly body?: string | null;
  /** A login; it is made when nobody has it. */
  readonly author?: string;
  readonly draft?: boolean;
  readonly labels?: readonly string[];
}

/** What people do on the site: none of it goes through the API. */
export class People {
  readonly #scene: Scene;
  readonly #reviewing: Reviewing;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#reviewing = new Reviewing(scene.store);
  }

  openPull(given: NewPull): Pull {
    const { store } = this.#scene;
    const { repository } = given;
    const head = given.headRepository ?? repository;
    const isBranch = () =>
      gitOrNull(head.source, 'rev-parse', '--verify', '--quiet', `refs/heads/${given.from}`) !== null;
    const number =
      1 + Math.max(0, ...store.state.pulls.filter((one) => one.repository === repository).map((one) => one.number));
    const baseBranch = given.base ?? repository.defaultBranch;
    const at = store.now();
    const pull: Pull = {
      ...store.entity('PR'),
      repository,
      number,
      author: store.addUser(given.author ?? 'octocat'),
      headRepository: head,
      headOwner: head.owner,
      headBranch: given.branch ?? (isBranch() ? given.from : 'change'),
      headCommit: '',
      baseBranch,
      baseCommit: this.#tip(repository, baseBranch),
      title: given.title ?? 'A change',
      body: given.body ?? null,
      draft: given.draft ?? false,
      labels: [...(given.labels ?? [])],
      state: 'open',
      mergedAt: null,
      mergedBy: null,
      mergeCommit: null,
      testMerge: null,
      closedAt: null,
      createdAt: at,
      updatedAt: at,
      heads: [],
    };
    store.state.pulls.push(pull);
    this.#setHead(pull, given.from);
    return pull;
  }

  /** A push to the head branch, forced or not. */
  push(pull: Pull, commit: string): void {
    const before = sidesOf(pull);
    const old = pull.headCommit;
    this.#setHead(pull, commit);
    this.#moved(pull, before);
    // Nothing is left to move.
    if (!this.#scene.store.state.reviews.some((review) => review.pull === pull)) return;
    const isForced = gitOrNull(pull.repository.folder, 'merge-base', '--is-ancestor', old, pull.headCommit) === null;
    if (!isForced) return;
    // After a forced push GitHub shows submitted reviews at a commit that still is part of the pull request.
    for (const review of this.#scene.store.state.reviews)
      if (review.pull === pull && review.state !== 'PENDING') review.commit = pull.headCommit;
  }

  /** A push to a branch of a repository, seen by the pull requests whose base it is. */
  pushBranch(repository: Repository, branch: string, commit: string): void {
    const id = this.#bring(repository, repository, commit);
    git(repository.folder, 'update-ref', `refs/heads/${branch}`, id);
    for (const pull of this.#scene.store.state.pulls)
      if (pull.repository === repository && pull.baseBranch === branch && pull.state === 'open')
        this.#setMerge(pull, id);
  }

  setBase(pull: Pull, branch: string): void {
    const before = sidesOf(pull);
    pull.baseBranch = branch;
    pull.baseCommit = this.#tip(pull.repository, branch);
    this.#setMerge(pull, pull.baseCommit);
    this.#moved(pull, before);
  }

  /** Changes what stands above the conversation; labels are replaced as a whole. */
  edit(pull: Pull, changes: Partial<Pick<Pull, 'title' | 'body' | 'draft' | 'labels' | 'headRepository'>>): void {
    Object.assign(pull, changes, { updatedAt: this.#scene.store.now() });
  }

  label(pull: Pull, ...labels: readonly string[]): void {
    this.edit(pull, { labels: [...labels] });
  }

  setDraft(pull: Pull, draft: boolean): void {
    this.edit(pull, { draft });
  }

  closePull(pull: Pull): void {
    const at = this.#scene.store.now();
    Object.assign(pull, { state: 'closed', closedAt: at, updatedAt: at });
  }

  reopen(pull: Pull): void {
    Object.assign(pull, { state: 'open', closedAt: null, updatedAt: this.#scene.store.now() });
  }

  /** Merges as the site does; the base branch moves. */
  merge(pull: Pull, by: string, method: 'merge' | 'squash' = 'merge'): void {
    const { repository } = pull;
    const tip = this.#tip(repository, pull.baseBranch);
    const commit = mergeCommit(repository.folder, tip, pull, method);
    if (commit === null) throw new Error(`Pull request ${pull.number} has conflicts.`);
    git(repository.folder, 'update-ref', `refs/heads/${pull.baseBranch}`, commit);
    this.closePull(pull);
    Object.assign(pull, { mergedAt: pull.closedAt, mergedBy: this.#user(by), mergeCommit: commit });
  }

  /** Puts a pull request into the merge queue: the group's branch and commit that GitHub makes for it. */
  queue(pull: Pull): {
    readonly headRef: string;
    readonly head: string;
    readonly baseRef: string;
    readonly base: string;
  } {
    const { repository } = pull;
    const base = this.#tip(repository, pull.baseBranch);
    const head = mergeCommit(repository.folder, base, pull, 'merge');
    if (head === null) throw new Error(`Pull request ${pull.number} has conflicts.`);
    const headRef = `refs/heads/gh-readonly-queue/${pull.baseBranch}/pr-${pull.number}-${base}`;
    git(repository.folder, 'update-ref', headRef, head);
    return { headRef, head, baseRef: `refs/heads/${pull.baseBranch}`, base };
  }

  /** A comment in the conversation. */
  comment(pull: Pull, login: string, body: string): IssueComment {
    return writeIssueComment({ scene: this.#scene }, { pull, author: this.#user(login), app: null, body });
  }

  /** An answer in a thread, named by itself or by any comment of it. */
  reply(to: Thread | ReviewComment, login: string, body: string): ReviewComment {
    const thread = 'thread' in to ? to.thread : to;
    return this.#reviewing.reply(thread, { actor: this.#user(login), app: null }, body);
  }

  react(to: ReviewComment | IssueComment, login: string, content: ReactionContent): Reaction {
    return addReaction({ scene: this.#scene }, to.reactions, { author: this.#user(login), content }).reaction;
  }

  resolve(thread: Thread, login: string): void {
    thread.resolvedBy = this.#user(login);
  }

  unresolve(thread: Thread): void {
    thread.resolvedBy = null;
  }

  /** Changes somebody's words, as people with write permission can. */
  editComment(comment: Authored, login: string, body: string): void {
    const token = { actor: this.#user(login) };
    editComment({ scene: this.#scene, token }, comment, body);
  }

  /** A review of a person; without an event it stays pending. */
  review(
    pull: Pull,
    login: string,
    given: Pick<Parameters<Reviewing['create']>[0], 'event' | 'body' | 'comments'>,
  ): Review {
    return this.#reviewing.create({ ...given, pull, by: { actor: this.#user(login), app: null }, commit: null });
  }

  #user(login: string): User {
    return this.#scene.store.addUser(login, login.endsWith('[bot]') ? 'Bot' : 'User');
  }

  #tip(repository: Repository, branch: string): string {
    const tip = commitOf(repository.folder, `refs/heads/${branch}`);
    if (tip === null) throw new Error(`${repository.fullName} has no branch ${branch}.`);
    return tip;
  }

  #bring(to: Repository, from: Repository, name: string): string {
    if (isKnown(to.folder, name)) return name;
    const commit = commitOf(from.source, name) ?? commitOf(from.folder, name);
    if (commit === null) throw new Error(`${from.source} has no commit ${name}.`);
    bringCommit(to.folder, from.source, commit);
    return commit;
  }

  #setHead(pull: Pull, name: string): void {
    const head = pull.headRepository ?? pull.repository;
    const commit = this.#bring(pull.repository, head, name);
    if (head !== pull.repository) this.#bring(head, head, name);
    const branch = `refs/heads/${pull.headBranch}`;
    if (head !== pull.repository) updateRefs(head.folder, [[branch, commit]]);
    pull.headCommit = commit;
    pull.heads.push(commit);
    pull.baseCommit = this.#tip(pull.repository, pull.baseBranch);
    pull.updatedAt = this.#scene.store.now();
    const own = head === pull.repository ? [[branch, commit] as const] : [];
    this.#setMerge(pull, pull.baseCommit, [[`refs/pull/${pull.number}/head`, commit], ...own]);
  }

  /** The merge that GitHub tries beforehand, and that a workflow of the pull request runs on. */
  #setMerge(pull: Pull, tip: string, refs: readonly (readonly [name: string, commit: string])[] = []): void {
    const { folder } = pull.repository;
    const commit = mergeCommit(folder, tip, pull, 'merge');
    const isSame = commit === null && pull.testMerge === null;
    updateRefs(folder, [...refs, ...(isSame ? [] : [[`refs/pull/${pull.number}/merge`, commit] as const])]);
    pull.testMerge = commit;
  }

  #moved(pull: Pull, before: ReturnType<typeof sidesOf>): void {
    const threads = this.#scene.store.state.threads.filter((thread) => thread.pull === pull);
    if (threads.length > 0) reAnchor(threads, pull, before);
  }
}

/** The commit that merging makes, or null on conflicts. */
function mergeCommit(folder: string, tip: string, pull: Pull, method: 'merge' | 'squash'): string | null {
  const tree = gitOrNull(folder, 'merge-tree', '--write-tree', '--allow-unrelated-histories', tip, pull.headCommit);
  if (tree === null) return null;
  const parents = method === 'merge' ? ['-p', tip, '-p', pull.headCommit] : ['-p', tip];
  const id = tree.split('\n')[0] ?? '';
  return git(folder, 'commit-tree', id, ...parents, '-m', `${pull.title} (#${pull.number})`).trim();
}
