import picomatch from 'picomatch';
import { DATA_PLACES, DOCUMENT_FOLDER, KNOWN_HIDDEN } from '../../schemas/file-kinds/data-places.ts';
import { CONVENTIONAL_DOCUMENTS, KINDS_OF_DOCUMENTS, WORDS_FOR_AGENTS } from '../../schemas/file-kinds/documents.ts';
import { INERT_NAMES } from '../../schemas/file-kinds/inert-names.ts';

const OPTIONS = { dot: true, nocase: true };
const isInertName = picomatch(
  INERT_NAMES.flatMap(({ paths }) => paths),
  OPTIONS,
);
const isKnownHidden = picomatch([...KNOWN_HIDDEN], OPTIONS);
const formatsByFolder = new Map(
  DATA_PLACES.flatMap(({ folders, formats }) => folders.map((folder) => [folder, formats ?? null] as const)),
);
/** What may stand behind the name of a document: a language, a version, a number. */
const SUFFIX = /^(?:[a-z]{2,3}(?:[-_][a-z]{2,4})?|v?\d[\w.-]{0,40})$/i;

/** Whether its name says that a file in a format of data only says something. */
export function hasInertName(path: string): boolean {
  return isInertName(path) && !isHidden(path);
}

/** Whether a file in this format lies where conventions have data, or texts for people. */
export function isDataPlace(path: string, format: string): boolean {
  if (isHidden(path)) return false;
  return foldersOf(path).some((folder) => {
    const formats = formatsByFolder.get(folder.toLowerCase());
    return formats === null || formats?.includes(format) === true;
  });
}

/** Whether it lies below a folder of documents, and not in one that belongs to a tool. */
export function isDocumentPlace(path: string): boolean {
  return !isHidden(path) && foldersOf(path).some((folder) => DOCUMENT_FOLDER.test(folder));
}

/** Whether a folder above it is hidden: such folders belong to tools and agents, but for a few places that are known. */
export function isHidden(path: string): boolean {
  return foldersOf(path).some((folder) => folder.startsWith('.') && !/^\.{1,2}$/.test(folder)) && !isKnownHidden(path);
}

/** Whether a name is that of a document for people, in any language or version: `README_KO.md`, `UPGRADE-2.0.md`, `apache-license.txt`. */
export function isConventionalDocument(name: string): boolean {
  const stem = (/^[^.]{1,100}/.exec(name)?.[0] ?? '').toLowerCase();
  if (CONVENTIONAL_DOCUMENTS.has(stem) || /^(?:[\w+]{1,40}-){1,6}licen[cs]e$|^licen[cs]e-[\w+-]{1,60}$/.test(stem))
    return true;
  const parts = stem.split(/[-_ ]/);
  if (parts.some((part) => WORDS_FOR_AGENTS.has(part))) return false;
  if (parts.length > 1 && KINDS_OF_DOCUMENTS.has(parts.at(-1) ?? '')) return true;
  return [...stem.matchAll(/[-_ ]/g)].some(
    ({ index }) => CONVENTIONAL_DOCUMENTS.has(stem.slice(0, index)) && SUFFIX.test(stem.slice(index + 1)),
  );
}

/** Whether a name ends in a line of versions (`VERSION-2.x`), which is no ending. */
export function isOfVersions(path: string): boolean {
  return /-\d{1,4}\.x$/.test(path);
}

/** Whether a name, or that of a folder above, says that agents are spoken to: they obey what for people is a text. */
export function speaksToAgents(path: string): boolean {
  return path.split('/').some((part) =>
    part
      .toLowerCase()
      .split(/[-_. ]/)
      .some((word) => WORDS_FOR_AGENTS.has(word)),
  );
}

function foldersOf(path: string): readonly string[] {
  return path.split('/').slice(0, -1);
}
