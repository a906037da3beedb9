import { json, paged, repositoryOf } from '../call.ts';
import type { Answer, Call, Route } from '../call.ts';
import { commitOf, git, gitBytes, gitOrNull } from '../git.ts';
import { diffFiles, mergeBaseOf } from '../pull-diff.ts';
import { notFound, Refusal } from '../refusal.ts';
import { renderCommit } from '../render/render-commit.ts';
import { renderPullSimple } from '../render/render-pull.ts';
import { renderFile } from './routes-pulls.ts';
import { reading } from '../scene.ts';
import type { Repository } from '../state.ts';

const READ = reading('contents');
const REPO = '/repos/{owner}/{repo}';
const MOST_COMPARED_FILES = 300;
const MOST_COMPARED_COMMITS = 250;
const MOST_INLINE_BYTES = 1_000_000;
const MOST_BYTES = 100_000_000;

/** A branch, tag or commit as the API takes it. */
const namedCommit = (repository: Repository, name: string): string | null =>
  commitOf(repository.folder, `refs/heads/${name}`) ?? commitOf(repository.folder, name);

function commitByName(repository: Repository, name: string): string {
  const commit = namedCommit(repository, name);
  if (commit === null) throw new Refusal(422, `No commit found for SHA: ${name}`);
  return commit;
}

const renderFiles = (call: Call, repository: Repository, [from, to]: readonly [string, string]): object[] =>
  diffFiles(repository.folder, from, to)
    .slice(0, MOST_COMPARED_FILES)
    .map((file) => renderFile(call, repository, to, file));

function compare(call: Call): Answer {
  const repository = repositoryOf(call, READ);
  const { folder } = repository;
  const [base, head] = (call.params['basehead'] ?? '').split('...', 2).map((name) => namedCommit(repository, name));
  if (base == null || head == null) throw notFound();
  const from = mergeBaseOf(folder, base, head);
  const count = (range: string): number => Number(git(folder, 'rev-list', '--count', range));
  const [ahead, behind] = [count(`${base}..${head}`), count(`${head}..${base}`)];
  const ids = git(folder, 'rev-list', '--reverse', `${base}..${head}`).split('\n').filter(Boolean);
  const page = `${call.scene.urls.server}/${repository.fullName}/compare/${base}...${head}`;
  return json({
    url: `${call.scene.urls.api}/repos/${repository.fullName}/compare/${base}...${head}`,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: renderCommit(call.scene, repository, base),
    merge_base_commit: renderCommit(call.scene, repository, from),
    status: ahead > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical',
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: ids.slice(0, MOST_COMPARED_COMMITS).map((id) => renderCommit(call.scene, repository, id)),
    files: renderFiles(call, repository, [from, head]),
  });
}

function commit(call: Call): Answer {
  const repository = repositoryOf(call, READ);
  const id = commitByName(repository, call.params['ref'] ?? '');
  const parent = commitOf(repository.folder, `${id}^`) ?? EMPTY_TREE;
  const files = diffFiles(repository.folder, parent, id);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return json({
    ...renderCommit(call.scene, repository, id),
    stats: { additions, deletions, total: additions + deletions },
    files: renderFiles(call, repository, [parent, id]),
  });
}

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number | null;
  readonly path: string;
}

function treeEntries(folder: string, ...args: readonly string[]): TreeEntry[] {
  const lines = git(folder, 'ls-tree', '-z', '--long', ...args)
    .split('\0')
    .filter(Boolean);
  return lines.map((line) => {
    const [about = '', path = ''] = line.split('\t', 2);
    const [mode = '', type = '', sha = '', size = '-'] = about.split(/ +/);
    return { mode, type, sha, size: size === '-' ? null : Number(size), path };
  });
}

function contents(call: Call): Answer {
  const repository = repositoryOf(call, READ);
  const ref = call.query.get('ref') ?? repository.defaultBranch;
  const commitId = namedCommit(repository, ref);
  if (commitId === null) throw notFound(`No commit found for the ref ${ref}`);
  const path = (call.params['path'] ?? '').replace(/^\/+|\/+$/g, '');
  const entry = path === '' ? null : treeEntries(repository.folder, commitId, '--', path)[0];
  if (entry === undefined) throw notFound();
  const about = (one: TreeEntry): object => renderEntry(call, repository, { entry: one, ref });
  if (entry === null || entry.type === 'tree')
    return json(treeEntries(repository.folder, commitId, '--', ...(path === '' ? [] : [`${path}/`])).map(about));
  const bytes = entry.type === 'blob' ? gitBytes(repository.folder, ['cat-file', 'blob', entry.sha]) : Buffer.alloc(0);
  if (bytes.length > MOST_BYTES) throw new Refusal(403, 'This API returns blobs up to 100 MB in size.');
  if (/application\/vnd\.github\.(v3\.)?raw/.test(call.headers['accept'] ?? ''))
    return { status: 200, body: bytes, contentType: 'application/vnd.github.raw; charset=utf-8' };
  const isInline = bytes.length <= MOST_INLINE_BYTES;
  // Above a megabyte the fields are there, and empty.
  return json({ ...about(entry), encoding: isInline ? 'base64' : 'none', content: isInline ? wrapped(bytes) : '' });
}

/** Base64 in lines, as GitHub sends it. */
const wrapped = (bytes: Buffer): string => bytes.toString('base64').replaceAll(/.{60}/g, '$&\n');

function renderEntry(
  call: Call,
  repository: Repository,
  given: { readonly entry: TreeEntry; readonly ref: string },
): object {
  const { entry, ref } = given;
  const kinds: Readonly<Record<string, string>> = { '040000': 'dir', '120000': 'symlink', '160000': 'submodule' };
  const api = `${call.scene.urls.api}/repos/${repository.fullName}`;
  const place = entry.path.split('/').map(encodeURIComponent).join('/');
  const url = `${api}/contents/${place}?ref=${encodeURIComponent(ref)}`;
  const page = `${call.scene.urls.server}/${repository.fullName}/blob/${ref}/${place}`;
  const isTree = entry.type === 'tree';
  const objects = `${api}/git/${isTree ? 'trees' : 'blobs'}/${entry.sha}`;
  return {
    type: kinds[entry.mode] ?? 'file',
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    html_url: page,
    git_url: objects,
    download_url: isTree ? null : `${call.scene.urls.server}/${repository.fullName}/raw/${ref}/${place}`,
    _links: { self: url, git: objects, html: page },
  };
}

function blob(call: Call): Answer {
  const repository = repositoryOf(call, READ);
  const sha = call.params['file_sha'] ?? '';
  if (gitOrNull(repository.folder, 'cat-file', '-t', sha) !== 'blob') throw notFound();
  const bytes = gitBytes(repository.folder, ['cat-file', 'blob', sha]);
  return json({
    sha,
    node_id: `B_kwDO${sha}`,
    size: bytes.length,
    url: `${call.scene.urls.api}/repos/${repository.fullName}/git/blobs/${sha}`,
    content: wrapped(bytes),
    encoding: 'base64',
  });
}

const MOST_TREE_ENTRIES = 100_000;

function tree(call: Call): Answer {
  const repository = repositoryOf(call, READ);
  const sha = gitOrNull(repository.folder, 'rev-parse', '--verify', '--quiet', `${call.params['tree_sha']}^{tree}`);
  if (sha === null) throw notFound();
  const api = `${call.scene.urls.api}/repos/${repository.fullName}/git`;
  // Any value of it makes the list deep, `0` and `false` as well.
  const depth = call.query.has('recursive') ? ['-r', '-t'] : [];
  const entries = treeEntries(repository.folder, ...depth, sha);
  return json({
    sha,
    url: `${api}/trees/${sha}`,
    truncated: entries.length > MOST_TREE_ENTRIES,
    tree: entries.slice(0, MOST_TREE_ENTRIES).map(({ size, ...entry }) => ({
      ...entry,
      ...(size === null ? {} : { size }),
      url: `${api}/${entry.type}s/${entry.sha}`,
    })),
  });
}

function gitCommit(call: Call): Answer {
  const repository = repositoryOf(call, READ);
  const id = commitOf(repository.folder, call.params['commit_sha'] ?? '');
  if (id === null) throw notFound();
  const { sha, node_id, html_url, parents, commit: about } = renderCommit(call.scene, repository, id);
  const { comment_count: _count, ...fields } = about as Readonly<Record<string, unknown>>;
  return json({ sha, node_id, html_url, parents, ...fields });
}

function ref(call: Call): Answer {
  const repository = repositoryOf(call, READ);
  const name = `refs/${call.params['ref']}`;
  const sha = commitOf(repository.folder, name);
  if (sha === null) throw notFound();
  const api = `${call.scene.urls.api}/repos/${repository.fullName}/git`;
  return json({
    ref: name,
    node_id: `REF_${sha}`,
    url: `${api}/${name}`,
    object: { type: 'commit', sha, url: `${api}/commits/${sha}` },
  });
}

function pullsOfCommit(call: Call): Answer {
  const repository = repositoryOf(call, READ);
  const id = commitByName(repository, call.params['commit_sha'] ?? '');
  const { folder } = repository;
  const within = call.scene.store.state.pulls.filter((pull) => {
    if (pull.repository !== repository) return false;
    const from = mergeBaseOf(folder, pull.baseCommit, pull.headCommit);
    return git(folder, 'rev-list', `${from}..${pull.headCommit}`).split('\n').includes(id);
  });
  return paged(call, within, (page) => page.map((pull) => renderPullSimple(call.scene, pull)));
}

/** Commits, trees, blobs and files. */
export const GIT_ROUTES: readonly Route[] = [
  { method: 'GET', path: `${REPO}/compare/{basehead}`, need: READ, run: compare },
  { method: 'GET', path: `${REPO}/commits/{ref}`, need: READ, run: commit },
  { method: 'GET', path: `${REPO}/commits/{commit_sha}/pulls`, need: READ, run: pullsOfCommit },
  { method: 'GET', path: `${REPO}/contents/{path}`, need: READ, run: contents },
  { method: 'GET', path: `${REPO}/git/blobs/{file_sha}`, need: READ, run: blob },
  { method: 'GET', path: `${REPO}/git/trees/{tree_sha}`, need: READ, run: tree },
  { method: 'GET', path: `${REPO}/git/commits/{commit_sha}`, need: READ, run: gitCommit },
  { method: 'GET', path: `${REPO}/git/ref/{ref}`, need: READ, run: ref },
];
