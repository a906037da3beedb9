import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { HostEnvironment } from '../../../forge/local/git/git-environment.ts';
import { openRepository, type Repository } from '../../../forge/local/git/repository.ts';

/** The search path of the machine the tests run on. */
// oxlint-disable-next-line node/no-process-env -- tests need the real git, wherever it lies
export const MACHINE_PATH = process.env['PATH'] ?? '';

/** A temporary folder that is removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'docket-test-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A real repository, with plain git as its user would run it: no configuration of the machine, fixed names and dates. */
export class Sandbox {
  readonly folder: string;
  readonly root: string;

  constructor(folder: string) {
    this.folder = folder;
    this.root = join(folder, 'repository');
  }

  get host(): HostEnvironment {
    return { PATH: MACHINE_PATH, HOME: join(this.folder, 'home') };
  }

  git(args: readonly string[], options: { readonly cwd?: string; readonly input?: string | Buffer } = {}): string {
    return this.gitBytes(args, options).toString('utf8').trim();
  }

  gitBytes(args: readonly string[], options: { readonly cwd?: string; readonly input?: string | Buffer } = {}): Buffer {
    return execFileSync('git', args, {
      cwd: options.cwd ?? this.root,
      input: options.input ?? '',
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1024 * 1024 * 1024,
      env: {
        PATH: MACHINE_PATH,
        HOME: join(this.folder, 'home'),
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Ada',
        GIT_AUTHOR_EMAIL: 'ada@example.com',
        GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
        GIT_COMMITTER_NAME: 'Ada',
        GIT_COMMITTER_EMAIL: 'ada@example.com',
        GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
      },
    });
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    await mkdir(dirname(join(this.root, path)), { recursive: true });
    await writeFile(join(this.root, path), content);
  }

  /** Writes the files and commits everything that stands in the work tree; answers the commit. */
  async commit(message: string, files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
    for (const [path, content] of Object.entries(files)) await this.write(path, content);
    this.git(['add', '--all']);
    this.git(['commit', '--quiet', '--allow-empty', '--message', message]);
    return this.git(['rev-parse', 'HEAD']);
  }

  async open(cwd = this.root): Promise<Repository> {
    const repository = await openRepository(cwd, this.host);
    onTestFinished(() => repository.close());
    return repository;
  }
}

/** An empty repository on branch `main`. */
export async function sandbox(options: readonly string[] = []): Promise<Sandbox> {
  const made = new Sandbox(await temporaryFolder());
  await mkdir(made.root);
  await mkdir(join(made.folder, 'home'));
  made.git(['init', '--quiet', '--initial-branch=main', ...options]);
  return made;
}
