import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitFacts } from '../../../scripts/compare/git-facts.ts';
import { Fields, readGitFacts } from '../../../scripts/compare/git-facts.ts';
import { splitCommits } from '../../../scripts/compare/split-commits.ts';

/** A file of a tree: its content as text with one character a byte, and its mode (a plain file unless said). */
export type Entry = string | { readonly mode: '100755' | '120000' | '160000'; readonly content: string };

/** Paths, one character a byte, and what is there. */
export type Tree = Readonly<Record<string, Entry>>;

/** How a diff is made: `detect` also decides git's lists, `write` only how the text looks. */
export interface Way {
  readonly detect?: readonly string[];
  readonly write?: readonly string[];
  readonly config?: readonly string[];
}

export interface GitDiff {
  readonly bytes: Buffer;
  readonly git: readonly GitFacts[];
}

type Pair = readonly [base: string, head: string];

/** A repository of real git, into which whole trees are written at once. */
export class Scratch {
  readonly directory = mkdtempSync(join(tmpdir(), 'docket-diff-'));

  constructor() {
    this.git(['init', '--quiet', '--initial-branch=main']);
  }

  git(arguments_: readonly string[], input: string | Buffer = ''): Buffer {
    const fixed = ['-c', 'user.name=n', '-c', 'user.email=n@example.org', '-c', 'core.autocrlf=false'];
    return execFileSync('git', [...fixed, ...arguments_], { cwd: this.directory, input, stdio: 'pipe' });
  }

  /** The diff of two trees as git writes it, and what git lists for it. */
  async diff(old: Tree, now: Tree, way: Way = {}): Promise<GitDiff> {
    const [diff] = await this.diffs([[old, now]], way);
    return diff ?? { bytes: Buffer.alloc(0), git: [] };
  }

  /** As `diff`, for many pairs of trees with three processes. */
  async diffs(pairs: readonly (readonly [Tree, Tree])[], way: Way = {}): Promise<GitDiff[]> {
    const ids = this.#import(pairs);
    const { detect = ['-M'], write = [], config = [] } = way;
    const settings = config.flatMap((setting) => ['-c', setting]);
    const input = ids.map(([base, head]) => `${head} ${base}\n`).join('');
    const written = this.git([...settings, 'diff-tree', '--stdin', '-r', '-p', ...detect, ...write], input);
    const texts = new Map<string, Buffer>();
    for await (const { id, diff } of splitCommits([written])) texts.set(id, diff);
    const context = write.filter((option) => option.startsWith('-U'));
    const lists = this.#lists(ids, detect, context);
    return ids.map(([, head]) => ({ bytes: texts.get(head) ?? Buffer.alloc(0), git: lists.get(head) ?? [] }));
  }

  /** `-U` changes what git counts, and makes it write the diff behind the lists: such diffs are listed one by one. */
  #lists(ids: readonly Pair[], detect: readonly string[], context: readonly string[]): Map<string, GitFacts[]> {
    const list = ['diff-tree', '-r', ...detect, ...context, '--raw', '--numstat', '-z', '--no-abbrev'];
    if (context.length > 0) {
      return new Map(ids.map(([base, head]) => [head, readGitFacts(new Fields(this.git([...list, base, head])))]));
    }
    const fields = new Fields(this.git([...list, '--stdin'], ids.map(([base, head]) => `${head} ${base}\n`).join('')));
    const lists = new Map<string, GitFacts[]>();
    while (fields.peek() !== null) lists.set(fields.next(), readGitFacts(fields));
    return lists;
  }

  #import(pairs: readonly (readonly [Tree, Tree])[]): Pair[] {
    const marks = join(this.directory, 'marks');
    const commands = pairs.flatMap(([old, now], index) => [
      ...importOf(2 * index + 1, old),
      ...importOf(2 * index + 2, now),
    ]);
    this.git(['fast-import', '--quiet', '--force', `--export-marks=${marks}`], Buffer.concat(commands));
    const lines = readFileSync(marks, 'utf8').trimEnd().split('\n');
    const ids = new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
    return pairs.map((_, index) => [ids.get(`:${2 * index + 1}`) ?? '', ids.get(`:${2 * index + 2}`) ?? '']);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function importOf(mark: number, tree: Tree): Buffer[] {
  const from = mark % 2 === 1 ? '' : `from :${mark - 1}\n`;
  const branch = mark % 2 === 1 ? 'reset refs/heads/scratch\n\n' : '';
  const head = `${branch}commit refs/heads/scratch\nmark :${mark}\ncommitter n <n@example.org> ${mark} +0000\ndata 0\n${from}deleteall\n`;
  const files = Object.entries(tree).map(([path, entry]) => {
    const { mode, content } = typeof entry === 'string' ? { mode: '100644', content: entry } : entry;
    const where = mode === '160000' ? content : 'inline';
    const data = mode === '160000' ? '' : `data ${content.length}\n${content}\n`;
    return Buffer.from(`M ${mode} ${where} ${quote(path)}\n${data}`, 'latin1');
  });
  return [Buffer.from(head, 'latin1'), ...files];
}

function quote(path: string): string {
  const escaped = path.replace(
    /[^ !#-[\]-~]/g,
    (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${escaped}"`;
}
