import { git } from '../git.ts';
import type { Scene } from '../scene.ts';
import type { Repository } from '../state.ts';

/** A commit as lists show it; its author is nobody whom GitHub knows. */
export function renderCommit(scene: Scene, repository: Repository, id: string): Readonly<Record<string, unknown>> {
  const raw = git(
    repository.folder,
    'show',
    '--no-patch',
    '--format=%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B',
    id,
  );
  const [
    tree = '',
    parents = '',
    name = '',
    email = '',
    date = '',
    byName = '',
    byEmail = '',
    byDate = '',
    message = '',
  ] = raw.split('\0');
  const api = `${scene.urls.api}/repos/${repository.fullName}`;
  const page = `${scene.urls.server}/${repository.fullName}/commit`;
  return {
    sha: id,
    node_id: `C_kwDO${id}`,
    url: `${api}/commits/${id}`,
    html_url: `${page}/${id}`,
    comments_url: `${api}/commits/${id}/comments`,
    commit: {
      url: `${api}/git/commits/${id}`,
      author: { name, email, date },
      committer: { name: byName, email: byEmail, date: byDate },
      message: message.trimEnd(),
      tree: { sha: tree, url: `${api}/git/trees/${tree}` },
      comment_count: 0,
      verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    },
    author: null,
    committer: null,
    parents: parents
      .split(' ')
      .filter(Boolean)
      .map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${page}/${sha}` })),
  };
}
