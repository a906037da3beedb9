import { AnyObject } from './stated-text.ts';

/** How deep an answer may wrap its list: `{"result": {"review": {"findings": []}}}`. */
const DEEPEST = 3;

interface Wanted {
  /** The key of the list. */
  readonly key: string;
  /** Keys of which an entry has one: an object that has one is an entry itself. */
  readonly entry: readonly string[];
}

/**
 * The list in an answer: under its key, in a wrapper, as the answer itself, numbered in an object, as one entry without a list, or as JSON in
 * a string. Null where there is none: `{}`, null and words are no empty list.
 */
export function readList(said: unknown, wanted: Wanted): readonly unknown[] | null {
  const list = entriesOf(said, wanted) ?? wrapped(said, wanted, DEEPEST);
  return list?.map((entry) => (typeof entry === 'string' ? (jsonIn(entry) ?? entry) : entry)) ?? null;
}

function wrapped(said: unknown, wanted: Wanted, depth: number): readonly unknown[] | null {
  const object = AnyObject.safeParse(said);
  if (!object.success || depth === 0) return null;
  if (Object.hasOwn(object.data, wanted.key)) return entriesOf(object.data[wanted.key], wanted);
  const inside = Object.values(object.data).flatMap((value) => {
    const list = wrapped(value, wanted, depth - 1);
    return list === null ? [] : [list];
  });
  return inside.length === 0 ? null : inside.flat();
}

function entriesOf(said: unknown, wanted: Wanted): readonly unknown[] | null {
  if (Array.isArray(said)) return said;
  if (typeof said === 'string') return listIn(jsonIn(said), wanted);
  const object = AnyObject.safeParse(said);
  if (!object.success) return null;
  if (wanted.entry.some((key) => Object.hasOwn(object.data, key))) return [object.data];
  const numbered = Object.entries(object.data);
  return numbered.length > 0 && numbered.every(([key]) => /^\d+$/.test(key))
    ? numbered.map(([, value]) => value)
    : null;
}

function listIn(said: unknown, wanted: Wanted): readonly unknown[] | null {
  return typeof said === 'string' ? null : readList(said, wanted);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
