import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};

/** More commits than a branch of `commitBranches` has. */
const DEPTH = 100;

/** A real repository in a temporary folder. */
export class GitRepository {
  readonly path: string;

  constructor(name = 'docket-test-') {
    this.path = mkdtempSync(join(tmpdir(), name));
    this.git('init', '--quiet', '--initial-branch=main');
  }

  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.path,
      env: { ...process.env, ...ENVIRONMENT },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  write(files: Readonly<Record<string, string | Uint8Array>>): this {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, path)), { recursive: true });
      writeFileSync(join(this.path, path), content);
    }
    return this;
  }

  commit(message: string, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
    this.write(files);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this.git('rev-parse', 'HEAD').trim();
  }

  /** Branches of commits, from one that is there, by one start of git. Returns the commits of each. */
  commitBranches(
    from: string,
    branches: readonly { readonly name: string; readonly files: readonly Readonly<Record<string, string>>[] }[],
  ): string[][] {
    const base = this.git('rev-parse', from).trim();
    const lines = branches.flatMap(({ name, files }, at) =>
      files.flatMap((one, depth) => [
        `commit refs/heads/${name}`,
        `mark :${1 + at * DEPTH + depth}`,
        `committer Test <test@example.com> 1767225600 +0000`,
        `data ${Buffer.byteLength(name)}\n${name}`,
        ...(depth === 0 ? [`from ${base}`] : []),
        ...Object.entries(one).map(
          ([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}`,
        ),
        '',
        `get-mark :${1 + at * DEPTH + depth}`,
      ]),
    );
    const printed = execFileSync('git', ['fast-import', '--quiet'], {
      cwd: this.path,
      env: { ...process.env, ...ENVIRONMENT },
      encoding: 'utf8',
      input: `${lines.join('\n')}\n`,
    });
    const ids = printed.trim().split('\n').values();
    return branches.map(({ files }) => files.map(() => String(ids.next().value)));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
