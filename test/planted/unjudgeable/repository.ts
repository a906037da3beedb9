import { execFileSync } from 'node:child_process';
import type { Forge, SecretScanner } from '../../../forge/forge.ts';
import type { Repository } from '../../../forge/local/git/repository.ts';
import { openRange } from '../../../forge/local/open.ts';
import { GitRepository } from '../../support/git-repository.ts';
import { UNJUDGEABLE, type UnjudgeableChange, type UnjudgeableFile } from './changes.ts';

/** One repository with a base and a head for each change, written in one go. Whoever asks for it removes it. */
export function unjudgeableRepository(changes: readonly UnjudgeableChange[] = UNJUDGEABLE): GitRepository {
  const folder = new GitRepository('docket-unjudgeable-');
  const input = Buffer.concat(changes.flatMap(commitsOf).map((part) => Buffer.from(part)));
  execFileSync('git', ['fast-import', '--quiet'], { cwd: folder.path, input });
  return folder;
}

/** The change as the forge gives it, of the repository above. */
export function openUnjudgeable(request: {
  readonly repository: Repository;
  readonly change: UnjudgeableChange;
  readonly scanner: SecretScanner;
}): Promise<Forge> {
  const { repository, change, scanner } = request;
  return openRange({ repository, range: `${change.name}-base..${change.name}-head`, scanner });
}

const README: UnjudgeableFile = { path: 'README.md', mode: '100644', content: Buffer.from('# Shop\n') };

function commitsOf(change: UnjudgeableChange): (string | Uint8Array)[] {
  const { name, base, head } = change;
  return [
    ...commit(`${name}-base`, name),
    ...put(README),
    ...(base === null ? [] : put(base)),
    ...commit(`${name}-head`, name),
    `from refs/heads/${name}-base\n`,
    ...(base === null || base.path === head.path ? [] : [`D ${base.path}\n`]),
    ...put(head),
  ];
}

function commit(branch: string, message: string): string[] {
  return [
    `commit refs/heads/${branch}\ncommitter Test <test@example.com> 1767225600 +0000\n`,
    `data ${Buffer.byteLength(message)}\n${message}\n`,
  ];
}

function put({ path, mode, content }: UnjudgeableFile): (string | Uint8Array)[] {
  if (mode === '160000') return [`M 160000 ${Buffer.from(content).toString()} ${path}\n`];
  return [`M ${mode} inline ${path}\ndata ${content.length}\n`, content, '\n'];
}
