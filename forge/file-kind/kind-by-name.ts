import picomatch from 'picomatch';
import { ASSET_FORMATS, BINARY_EXTENSIONS } from '../../schemas/file-kinds/assets.ts';
import { READINGS } from '../../schemas/file-kinds/ambiguous-extensions.ts';
import { FILE_KINDS, FORMAT_KINDS } from '../../schemas/file-kinds/file-kinds.ts';
import { LANGUAGES } from '../../schemas/file-kinds/language.ts';
import { isConventionalDocument, isOfVersions } from './known-place.ts';
import { DANGER, knownKind } from './known-kind.ts';
import type { FileKind } from '../../schemas/judged.ts';

const OPTIONS = { dot: true, nocase: true };
/** A format that is data or prose is known by its whole name only where no language claims that name for code. */
const formatNames = new Map(
  FORMAT_KINDS.flatMap(({ id, names = [] }) => names.map((name) => [name.toLowerCase(), id] as const)),
);
const formatPaths = FORMAT_KINDS.flatMap(({ id, paths = [] }) =>
  paths.length === 0 ? [] : [{ id, matches: picomatch([...paths], OPTIONS) }],
);
/** Programs of Kotlin that say what TeamCity runs. */
const isTeamCity = picomatch('**/.teamcity/**/*.{kt,kts}', { dot: true });
const isWorkflow = picomatch('.github/workflows/*.{yml,yaml}', { dot: true });
const languageNames = new Map(
  LANGUAGES.flatMap(({ id, names }) => names.map((name) => [name.toLowerCase(), id] as const)).toSorted(
    ([, a], [, b]) => DANGER.indexOf(knownKind(b).class) - DANGER.indexOf(knownKind(a).class),
  ),
);
const byExtension = Map.groupBy(
  LANGUAGES.flatMap(({ id, extensions }) => extensions.map((extension) => ({ extension, id }))),
  ({ extension }) => extension,
);
const readings = Map.groupBy(READINGS, ({ extension }) => extension);
const assets = new Map(
  ASSET_FORMATS.flatMap(({ kind, extensions }) => extensions.map((extension) => [extension, kind] as const)),
);

/** What a linker, a generator of calls or a patcher of programs reads under names with this ending. */
const OTHER_X =
  /^[ \t]{0,40}(?:SECTIONS|MEMORY|PHDRS|VERSION)\s{0,40}\{|\b(?:ENTRY|INPUT|GROUP|OUTPUT(?:_FORMAT|_ARCH)?|INCLUDE|STARTUP|SEARCH_DIR|PROVIDE(?:_HIDDEN)?|ASSERT|EXTERN|INSERT)\s{0,8}\(|^[ \t]{0,40}INCLUDE\s|^[ \t]{0,40}%|^[ \t]{0,40}(?:program|struct|union|enum|typedef|const)\s{1,8}\w[^\n]{0,200}[{=;]/m;

/** The part of the text that tells an ambiguous extension apart. */
const WINDOW = 16 * 1024;
const UNKNOWN = knownKind('unknown');

/** What place, name and extension say of a file; the text only tells languages apart that share an extension. */
export function kindByName(path: string, text: string | null): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const language = languageOf(name, text);
  // GitHub runs whatever lies there, and goes by no name.
  if (isWorkflow(path)) return knownKind('github-workflow');
  if (isTeamCity(path)) return knownKind('ci-configuration');
  const exact = formatNames.get(name);
  const format = exact ?? formatPaths.find(({ matches }) => matches(path))?.id;
  if (format === undefined) return language ?? UNKNOWN;
  const kind = knownKind(format);
  // A place never makes less of a program: a script among manifests stays a script.
  if (
    exact === undefined &&
    language !== null &&
    (outweighs(language, kind) || (kind.class === 'code' && language.class === 'code'))
  ) {
    return kind.id === 'xml-program' ? kind : language;
  }
  return kind;
}

/** The endings of a name, the longest first and without their first dot: `d.ts` and `ts`. A name that begins with its only dot has none. */
export function endingsOf(name: string): string[] {
  const parts = name.toLowerCase().split('.');
  return parts
    .slice(1)
    .flatMap((_, index) => (index === 0 && parts[0] === '' ? [] : [parts.slice(index + 1).join('.')]));
}

/** What a file with this ending is shown or played as; null where it is no asset. */
export function assetKind(name: string): FileKind | null {
  const kind = assets.get(endingsOf(name).at(-1) ?? '');
  return kind === undefined ? null : knownKind(kind);
}

/** The kind that an ending alone means; null for an ending that nobody knows. */
export function kindByExtension(extension: string, text: string | null): FileKind | null {
  if (BINARY_EXTENSIONS.has(extension) && !byExtension.has(extension)) return knownKind('binary');
  const window = text?.slice(0, WINDOW) ?? '';
  const reading = readings.get(extension)?.find(({ pattern }) => pattern === undefined || pattern.test(window));
  if (reading !== undefined) return knownKind(reading.id);
  const ids = byExtension.get(extension)?.map(({ id }) => id) ?? [];
  const [first, ...others] = ids.flatMap((id) => FILE_KINDS.get(id) ?? []);
  if (first === undefined) return null;
  return others.reduce((worst, kind) => (outweighs(kind, worst) ? kind : worst), first);
}

function languageOf(name: string, text: string | null): FileKind | null {
  const exact = languageNames.get(name);
  if (exact !== undefined) return knownKind(exact);
  if (isOfVersions(name) && isConventionalDocument(name) && text !== null && !OTHER_X.test(text))
    return knownKind('text');
  for (const ending of endingsOf(name)) {
    const kind = kindByExtension(ending, text);
    if (kind !== null) return kind;
  }
  return null;
}

function outweighs(one: FileKind, other: FileKind): boolean {
  return DANGER.indexOf(one.class) < DANGER.indexOf(other.class);
}
