/** JSON with keys sorted by code units and no white space: equal values give equal bytes. */
export function canonicalJson(value: unknown): string {
  return textOf(value, 0);
}

/** The same text in pieces, for a value whose lists are long: each entry of a list one level down is a piece of its own. */
export function* canonicalPieces(value: object): Generator<string> {
  let before = '{';
  for (const [key, field] of fieldsInOrder(value)) {
    const name = `${before}${JSON.stringify(key)}:`;
    if (Array.isArray(field)) {
      yield `${name}[`;
      for (const [at, one] of field.entries()) yield (at === 0 ? '' : ',') + (textOf(one, 2) ?? 'null');
      yield ']';
    } else {
      const text: string | undefined = textOf(field, 1);
      if (text === undefined) continue;
      yield name + text;
    }
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

function fieldsInOrder(value: object): (readonly [string, unknown])[] {
  return isRecord(value) ? keysInOrder(value).map((key) => [key, value[key]] as const) : [];
}

/** A change set's files lie three levels down. */
const TAKEN_APART = 3;

/**
 * Taken apart above, so that a change set of a hundred megabytes is not held twice. Below it is copied first: `JSON.stringify` with a function
 * that sorts takes twice as long.
 */
function textOf(value: unknown, depth: number): string {
  if (depth === TAKEN_APART || !isRecord(value) || typeof value['toJSON'] === 'function')
    return JSON.stringify(sorted(value));
  if (Array.isArray(value)) return `[${value.map((one) => textOf(one, depth + 1) ?? 'null').join(',')}]`;
  const fields = keysInOrder(value).flatMap((key) => {
    // What JSON cannot say (`undefined`, a function) is left out of an object and null in a list.
    const text: string | undefined = textOf(value[key], depth + 1);
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  return `{${fields.join(',')}}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  if (typeof value['toJSON'] === 'function') return sorted(value['toJSON']());
  const copy: Record<string, unknown> = {};
  for (const key of keysInOrder(value)) {
    // An ordinary key here, and no prototype.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: sorted(value[key]), enumerable: true });
    else copy[key] = sorted(value[key]);
  }
  return copy;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function keysInOrder(record: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(record);
  let before = '';
  for (const key of keys) {
    if (key < before) return keys.toSorted();
    before = key;
  }
  return keys;
}
