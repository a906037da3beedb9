import { git } from '../git.ts';
import { diffFiles, mergeBaseOf } from '../pull-diff.ts';
import { associationOf, renderRepository, renderUser } from './render.ts';
import type { Scene } from '../scene.ts';
import type { Pull, Repository, User } from '../state.ts';

type Rendered = Readonly<Record<string, unknown>>;

/** A pull request as lists show it. */
export function renderPullSimple(scene: Scene, pull: Pull): Rendered {
  const { repository, number } = pull;
  const api = `${scene.urls.api}/repos/${repository.fullName}`;
  const url = `${api}/pulls/${number}`;
  const page = `${scene.urls.server}/${repository.fullName}/pull/${number}`;
  const links = {
    html: page,
    issue: `${api}/issues/${number}`,
    comments: `${api}/issues/${number}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${pull.headCommit}`,
  };
  const side = (owner: User, repo: Repository | null, ref: string, sha: string): Rendered => ({
    label: `${owner.login}:${ref}`,
    ref,
    sha,
    user: renderUser(scene, owner),
    repo: repo === null ? null : renderRepository(scene, repo),
  });
  return {
    url,
    id: pull.id,
    node_id: pull.nodeId,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    ...Object.fromEntries(
      Object.entries(links)
        .filter(([name]) => name !== 'html')
        .map(([name, href]) => [`${name}_url`, href]),
    ),
    number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: renderUser(scene, pull.author),
    body: pull.body,
    labels: pull.labels.map((name) => renderLabel(scene, repository, name)),
    milestone: null,
    active_lock_reason: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit ?? pull.testMerge,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: side(pull.headOwner, pull.headRepository, pull.headBranch, pull.headCommit),
    base: side(repository.owner, repository, pull.baseBranch, pull.baseCommit),
    _links: Object.fromEntries(Object.entries({ self: url, ...links }).map(([name, href]) => [name, { href }])),
    author_association: associationOf(scene, pull.author, repository),
    auto_merge: null,
    draft: pull.draft,
  };
}

/** A pull request by itself. */
export function renderPull(scene: Scene, pull: Pull): Rendered {
  const { state } = scene.store;
  const { folder } = pull.repository;
  const from = mergeBaseOf(folder, pull.baseCommit, pull.headCommit);
  const files = diffFiles(folder, from, pull.headCommit);
  const isMergeable = pull.state === 'closed' ? null : pull.testMerge !== null;
  const visible = state.reviewComments.filter((one) => one.pull === pull && one.review.state !== 'PENDING');
  return {
    ...renderPullSimple(scene, pull),
    merged: pull.mergedAt !== null,
    mergeable: isMergeable,
    rebaseable: isMergeable,
    mergeable_state: isMergeable === null ? 'unknown' : !isMergeable ? 'dirty' : pull.draft ? 'draft' : 'clean',
    merged_by: pull.mergedBy === null ? null : renderUser(scene, pull.mergedBy),
    comments: state.issueComments.filter((one) => one.pull === pull).length,
    review_comments: visible.length,
    maintainer_can_modify: pull.headRepository !== pull.repository,
    commits: Number(git(folder, 'rev-list', '--count', `${from}..${pull.headCommit}`)),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

export function renderLabel(scene: Scene, repository: Repository, name: string): Rendered {
  // The same name is the same label: its number follows from the name.
  const id =
    5_000_000 + (Array.from(name).reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7) % 1_000_000);
  return {
    id,
    node_id: `LA_kwDO${id}`,
    url: `${scene.urls.api}/repos/${repository.fullName}/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: 'ededed',
    default: false,
  };
}
