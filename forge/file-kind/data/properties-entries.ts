import type { DataEntry } from './data-entry.ts';

/** `key=value`, `key: value`, `key value`, as `java.util.Properties` reads a line; in the key a backslash takes the next sign along. */
const LINE = /^[ \t\f]*((?:[^\\=: \t\f]|\\.)*)[ \t\f]*[=:]?[ \t\f]*(.*)$/s;
const UNICODE = /\\u+([0-9a-f]{4})/gi;

/** What a file of Java's properties says. */
export function propertiesEntries(text: string): readonly DataEntry[] {
  const entries: DataEntry[] = [];
  let joined: string[] = [];
  const close = (): void => {
    if (joined.length > 0) entries.push(entryOf(joined.join('')));
    joined = [];
  };
  for (const line of text.split(/\r\n|[\r\n]/)) {
    if (joined.length === 0 && (/^[ \t\f]*[#!]/.test(line) || line.trim() === '')) continue;
    // An odd number of backslashes at its end joins a line with the next one.
    const isJoined = trailingBackslashes(line) % 2 === 1;
    joined.push(isJoined ? line.trimStart().slice(0, -1) : line.trimStart());
    if (!isJoined) close();
  }
  close();
  return entries;
}

function trailingBackslashes(line: string): number {
  let count = 0;
  while (line.charAt(line.length - 1 - count) === '\\') count += 1;
  return count;
}

function entryOf(line: string): DataEntry {
  const [, key = '', value = ''] = LINE.exec(line) ?? [];
  return { key: decoded(key), value: decoded(value) };
}

function decoded(text: string): string {
  return text
    .replaceAll(UNICODE, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replaceAll(/\\(.)/g, '$1');
}
