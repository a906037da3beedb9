import type { ChangedFile } from '../../schemas/change-set.ts';

/** Something that the change takes away and that a document may name. */
export interface Removed {
  readonly kind: 'file' | 'name' | 'flag';
  readonly name: string;
  /** Where it stood; a file as a whole has no line. */
  readonly path: string;
  readonly line: number | null;
  readonly evidence: string | null;
}

const CODE = /\.(?:[cm]?[jt]sx?|py)$/i;
const EXPORT =
  /^export\s+(?:declare\s+)?(?:default\s+)?(?:async\s+)?(?:abstract\s+)?(?:function\*?|class|const|let|interface|type|enum)\s+([A-Za-z_$][\w$]*)/;
const PYTHON = /^(?:async\s+)?(?:def|class)\s+([A-Za-z]\w*)/;
const FLAG_DECLARED = /(?:\.(?:option|requiredOption)\(|new Option\(|add_argument\(|\.option\(|typer\.Option\()/;
const FLAG = /--[a-z][a-z0-9]*(?:-[a-z0-9]+)*/g;

/** Words that also mean something in running text are no sign of a name: it needs an inner capital, an underscore or a digit. */
const DISTINCTIVE = /^(?=.{5,})(?:[A-Za-z$]*[a-z0-9][A-Z]\w*|\w+_\w+|[A-Z]{2,}[a-z]\w*)$/;

/** Longer names are made by machines, and no document speaks of them. */
const LONGEST_NAME = 200;

/** What a change removes or renames, as far as its lines tell by themselves. */
export function removedBy(files: readonly ChangedFile[]): Removed[] {
  const words = files.map(removedWords);
  // Every word of the change is read only where one may be gone.
  const kept = words.every(({ length }) => length === 0) ? new Set<string>() : keptWords(files);
  return files.flatMap((file, at) => [
    ...removedFile(file),
    ...(words[at] ?? []).filter(({ name }) => !kept.has(name)),
  ]);
}

function keptWords(files: readonly ChangedFile[]): ReadonlySet<string> {
  return new Set(
    files
      .filter((file) => CODE.test(file.newPath))
      .flatMap((file) => file.hunks.flatMap((hunk) => hunk.lines))
      .flatMap(({ newLine, text }) =>
        newLine === null ? [] : (text.match(/--[a-z][a-z0-9-]*|[A-Za-z_$][\w$]*/g) ?? []),
      ),
  );
}

function removedFile(file: ChangedFile): Removed[] {
  const gone = file.status === 'D' || (file.status === 'R' && file.oldPath !== file.newPath);
  // A bare name in running text is too often another file's.
  if (!gone || !file.oldPath.includes('/')) return [];
  return [{ kind: 'file', name: file.oldPath, path: file.oldPath, line: null, evidence: null }];
}

function removedWords(file: ChangedFile): Removed[] {
  if (!CODE.test(file.oldPath)) return [];
  const isPython = file.oldPath.endsWith('.py');
  return file.hunks
    .flatMap((hunk) => hunk.lines)
    .flatMap(({ kind, oldLine, text }) => {
      if (kind !== 'deleted' || oldLine === null) return [];
      const place = { path: file.oldPath, line: oldLine, evidence: text.trim() };
      const name = (isPython ? PYTHON : EXPORT).exec(text)?.[1];
      const names =
        name !== undefined && name.length <= LONGEST_NAME && DISTINCTIVE.test(name)
          ? [{ kind: 'name' as const, name, ...place }]
          : [];
      const flags = FLAG_DECLARED.test(text) ? (text.match(FLAG) ?? []) : [];
      return [...names, ...flags.slice(0, 1).map((flag) => ({ kind: 'flag' as const, name: flag, ...place }))];
    });
}
