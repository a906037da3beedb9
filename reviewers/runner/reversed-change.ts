import type { Contents } from '../../forge/forge.ts';
import type { ChangedFile, ChangeSet, DiffLine } from '../../schemas/change-set.ts';
import type { Side } from '../../schemas/location.ts';

const other = (side: Side): Side => (side === 'new' ? 'old' : 'new');

/**
 * The change that would take this one back: a check that looks at it sees what the change removes as if it were added, with the code that
 * stood around it then.
 */
export function reversedChange(changeSet: ChangeSet): ChangeSet {
  const redactions = changeSet.redactions.map((one) => ({ ...one, side: other(one.side) }));
  return { ...changeSet, files: changeSet.files.map(reversedFile), redactions };
}

/** The same files, seen from the other end. */
export function reversedContents(contents: Contents): Contents {
  return {
    read: (path, side, want) => contents.read(path, other(side), want),
    list: (side) => contents.list(other(side)),
  };
}

const STATUS: Readonly<Partial<Record<ChangedFile['status'], ChangedFile['status']>>> = { A: 'D', D: 'A', C: 'D' };
const KIND = { added: 'deleted', deleted: 'added', context: 'context' } as const;

function reversedFile(file: ChangedFile): ChangedFile {
  return {
    ...file,
    status: STATUS[file.status] ?? file.status,
    oldPath: file.newPath,
    newPath: file.oldPath,
    oldMode: file.newMode,
    newMode: file.oldMode,
    oldBlob: file.newBlob,
    newBlob: file.oldBlob,
    added: file.deleted,
    deleted: file.added,
    hunks: file.hunks.map((hunk) => ({
      oldStart: hunk.newStart,
      oldLines: hunk.newLines,
      newStart: hunk.oldStart,
      newLines: hunk.oldLines,
      section: hunk.section,
      lines: hunk.lines.map(reversedLine),
    })),
  };
}

function reversedLine(line: DiffLine): DiffLine {
  return { ...line, kind: KIND[line.kind], oldLine: line.newLine, newLine: line.oldLine };
}
