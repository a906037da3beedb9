/** One place where two values differ; `undefined` where one of them has nothing. */
export interface Difference {
  /** A JSON pointer, for example `/decisions/3/state/kind`. */
  readonly at: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Every place where two JSON values differ, at the smallest parts. */
export function differences(before: unknown, after: unknown, at = ''): Difference[] {
  if (Object.is(before, after)) return [];
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [{ at, before, after }];
  }
  const [one, other] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys].flatMap((key) => differences(one.get(key), other.get(key), `${at}/${escapeKey(key)}`));
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
