import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A scratch clone in which incomplete refactors become commits. */
export class SeedRepository {
  readonly folder: string;
  readonly #head: string;

  constructor(source: string, folder: string) {
    rmSync(folder, { recursive: true, force: true });
    execFileSync('git', ['clone', '--quiet', '--shared', source, folder]);
    this.folder = folder;
    this.#head = this.#git(['rev-parse', 'HEAD']);
  }

  /** Makes a commit of altered files on top of the head that was cloned, and returns it. */
  commit(files: ReadonlyMap<string, string>): string {
    for (const [path, text] of files) writeFileSync(join(this.folder, path), text);
    this.#git(['add', '--', ...files.keys()]);
    const tree = this.#git(['write-tree']);
    const identity = ['-c', 'user.name=seed', '-c', 'user.email=seed@example.invalid'];
    const commit = this.#git([...identity, 'commit-tree', tree, '-p', this.#head, '-m', 'a refactor']);
    this.#git(['checkout', '--quiet', '--force', this.#head, '--', ...files.keys()]);
    return commit;
  }

  #git(args: readonly string[]): string {
    return execFileSync('git', ['-C', this.folder, ...args], { encoding: 'utf8' }).trim();
  }
}
