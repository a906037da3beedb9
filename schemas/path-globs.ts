import picomatch from 'picomatch';
import { z } from 'zod';

const MOST_CHARACTERS = 500;
/**
 * Each wildcard of one segment multiplies what a match may cost by the length of a name; ordinary globs have one or two. Four on the
 * 255 bytes that file systems allow a name, and 8 folders deep, stay below a second.
 */
const MOST_WILDCARDS = 4;

/** What is wrong with a glob, and how it is written instead; null when nothing is. */
function problemOf(glob: string): string | null {
  const shown = JSON.stringify(glob);
  if (glob.length > MOST_CHARACTERS) return `a glob has at most ${MOST_CHARACTERS} characters`;
  if (glob.trim() !== glob) return `${shown} begins or ends with white space: take it away`;
  if (glob.startsWith('!') && !glob.startsWith('!(')) {
    return `${shown}: these lists have no exceptions; name what is meant, for example with "!(generated)/**"`;
  }
  if (glob.startsWith('#'))
    return `${shown}: a comment is none here; a name that begins so is written "[#]${glob.slice(1)}"`;
  if (glob.includes('\\')) return `${shown}: folders are parted by "/", on every system: ${glob.replaceAll('\\', '/')}`;
  if (/,\s/.test(glob)) return `${shown}: each glob is an entry of its own`;
  if (glob.split('{').length !== glob.split('}').length) return `${shown}: each "{" needs the "}" that closes it`;
  const segments = segmentsOf(glob);
  if (segments.length === 0) return `${shown} names nothing; everything is "**"`;
  if (segments.includes('..')) return `${shown}: paths begin at the root of the repository and never leave it by ".."`;
  if (/[+*]\(/.test(glob)) return `${shown}: repeated groups are not supported; write "**" or list the alternatives`;
  if (segments.some((segment) => segment !== '**' && wildcards(segment) > MOST_WILDCARDS)) {
    return `${shown}: at most ${MOST_WILDCARDS} "*" stand between two "/"`;
  }
  if (segments.filter((segment) => segment === '**').length > MOST_WILDCARDS) {
    return `${shown}: at most ${MOST_WILDCARDS} "**" stand in one glob`;
  }
  return null;
}

const segmentsOf = (glob: string): string[] => glob.split('/').filter((segment) => segment !== '' && segment !== '.');
const wildcards = (segment: string): number => segment.split('*').length - 1;

/**
 * A glob of paths in a configuration, as `.gitignore` has taught people to write them: a name without "/" fits at any depth, anything
 * else begins at the root of the repository; a leading "/" or "./" says so, too; what names a folder fits everything below it,
 * also one of several: `{src,lib}`. Names that frameworks give to folders, `[slug]` and `(shop)`, are those names.
 *
 * @throws z.ZodError from `parse` for what those lists cannot mean (exceptions by "!", backslashes, "..", two in one), with the right form.
 */
export const PathGlob = z
  .string()
  .min(1)
  .check((context) => {
    const problem = problemOf(context.value);
    if (problem !== null) context.issues.push({ code: 'custom', message: problem, input: context.value });
  });

/**
 * Compiles globs of a configuration to one question about a path. All globs of users are compiled here, so that they mean the same under
 * every key.
 *
 * @param nocase whether case makes no difference
 */
export function compileGlobs(globs: readonly string[], { nocase = false } = {}): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  return picomatch(globs.flatMap(patternsOf), { dot: true, nocase, windows: false });
}

function patternsOf(glob: string): string[] {
  const segments = segmentsOf(glob);
  const isFromRoot = segments.length > 1 || segments[0] === '**' || /^\.?\//.test(glob);
  const place = `${isFromRoot ? '' : '**/'}${segments.map(literalGroup).join('/')}`;
  const below = `${place}/**/*`;
  if (glob.endsWith('/')) return [below];
  const last = segments.at(-1) ?? '';
  // A folder may be called anything, or be one of several that are listed; what fits a folder fits all in it, but `*.lock` means files.
  return last !== '*' && /[*?]|[!@]\(/.test(last) ? [place] : [place, below];
}

/** Folders are called `(shop)` by some frameworks; brackets round one name are a part of it, alternatives have a sign before or a `|` inside. */
function literalGroup(segment: string): string {
  return /^\([^()|]+\)$/.test(segment) ? `\\${segment.slice(0, -1)}\\)` : segment;
}

/** Paths that nobody has reason to name: what fits one of them fits nearly everything. */
const PROBES = ['zq9', 'zq9.xj7', 'kq7/zq9.xj7', 'kq7/vw5/zq9'];

/** Whether a glob has no bound: it fits files of any name. */
export function fitsEverything(glob: string): boolean {
  const fits = compileGlobs([glob]);
  return PROBES.some((path) => fits(path));
}
