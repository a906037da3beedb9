import { repositoryUrls, userUrls } from './render-urls.ts';
import { firstOf } from './reviewing.ts';
import { roleOf } from './scene.ts';
import type { Scene } from './scene.ts';
import type {
  App,
  CheckRun,
  IssueComment,
  Pull,
  Reaction,
  ReactionContent,
  Repository,
  Review,
  ReviewComment,
  User,
} from './state.ts';

/** The JSON of a thing, as REST shows it. */
type Rendered = Readonly<Record<string, unknown>>;

const CONTENTS: readonly ReactionContent[] = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'];

export const renderUser = (scene: Scene, user: User): Rendered => ({
  login: user.login,
  id: user.id,
  node_id: user.nodeId,
  gravatar_id: '',
  type: user.type,
  user_view_type: 'public',
  site_admin: false,
  ...userUrls(scene.urls, user),
});

export function renderRepository(scene: Scene, repository: Repository): Rendered {
  const pulls = scene.store.state.pulls.filter((pull) => pull.repository === repository && pull.state === 'open');
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: repository.fullName,
    private: repository.private,
    owner: renderUser(scene, repository.owner),
    description: null,
    fork: repository.forkOf !== null,
    ...repositoryUrls(scene.urls, repository),
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    pushed_at: repository.createdAt,
    homepage: null,
    size: 1,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: scene.store.state.repositories.filter((one) => one.forkOf === repository).length,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: pulls.length,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    open_issues: pulls.length,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
}

/** The bot of an app, or a person by their role. */
export function associationOf(scene: Scene, user: User, repository: Repository): string {
  if (user === repository.owner) return 'OWNER';
  const role = user.roles.get(repository.fullName) ?? 'none';
  if (user.type === 'Bot' || role === 'none') return 'NONE';
  return roleOf(user.login, repository, scene.store) === 'read' ? 'CONTRIBUTOR' : 'COLLABORATOR';
}

const pullUrl = (scene: Scene, pull: Pull): string =>
  `${scene.urls.api}/repos/${pull.repository.fullName}/pulls/${pull.number}`;
const pullPage = (scene: Scene, pull: Pull): string =>
  `${scene.urls.server}/${pull.repository.fullName}/pull/${pull.number}`;

/** Web address of a review, a comment of one, or a comment of the conversation. */
export function pageOf(scene: Scene, what: Review | ReviewComment | IssueComment): string {
  const page = pullPage(scene, what.pull);
  if ('thread' in what) return `${page}#discussion_r${what.id}`;
  return 'state' in what ? `${page}#pullrequestreview-${what.id}` : `${page}#issuecomment-${what.id}`;
}

export function renderReview(scene: Scene, review: Review): Rendered {
  return {
    id: review.id,
    node_id: review.nodeId,
    user: renderUser(scene, review.author),
    body: review.body,
    state: review.state,
    html_url: pageOf(scene, review),
    pull_request_url: pullUrl(scene, review.pull),
    author_association: associationOf(scene, review.author, review.pull.repository),
    _links: { html: { href: pageOf(scene, review) }, pull_request: { href: pullUrl(scene, review.pull) } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commit,
  };
}

/** A review comment; the list of one review's comments shows it without lines and sides. */
export function renderReviewComment(scene: Scene, comment: ReviewComment, form: 'full' | 'legacy' = 'full'): Rendered {
  const { thread, pull } = comment;
  const url = `${scene.urls.api}/repos/${pull.repository.fullName}/pulls/comments/${comment.id}`;
  const page = pageOf(scene, comment);
  const first = firstOf(thread);
  return {
    id: comment.id,
    node_id: comment.nodeId,
    url,
    pull_request_review_id: comment.review.id,
    diff_hunk: thread.diffHunk,
    path: thread.path,
    position: thread.subject === 'file' ? 1 : thread.position,
    original_position: thread.originalPosition ?? 1,
    commit_id: thread.commit,
    original_commit_id: thread.originalCommit,
    user: renderUser(scene, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: page,
    pull_request_url: pullUrl(scene, pull),
    author_association: associationOf(scene, comment.author, pull.repository),
    _links: { self: { href: url }, html: { href: page }, pull_request: { href: pullUrl(scene, pull) } },
    reactions: rollUp(`${url}/reactions`, comment.reactions),
    ...(first === comment ? {} : { in_reply_to_id: first.id }),
    ...(form === 'legacy'
      ? {}
      : {
          ...(thread.subject === 'line'
            ? {
                line: thread.line,
                original_line: thread.originalLine,
                side: thread.side,
                start_line: thread.startLine,
                original_start_line: thread.originalStartLine,
                start_side: thread.startSide,
              }
            : {}),
          subject_type: thread.subject,
        }),
  };
}

export function renderIssueComment(scene: Scene, comment: IssueComment): Rendered {
  const { repository, number } = comment.pull;
  const base = `${scene.urls.api}/repos/${repository.fullName}/issues`;
  return {
    id: comment.id,
    node_id: comment.nodeId,
    url: `${base}/comments/${comment.id}`,
    html_url: pageOf(scene, comment),
    issue_url: `${base}/${number}`,
    user: renderUser(scene, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(scene, comment.author, repository),
    performed_via_github_app: comment.app === null ? null : renderApp(scene, comment.app),
    reactions: rollUp(`${base}/comments/${comment.id}/reactions`, comment.reactions),
  };
}

function rollUp(url: string, reactions: readonly Reaction[]): Rendered {
  const count = (content: string): number => reactions.filter((one) => one.content === content).length;
  const counts = Object.fromEntries(CONTENTS.map((content) => [content, count(content)]));
  return { url, total_count: reactions.length, ...counts };
}

export const renderReaction = (scene: Scene, reaction: Reaction): Rendered => ({
  id: reaction.id,
  node_id: reaction.nodeId,
  user: renderUser(scene, reaction.author),
  content: reaction.content,
  created_at: reaction.createdAt,
});

export const renderApp = (scene: Scene, app: App): Rendered => ({
  id: app.id,
  client_id: app.clientId,
  slug: app.slug,
  node_id: app.nodeId,
  owner: renderUser(scene, app.owner),
  name: app.name,
  description: '',
  external_url: `${scene.urls.server}/apps/${app.slug}`,
  html_url: `${scene.urls.server}/apps/${app.slug}`,
  created_at: app.createdAt,
  updated_at: app.createdAt,
  permissions: app.permissions,
  events: app.events,
});

export function renderCheckRun(scene: Scene, run: CheckRun): Rendered {
  const url = `${scene.urls.api}/repos/${run.repository.fullName}/check-runs/${run.id}`;
  const page = `${scene.urls.server}/${run.repository.fullName}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: run.nodeId,
    head_sha: run.headCommit,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: renderApp(scene, run.app),
    pull_requests: scene.store.state.pulls
      .filter((pull) => pull.headRepository === run.repository && pull.headCommit === run.headCommit)
      .map((pull) => renderPullMinimal(scene, pull)),
  };
}

function renderPullMinimal(scene: Scene, pull: Pull): Rendered {
  const repository = { ...pick(pull.repository), url: `${scene.urls.api}/repos/${pull.repository.fullName}` };
  return {
    id: pull.id,
    number: pull.number,
    url: pullUrl(scene, pull),
    head: { ref: pull.headBranch, sha: pull.headCommit, repo: repository },
    base: { ref: pull.baseBranch, sha: pull.baseCommit, repo: repository },
  };
}

const pick = (repository: Repository): Rendered => ({ id: repository.id, name: repository.name });
