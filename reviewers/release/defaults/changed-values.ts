import type { DeclaredDefault } from './declared-default.ts';

/** A default on both sides. */
export interface ChangedValue {
  readonly old: DeclaredDefault;
  readonly now: DeclaredDefault;
}

/** Versions, images and copies of them move with every release. */
const MOVES = /version|image|\btags?\b|revision|digest|sha\d*$|checksum|commit|-ref$|build-?(?:date|time)/i;
const VERSION = /^v?\d+\.\d+\.\d+|^\d{4}-\d\d|@v?\d|:v?\d[\d.]*(?:$|[-/])|\bv?\d+\.\d+\.\d+\b/;

/** Defaults that are declared as often on both sides, of which one is another value now. */
export function changedValues(old: readonly DeclaredDefault[], now: readonly DeclaredDefault[]): ChangedValue[] {
  const keyOf = ({ kind, name }: DeclaredDefault): string => `${kind} ${name}`;
  const news = Map.groupBy(now, keyOf);
  return [...Map.groupBy(old, keyOf)].flatMap(([key, before]): ChangedValue[] => {
    const after = news.get(key) ?? [];
    if (after.length !== before.length) return [];
    // Commands with an option of the same name that only changed places.
    const valuesOf = (all: readonly DeclaredDefault[]): string =>
      JSON.stringify(all.map(({ value }) => value).toSorted());
    if (valuesOf(before) === valuesOf(after)) return [];
    const pairs = before.flatMap((one, at): ChangedValue[] => {
      const other = after[at];
      return other === undefined || other.value === one.value ? [] : [{ old: one, now: other }];
    });
    return pairs.filter(matters).slice(0, 1);
  });
}

function matters({ old, now }: ChangedValue): boolean {
  if (MOVES.test(old.name) || (VERSION.test(old.value) && VERSION.test(now.value))) return false;
  // Another spelling of the same, or a text that is only there for people.
  const plain = (value: string): string => value.toLowerCase().replace(/\/$/, '').trim();
  return plain(old.value) !== plain(now.value);
}
