import type { Repository } from '../../forge/local/git/repository.ts';
import type { GuidanceText } from '../../reviewers/model-pass/prompt/guidance.ts';
import type { ObjectId } from '../../schemas/change-set.ts';
import type { Config } from '../../schemas/config.ts';
import { InputError } from '../../schemas/problem.ts';
import { compileGlobs } from '../../schemas/path-globs.ts';

/** Where guidance may stand: the first of the candidates that exists counts. */
interface GuidancePlace {
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

/** Most characters of one file; a longer one is cut, and says so. */
const MOST_OF_ONE = 24_000;
/** Most characters of all files together. */
const MOST_OF_ALL = 72_000;

/** What the repository says about how it wants to be worked on, and what people should know about that. */
export interface Guidance {
  readonly texts: readonly GuidanceText[];
  /** Sentences: what was cut, what cannot be read, what the change tries to alter. */
  readonly notes: readonly string[];
}

export interface GuidanceRequest {
  /** Null for a plain diff, which belongs to no repository: then only the configuration speaks. */
  readonly repository: Pick<Repository, 'readAt'> | null;
  /** The tip of the base. */
  readonly commit: ObjectId | null;
  readonly instructions: Config['instructions'];
  /** Both sides of every changed file. */
  readonly changedPaths: readonly string[];
  /** Blanks the secrets of each text, in their order; nothing leaves this function that did not go through it. */
  readonly redact: (texts: readonly { readonly path: string; readonly text: string }[]) => Promise<readonly string[]>;
}

/**
 * Reads AGENTS.md, CLAUDE.md and CONTRIBUTING as they are at the tip of the base, from the root down to the changed files, and the
 * instructions of the configuration that concern these files. What the change itself writes into such a file has no effect.
 */
export async function readGuidance(request: GuidanceRequest): Promise<Guidance> {
  const { repository, commit, changedPaths, instructions, redact } = request;
  const notes: string[] = [];
  const raw: { place: GuidancePlace; path: string; text: string }[] = [];
  const { places, left } = guidancePlaces(changedPaths);
  if (repository !== null && commit !== null) {
    for (const place of places) {
      const found = await firstOf(repository, { commit, place, notes });
      // One of the two files is often a copy of the other.
      if (found !== null && !raw.some(({ text }) => text === found.text)) raw.push({ place, ...found });
    }
    if (left > 0) notes.push(`guidance of ${left} more folders was not looked for`);
    notes.push(...changedNotes(places, changedPaths));
  }
  const spoken = instructions.filter(({ paths }) => paths === undefined || concerns(paths, changedPaths));
  const redacted = await redact([...raw, ...spoken.map(({ text }) => ({ path: 'instructions.txt', text }))]);
  let room = MOST_OF_ALL;
  const texts = raw.map(({ place, path }, index): GuidanceText => {
    const whole = redacted[index] ?? '';
    const shown = cut(whole, Math.min(MOST_OF_ONE, room));
    room -= Math.min(whole.length, MOST_OF_ONE, room);
    if (shown !== whole) notes.push(`${path} has ${whole.length} characters; its end is not shown to models`);
    return { source: path, text: shown, ...(place.folder !== '' && { paths: [`${escapeGlob(place.folder)}/**`] }) };
  });
  const told = spoken.map(({ paths }, index): GuidanceText => {
    const text = redacted[raw.length + index] ?? '';
    return { source: 'instructions in the configuration', text, ...(paths && { paths }) };
  });
  return { texts: [...texts, ...told].filter(({ text }) => text.trim() !== ''), notes };
}

function concerns(globs: readonly string[], paths: readonly string[]): boolean {
  const covers = compileGlobs(globs);
  return paths.some((path) => covers(path));
}

async function firstOf(
  repository: Pick<Repository, 'readAt'>,
  { commit, place, notes }: { commit: ObjectId; place: GuidancePlace; notes: string[] },
): Promise<{ path: string; text: string } | null> {
  for (const path of place.candidates) {
    try {
      const bytes = await repository.readAt(commit, path);
      if (bytes !== null) return { path, text: new TextDecoder().decode(bytes) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      notes.push(`${path} was not read: ${error.message}`);
    }
  }
  return null;
}

function changedNotes(places: readonly GuidancePlace[], changedPaths: readonly string[]): string[] {
  const changed = new Set(changedPaths);
  return places
    .flatMap(({ candidates }) => candidates)
    .filter((path) => changed.has(path))
    .map((path) => `the change alters ${path}; this review goes by the version at the tip of the base`);
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf('\n', most);
  return `${text.slice(0, Math.max(0, end))}\n[cut here: ${text.length} characters in all]`;
}

/** A folder's name is no pattern. */
function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
}
