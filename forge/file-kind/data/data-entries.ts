import { parse as parseToml } from 'smol-toml';
import type { DataEntry } from './data-entry.ts';
import { jsonValue } from './json-value.ts';
import { propertiesEntries } from './properties-entries.ts';
import { yamlEntries } from './yaml-entries.ts';

const READERS: Readonly<Record<string, (text: string) => readonly DataEntry[] | null>> = {
  json: (text) => entriesOf(jsonValue(text)),
  jsonc: (text) => entriesOf(jsonValue(text)),
  json5: (text) => entriesOf(jsonValue(text)),
  toml: (text) => entriesOf(parseToml(text)),
  yaml: yamlEntries,
  properties: propertiesEntries,
};

/**
 * What a text in a format of data says, by the parser of that format; null where there is none, where it does not parse, and where two
 * parsers could read two things (a key that stands twice, an object of a program).
 */
export function dataEntries(format: string, text: string): readonly DataEntry[] | null {
  const read = READERS[format];
  if (read === undefined) return null;
  try {
    return read(text.replace(/^\uFEFF/, ''));
  } catch {
    // What does not parse, or nests deeper than a parser goes, is not understood; who asks takes that for danger.
    return null;
  }
}

/** Every key and value of what a parser made, without recursion: a text decides how deep it nests. */
function entriesOf(root: unknown): DataEntry[] {
  const entries: DataEntry[] = [];
  const open: { readonly key: string; readonly value: unknown }[] = [{ key: '', value: root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { key, value } = next;
    if (Array.isArray(value)) {
      entries.push({ key });
      for (const part of value) open.push({ key, value: part });
    } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
      entries.push({ key });
      for (const [inner, part] of Object.entries(value)) open.push({ key: inner, value: part });
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      entries.push({ key, value });
    else entries.push({ key, value: null });
  }
  return entries;
}
