import { json, paged, pullOf, repositoryOf, text } from '../call.ts';
import type { Answer, Call, Route } from '../call.ts';
import { git } from '../git.ts';
import { diffFiles, mergeBaseOf, rawDiff } from '../pull-diff.ts';
import type { DiffFile } from '../pull-diff.ts';
import { Refusal } from '../refusal.ts';
import { renderCommit } from '../render/render-commit.ts';
import { renderPull, renderPullSimple } from '../render/render-pull.ts';
import { reading } from '../scene.ts';
import type { Need } from '../scene.ts';
import type { Pull, Repository } from '../state.ts';

const READ = reading('pull_requests');
const WRITE: Need = { any: [['pull_requests', 'write']], role: 'write' };
const AT = '/repos/{owner}/{repo}/pulls';

const MOST_FILES_OF_A_DIFF = 300;
const MOST_LINES_OF_A_DIFF = 20_000;
const MOST_LISTED_FILES = 3000;
const MOST_LISTED_COMMITS = 250;
/** A file's own diff is left out of lists beyond these. */
const MOST_PATCH_BYTES = 500_000;
const MOST_PATCH_LINES = 20_000;

const changedFilesOf = (pull: Pull): readonly DiffFile[] =>
  diffFiles(
    pull.repository.folder,
    mergeBaseOf(pull.repository.folder, pull.baseCommit, pull.headCommit),
    pull.headCommit,
  );

function get(call: Call): Answer {
  const pull = pullOf(call, READ);
  const accepted = call.headers['accept'] ?? '';
  if (/application\/vnd\.github\.(v3\.)?diff/.test(accepted)) return diffOf(pull);
  return json(renderPull(call.scene, pull));
}

function diffOf(pull: Pull): Answer {
  const { folder } = pull.repository;
  const files = changedFilesOf(pull);
  const tooLarge = (what: string) =>
    new Refusal(
      406,
      `Sorry, the diff exceeded the maximum number of ${what}. Consider using 'List pull requests files' API or locally cloning the repository instead.`,
      {
        errors: [{ resource: 'PullRequest', field: 'diff', code: 'too_large' }],
      },
    );
  if (files.length > MOST_FILES_OF_A_DIFF) throw tooLarge(`files (${MOST_FILES_OF_A_DIFF})`);
  const lines = files.reduce((sum, file) => sum + file.lines.length, 0);
  if (lines > MOST_LINES_OF_A_DIFF) throw tooLarge(`lines (${MOST_LINES_OF_A_DIFF})`);
  const diff = rawDiff(folder, mergeBaseOf(folder, pull.baseCommit, pull.headCommit), pull.headCommit);
  return { status: 200, body: diff, contentType: 'application/vnd.github.diff; charset=utf-8' };
}

/** One entry of a list of changed files. */
export function renderFile(call: Call, repository: Repository, head: string, file: DiffFile): object {
  const { api, server } = call.scene.urls;
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  const isBig = file.patch.length > MOST_PATCH_BYTES || file.lines.length > MOST_PATCH_LINES;
  return {
    sha: file.blob,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${server}/${repository.fullName}/blob/${head}/${path}`,
    raw_url: `${server}/${repository.fullName}/raw/${head}/${path}`,
    contents_url: `${api}/repos/${repository.fullName}/contents/${path}?ref=${head}`,
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
    ...(file.isBinary || isBig || file.patch === '' ? {} : { patch: file.patch }),
  };
}

function list(call: Call): Answer {
  const repository = repositoryOf(call, READ);
  const { query } = call;
  const state = query.get('state') ?? 'open';
  const head = query.get('head');
  const base = query.get('base');
  const wanted = call.scene.store.state.pulls.filter(
    (pull) =>
      pull.repository === repository &&
      (state === 'all' || pull.state === state) &&
      // A head without an owner filters nothing, as on GitHub.
      (head === null || !head.includes(':') || head === `${pull.headOwner.login}:${pull.headBranch}`) &&
      (base === null || pull.baseBranch === base),
  );
  const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const isAscending = query.get('direction') === 'asc';
  const sorted = wanted.toSorted((a, b) => {
    const order = a[key] === b[key] ? a.number - b.number : a[key] < b[key] ? -1 : 1;
    return isAscending ? order : -order;
  });
  return paged(call, sorted, (page) => page.map((pull) => renderPullSimple(call.scene, pull)));
}

function update(call: Call): Answer {
  const pull = pullOf(call, WRITE);
  pull.title = text(call.body['title']) ?? pull.title;
  pull.body = text(call.body['body']) ?? pull.body;
  pull.updatedAt = call.scene.store.now();
  return json(renderPull(call.scene, pull));
}

/** Pull requests, their files and commits. */
export const PULL_ROUTES: readonly Route[] = [
  { method: 'GET', path: AT, need: READ, run: list },
  { method: 'GET', path: `${AT}/{pull_number}`, need: READ, run: get },
  { method: 'PATCH', path: `${AT}/{pull_number}`, need: WRITE, run: update },
  {
    method: 'GET',
    path: `${AT}/{pull_number}/files`,
    need: READ,
    run: (call) => {
      const pull = pullOf(call, READ);
      const files = changedFilesOf(pull).slice(0, MOST_LISTED_FILES);
      return paged(call, files, (page) => page.map((file) => renderFile(call, pull.repository, pull.headCommit, file)));
    },
  },
  {
    method: 'GET',
    path: `${AT}/{pull_number}/commits`,
    need: READ,
    run: (call) => {
      const pull = pullOf(call, READ);
      const { folder } = pull.repository;
      const from = mergeBaseOf(folder, pull.baseCommit, pull.headCommit);
      const ids = git(folder, 'rev-list', '--reverse', `${from}..${pull.headCommit}`).split('\n').filter(Boolean);
      return paged(call, ids.slice(0, MOST_LISTED_COMMITS), (page) =>
        page.map((id) => renderCommit(call.scene, pull.repository, id)),
      );
    },
  },
];
