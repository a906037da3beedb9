import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A scratch clone in which incomplete refactors become commits. */
export class SeedRepository {
  readonly folder: string;
  readonly #head: string;

  constructor(source: string, folder: string, patterns: readonly string[]) {
    rmSync(folder, { recursive: true, force: true });
    execFileSync('git', ['clone', '--quiet', '--shared', '--no-checkout', source, folder]);
    this.folder = folder;
    this.#git(['read-tree', 'HEAD']);
    // A mirror may lack files; all others are written.
    spawnSync('git', ['-C', folder, 'checkout-index', '--quiet', '--force', '-z', '--stdin'], {
      input: this.#git(['ls-files', '-z', '--', ...patterns]),
    });
    this.#head = this.#git(['rev-parse', 'HEAD']);
  }

  /** Makes a commit of altered files on top of the head that was cloned, and returns it. */
  commit(files: ReadonlyMap<string, string>): string {
    for (const [path, text] of files) writeFileSync(join(this.folder, path), text);
    this.#git(['add', '--', ...files.keys()]);
    const tree = this.#git(['write-tree', '--missing-ok']);
    const identity = ['-c', 'user.name=seed', '-c', 'user.email=seed@example.invalid'];
    const commit = this.#git([...identity, 'commit-tree', tree, '-p', this.#head, '-m', 'a refactor']);
    this.#git(['checkout', '--quiet', '--force', this.#head, '--', ...files.keys()]);
    return commit;
  }

  #git(args: readonly string[], input = ''): string {
    return execFileSync('git', ['-C', this.folder, ...args], { encoding: 'utf8', input, maxBuffer: 2 ** 28 }).trim();
  }
}
