import { readName, readQuoted } from './path.ts';

/** Both names of a file as the diff writes them, without a prefix, one character a byte. */
export interface NamePair {
  readonly old: string;
  readonly new: string;
}

/** The names on a pair of `---` and `+++` lines; null stands for `/dev/null`. */
export interface MarkPair {
  readonly old: string | null;
  readonly new: string | null;
}

/** A header with more spaces than this is not searched for the place where its names part: the search would be quadratic. */
const MAX_SPLITS = 64;

/**
 * The name on a `diff --git` line whose two names are the same but for their prefixes. Null for a rename (whose names stand on
 * lines of their own) and for prefixes that cannot be told from the name.
 */
export function nameOnGitLine(rest: string): string | null {
  const quoted = splitQuoted(rest);
  if (quoted !== null) return commonName(quoted.old, quoted.new);
  const middle = (rest.length - 1) / 2;
  if (rest[middle] === ' ') {
    const name = commonName(rest.slice(0, middle), rest.slice(middle + 1));
    if (name !== null) return name;
  }
  return searchSplit(rest);
}

/**
 * The name that two prefixed names share: with `--no-prefix` both are equal, otherwise they differ in their first component
 * (`a/` and `b/`, git's mnemonic `i/`, `w/`, `c/`, `o/`, or two folders that were compared).
 */
export function commonName(old: string, now: string): string | null {
  if (old === now) return old;
  const oldSlash = old.indexOf('/');
  const nowSlash = now.indexOf('/');
  if (oldSlash < 0 || nowSlash < 0) return null;
  const name = old.slice(oldSlash + 1);
  return name === now.slice(nowSlash + 1) ? name : null;
}

/** What a pair of `---` and `+++` lines names. Two names that do not match are one file under the second, as `git apply` has it. */
export function nameOnMarks(marks: MarkPair): string | null {
  if (marks.old !== null && marks.new !== null)
    return commonName(marks.old, marks.new) ?? withoutPrefix(marks.new, 'b/');
  if (marks.new !== null) return withoutPrefix(marks.new, 'b/');
  return marks.old === null ? null : withoutPrefix(marks.old, 'a/');
}

/** The name on a `---` or `+++` line: quoted, or up to the tab that git puts behind names with spaces and others before a date. */
export function readFileMark(field: string): string | null {
  const name = readQuoted(field, 0)?.name ?? field.split('\t', 1)[0] ?? field;
  return name === '/dev/null' ? null : name;
}

function withoutPrefix(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function splitQuoted(rest: string): NamePair | null {
  const first = readQuoted(rest, 0);
  if (first !== null) {
    const second = rest[first.next] === ' ' ? readName(rest.slice(first.next + 1)) : null;
    return second === null ? null : { old: first.name, new: second };
  }
  const space = rest.indexOf(' "');
  const second = space < 0 ? null : readName(rest.slice(space + 1));
  return second === null ? null : { old: rest.slice(0, space), new: second };
}

/** Prefixes of unequal length move the place where the names part away from the middle. */
function searchSplit(rest: string): string | null {
  let space = rest.indexOf(' ');
  for (let splits = 0; space >= 0 && splits < MAX_SPLITS; splits++) {
    const name = commonName(rest.slice(0, space), rest.slice(space + 1));
    if (name !== null) return name;
    space = rest.indexOf(' ', space + 1);
  }
  return null;
}
