import { execFileSync } from 'node:child_process';

const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'GitHub',
  GIT_AUTHOR_EMAIL: 'noreply@github.com',
  GIT_COMMITTER_NAME: 'GitHub',
  GIT_COMMITTER_EMAIL: 'noreply@github.com',
};

// A server answers one request at a time here, so waiting for git keeps every request atomic.
/** Runs git in a folder of the stand-in; its standard output as bytes. */
export function gitBytes(folder: string, args: readonly string[], input = ''): Buffer {
  return execFileSync('git', args, {
    cwd: folder,
    env: { ...process.env, ...ENVIRONMENT },
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 1 << 29,
  });
}

export const git = (folder: string, ...args: string[]): string => gitBytes(folder, args).toString('utf8');

/** Like `git`, but null where git refuses: a question whose answer may be no. */
export function gitOrNull(folder: string, ...args: string[]): string | null {
  try {
    return git(folder, ...args).trim();
  } catch {
    // What git refuses to name does not exist for the stand-in either.
    return null;
  }
}

const FULL_ID = /^[0-9a-f]{40}$/;
const commits = new Set<string>();

/** The full id of a commit, or null. A commit that was there once stays. */
export function commitOf(folder: string, name: string): string | null {
  if (commits.has(`${folder} ${name}`)) return name;
  const id = gitOrNull(folder, 'rev-parse', '--quiet', '--verify', '--end-of-options', `${name}^{commit}`);
  if (id === name && FULL_ID.test(name)) commits.add(`${folder} ${name}`);
  return id;
}

/** Sets refs, or takes them away, all at once. */
export function updateRefs(folder: string, refs: readonly (readonly [name: string, commit: string | null])[]): void {
  const lines = refs.map(([name, commit]) => (commit === null ? `delete ${name}\n` : `update ${name} ${commit}\n`));
  if (lines.length > 0) gitBytes(folder, ['update-ref', '--stdin'], lines.join(''));
}

/** Whether a commit, by its full id, is known to be there: nobody has to be asked. */
export const isKnown = (folder: string, commit: string): boolean => commits.has(`${folder} ${commit}`);

/** Brings one commit of a working repository, reachable or not, into a bare one. */
export function bringCommit(folder: string, source: string, commit: string): void {
  if (commitOf(folder, commit) === null) bringCommits(folder, source, [commit]);
}

/** Brings commits by one start of git. */
export function bringCommits(folder: string, source: string, wanted: readonly string[]): void {
  const serve = 'git -c uploadpack.allowAnySHA1InWant=true upload-pack';
  const args = ['fetch', '--quiet', '--no-tags', '--stdin', `--upload-pack=${serve}`, source];
  gitBytes(folder, args, wanted.map((commit) => `${commit}\n`).join(''));
  for (const commit of wanted) commits.add(`${folder} ${commit}`);
}
