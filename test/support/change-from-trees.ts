import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ChangedFile, FileStatus, type DiffLine, type Hunk } from '../../schemas/change-set.ts';

/** Contents by path. */
export type Tree = Readonly<Record<string, string>>;

const GIT_ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** What a real git says changed between two trees. */
export function changedFiles(old: Tree, now: Tree): ChangedFile[] {
  const folder = mkdtempSync(join(tmpdir(), 'docket-trees-'));
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', ['-C', folder, '-c', 'core.autocrlf=false', ...args], {
        encoding: 'utf8',
        env: GIT_ENVIRONMENT,
        maxBuffer: 1 << 28,
      });
    git('init', '--quiet');
    const [from, to] = [old, now].map((tree) => {
      for (const [path, text] of Object.entries(tree)) write(join(folder, path), text);
      git('add', '--all', '--force');
      const id = git('write-tree').trim();
      for (const path of Object.keys(tree)) rmSync(join(folder, path));
      return id;
    });
    if (from === undefined || to === undefined) throw new Error('two trees make two ids');
    const options = ['diff-tree', '-r', '-M', '--no-abbrev', '--no-ext-diff', '--no-textconv'];
    return combine(git(...options, '--raw', '-z', from, to), git(...options, '--patch', '--no-color', from, to));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Names and status from the raw format, lines from the patch: both list the files in the same order. */
function combine(raw: string, patch: string): ChangedFile[] {
  const patches = patch.split(/^diff --git .*\n/m).slice(1);
  const fields = raw.split('\0').slice(0, -1);
  const files: ChangedFile[] = [];
  while (fields.length > 0) {
    const [oldMode, newMode, oldBlob, newBlob, letter] = (fields.shift() ?? '').slice(1).split(' ');
    const oldPath = fields.shift() ?? '';
    const status = FileStatus.parse(letter?.slice(0, 1));
    const newPath = status === 'R' ? (fields.shift() ?? '') : oldPath;
    const text = patches[files.length] ?? '';
    const hunks = hunksOf(text);
    const binary = /^Binary files /m.test(text);
    const count = (kind: DiffLine['kind']): number | null =>
      binary ? null : hunks.flatMap((hunk) => hunk.lines).filter((line) => line.kind === kind).length;
    files.push(
      ChangedFile.parse({
        status,
        similarity: status === 'R' ? Number(letter?.slice(1)) : null,
        oldPath,
        newPath,
        oldMode,
        newMode,
        oldBlob: blobId(oldBlob),
        newBlob: blobId(newBlob),
        added: count('added'),
        deleted: count('deleted'),
        binary,
        hunks,
      }),
    );
  }
  return files;
}

function blobId(id: string | undefined): string | null {
  return id === undefined || /^0+$/.test(id) ? null : id;
}

function hunksOf(patch: string): Hunk[] {
  const hunks: Hunk[] = [];
  let oldLine = 0;
  let newLine = 0;
  for (const line of patch.split('\n').slice(0, -1)) {
    const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/.exec(line);
    const hunk = hunks.at(-1);
    if (header !== null) {
      const [, oldStart, oldLines = '1', newStart, newLines = '1', section = ''] = header;
      [oldLine, newLine] = [Number(oldStart), Number(newStart)];
      hunks.push({
        oldStart: oldLine,
        oldLines: Number(oldLines),
        newStart: newLine,
        newLines: Number(newLines),
        section,
        lines: [],
      });
    } else if (hunk !== undefined) {
      const text = line.slice(1);
      const last = hunk.lines.at(-1);
      if (line.startsWith('+')) hunk.lines.push({ kind: 'added', oldLine: null, newLine: newLine++, text });
      else if (line.startsWith('-')) hunk.lines.push({ kind: 'deleted', oldLine: oldLine++, newLine: null, text });
      else if (line.startsWith(' ')) hunk.lines.push({ kind: 'context', oldLine: oldLine++, newLine: newLine++, text });
      else if (last !== undefined) last.noNewline = true;
    }
  }
  return hunks;
}
