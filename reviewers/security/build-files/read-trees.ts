import { parse as parseToml } from 'smol-toml';
import { z } from 'zod';
import { readYaml, type YamlPlace } from '../configuration/yaml-place.ts';
import { keyLines, placeOf } from '../manifest/json-lines.ts';
import type { ManifestSetting } from './setting.ts';

const Table = z.record(z.string(), z.unknown());
/** How far below its key a value of a list is looked for. */
const MOST_LINES = 200;

/** The settings of a TOML text; the reason where it is none. */
export function readTomlSettings(text: string): readonly ManifestSetting[] | string {
  try {
    const lines = text.split('\n');
    const known = tomlLines(lines);
    return settingsOf(Table.parse(parseToml(text)), { lines, known });
  } catch {
    return 'is no TOML that can be read';
  }
}

/** The settings of a JSON text; the reason where it is no object. */
export function readJsonSettings(text: string): readonly ManifestSetting[] | string {
  try {
    const table = Table.parse(JSON.parse(text));
    // Such a key would be lost on the way.
    if (text.includes('__proto__')) return 'has a key that cannot be read';
    return settingsOf(table, { lines: text.split('\n'), known: keyLines(text) });
  } catch {
    return 'is no JSON object that can be read';
  }
}

/** The settings of a YAML text of one document; the reason where it is none. */
export function readYamlSettings(text: string): readonly ManifestSetting[] | string {
  const documents = readYaml(text);
  if (typeof documents === 'string') return documents;
  return documents.length > 1 ? 'has several documents' : documents.flatMap((document) => yamlSettings(document, []));
}

function yamlSettings(place: YamlPlace, keys: readonly string[]): ManifestSetting[] {
  if (place.text !== null) return [{ keys, value: place.text, line: place.line }];
  if (place.isTable) return place.keys.flatMap((key) => yamlSettings(place.at(key), [...keys, key]));
  const { items } = place;
  if (items.length === 0) return [{ keys, value: '', line: place.line }];
  return items.flatMap((item, index) => yamlSettings(item, [...keys, String(index)]));
}

interface Lines {
  readonly lines: readonly string[];
  readonly known: ReadonlyMap<string, number>;
}

function settingsOf(value: unknown, lines: Lines, keys: readonly string[] = []): ManifestSetting[] {
  const table = Array.isArray(value) ? null : Table.safeParse(value).data;
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(table ?? {});
  if (entries.length > 0) return entries.flatMap(([key, part]) => settingsOf(part, lines, [...keys, String(key)]));
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return [{ keys, value: text, line: lineOf(keys, text, lines) }];
}

/** Where the nearest known key stands, or the value below it. */
function lineOf(keys: readonly string[], value: string, { lines, known }: Lines): number {
  const bare = keys.filter((key) => !/^\d+$/.test(key));
  const around = bare.map((_, depth) => known.get(placeOf(bare.slice(0, bare.length - depth))));
  const first = around.find((line) => line !== undefined) ?? 1;
  if (around[0] !== undefined && bare.length === keys.length) return first;
  const below = lines.slice(first - 1, first - 1 + MOST_LINES).findIndex((line) => line.includes(value));
  return below === -1 ? first : first + below;
}

function tomlLines(lines: readonly string[]): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  let above: readonly string[] = [];
  for (const [index, line] of lines.entries()) {
    const header = /^\s*\[{1,2}([^\]]{1,300})\]/.exec(line)?.[1];
    const key = /^\s*([\w."'-]{1,200}) *=/.exec(line)?.[1];
    if (header !== undefined) above = partsOf(header);
    const place = header === undefined ? [...above, ...(key === undefined ? [] : partsOf(key))] : above;
    if ((header ?? key) !== undefined) known.set(placeOf(place), index + 1);
  }
  return known;
}

const partsOf = (key: string): string[] =>
  [...key.matchAll(/"([^"]*)"|'([^']*)'|[^\s."']+/g)].map(([whole, one, other]) => one ?? other ?? whole);
