/** Where guidance may stand: the first of the candidates that exists counts. */
export interface GuidancePlace {
  /** What it is for: the folder of its files; empty is everything. */
  readonly folder: string;
  readonly candidates: readonly string[];
}

/** A change over more folders than this has no guidance of its own for the deepest of them. */
const MOST_FOLDERS = 40;

const ROOT: readonly GuidancePlace[] = [
  { folder: '', candidates: ['AGENTS.md'] },
  { folder: '', candidates: ['CLAUDE.md'] },
  { folder: '', candidates: ['CONTRIBUTING.md', '.github/CONTRIBUTING.md', 'docs/CONTRIBUTING.md', 'CONTRIBUTING'] },
];

/** The places for these files, the root first, then folder by folder in the order of depth and code units. */
export function guidancePlaces(changedPaths: readonly string[]): {
  readonly places: readonly GuidancePlace[];
  /** Folders that were too many. */
  readonly left: number;
} {
  const folders = [...new Set(changedPaths.flatMap(foldersAbove))].toSorted(
    (one, other) => depth(one) - depth(other) || (one < other ? -1 : 1),
  );
  const nested = folders.slice(0, MOST_FOLDERS).flatMap((folder) => [
    { folder, candidates: [`${folder}/AGENTS.md`] },
    { folder, candidates: [`${folder}/CLAUDE.md`] },
  ]);
  return { places: [...ROOT, ...nested], left: Math.max(0, folders.length - MOST_FOLDERS) };
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function depth(path: string): number {
  return path.split('/').length;
}
