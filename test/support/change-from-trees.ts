import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { ChangedFile, FileStatus, type DiffLine, type Hunk } from '../../schemas/change-set.ts';

/** Contents by path. */
export type Tree = Readonly<Record<string, string>>;

/** What a real git says changed between two trees. Thousands of tables ask: the objects are written here, and git is started once. */
export function changedFiles(old: Tree, now: Tree): ChangedFile[] {
  const folder = mkdtempSync(join(tmpdir(), 'docket-trees-'));
  try {
    const [from, to] = [writeObjects(folder, old), writeObjects(folder, now)];
    // Attributes are obeyed as they stand after the change.
    for (const [path, text] of Object.entries(now)) if (basename(path) === '.gitattributes') write(folder, path, text);
    const told = execFileSync('git', ['-c', 'core.autocrlf=false', ...DIFF, from, to], {
      cwd: folder,
      encoding: 'utf8',
      env: GIT_ENVIRONMENT,
      maxBuffer: 1 << 28,
    });
    return combine(told);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const DIFF = ['diff-tree', '-r', '-M', '--no-abbrev', '--no-ext-diff', '--no-textconv', '-z', '--raw', '--patch'];
const GIT_ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** A repository with the objects of a tree; answers the tree's id. */
function writeObjects(folder: string, tree: Tree): string {
  write(folder, '.git/HEAD', 'ref: refs/heads/main\n');
  mkdirSync(join(folder, '.git/refs'), { recursive: true });
  return writeTree(join(folder, '.git/objects'), Object.entries(tree));
}

function writeTree(objects: string, files: readonly (readonly [path: string, text: string])[]): string {
  const here = new Map(files.filter(([path]) => !path.includes('/')));
  const below = Map.groupBy(
    files.filter(([path]) => path.includes('/')),
    ([path]) => path.slice(0, path.indexOf('/')),
  );
  const entries = [
    ...[...here].map(([name, text]) => ({ name, key: name, mode: '100644', id: writeObject(objects, 'blob', text) })),
    ...[...below].map(([name, inner]) => {
      const id = writeTree(
        objects,
        inner.map(([path, text]) => [path.slice(name.length + 1), text] as const),
      );
      // Git sorts a folder as if its name ended with a slash.
      return { name, key: `${name}/`, mode: '40000', id };
    }),
  ].toSorted((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)));
  const body = entries.flatMap(({ name, mode, id }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);
  return writeObject(objects, 'tree', Buffer.concat(body));
}

function writeObject(objects: string, type: 'blob' | 'tree', content: string | Buffer): string {
  const body = Buffer.from(content);
  const whole = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
  const id = createHash('sha1').update(whole).digest('hex');
  write(objects, `${id.slice(0, 2)}/${id.slice(2)}`, deflateSync(whole, { level: 1 }));
  return id;
}

function write(folder: string, path: string, content: string | Buffer): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Names and status from the raw format, lines from the patch: both list the files in the same order. */
function combine(told: string): ChangedFile[] {
  const patches = told.split(/(?:^|\0)diff --git /m).slice(1);
  const fields = told.split('\0');
  const files: ChangedFile[] = [];
  while (fields[0]?.startsWith(':')) {
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
