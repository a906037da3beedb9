import { compareAlternatives } from './compare-alternatives.ts';
import { compareFurther } from './compare-further.ts';
import type { ApiComparison, Direction, SchemaPair } from './comparison.ts';
import { type ApiDocument, type ApiPart, valueAt } from './document.ts';

const UPPER = ['maxLength', 'maximum', 'maxItems', 'maxProperties', 'exclusiveMaximum', 'maxContains'];
const LOWER = ['minLength', 'minimum', 'minItems', 'minProperties', 'exclusiveMinimum', 'minContains'];

/** Says what a schema asks for now that it did not, or promises no longer. */
export function compareSchemas(given: SchemaPair, into: ApiComparison): void {
  const pair = { ...given, ...unwrapped(given, into) };
  const { old, now, direction } = pair;
  const key = `${direction} ${old.pointer} ${now.pointer}`;
  if (into.seen.has(key)) return;
  into.seen.add(key);
  compareTypes(pair, into);
  compareValues(pair, into);
  compareLimits(pair, into);
  compareProperties(pair, into);
  compareAlternatives(pair, into, compareSchemas);
  compareFurther(pair, into, compareSchemas);
}

const listAt = (document: ApiDocument, part: ApiPart, key: string): readonly unknown[] | null => {
  const value = valueAt(document, part, key);
  return Array.isArray(value) ? value : null;
};

/** `oneOf: [{type: null}, X]` is an X that may be null: told as such where the other side is none, then compared as what it wraps. */
function unwrapped(
  { name, old, now, direction }: SchemaPair,
  { old: before, now: after, say }: ApiComparison,
): Pick<SchemaPair, 'old' | 'now'> {
  const [was, is] = [wrappedIn(before, old), wrappedIn(after, now)];
  if (was === null && is === null) return { old, now };
  const nullable = [was !== null || typesOf(before, old).nullable, is !== null || typesOf(after, now).nullable];
  if (direction === 'request' && nullable[0] === true && nullable[1] === false)
    say({ name, what: 'may no longer be null', side: 'old', pointer: old.pointer });
  if (direction === 'response' && nullable[0] === false && nullable[1] === true)
    say({ name, what: 'may be null now', side: 'new', pointer: now.pointer });
  return { old: was ?? old, now: is ?? now };
}

function wrappedIn(document: ApiDocument, part: ApiPart): ApiPart | null {
  const all = ['oneOf', 'anyOf'].flatMap((key) => document.children(document.child(part, key)));
  const rest = all.filter(([, one]) => valueAt(document, one, 'type') !== 'null');
  return all.length === 2 && rest.length === 1 ? (rest[0]?.[1] ?? null) : null;
}

/** The types that a schema names itself. */
export function typesOf(document: ApiDocument, part: ApiPart): { types: Set<unknown>; nullable: boolean } {
  const types = new Set([valueAt(document, part, 'type')].flat().filter((type) => type !== undefined));
  const nullable = types.delete('null') || valueAt(document, part, 'nullable') === true;
  return { types, nullable };
}

function compareTypes(
  { name, old, now, direction, isText }: SchemaPair,
  { old: before, now: after, say }: ApiComparison,
): void {
  if (isText === true) return;
  const [was, is] = [allTypes(before, old), allTypes(after, now)];
  const isChoice = (one: AllTypes): boolean => one.from !== null;
  // Choices on both sides are compared one by one.
  if (isChoice(was) && was.from === is.from) return;
  const [wide, narrow] = direction === 'request' ? [is, was] : [was, is];
  const fits = (type: unknown): boolean => wide.types.has(type) || (type === 'integer' && wide.types.has('number'));
  const pointer = `${now.pointer}/${is.from ?? 'type'}`;
  const isLimited = wide.types.size > 0 && (narrow.types.size === 0 || ![...narrow.types].every(fits));
  if (isLimited)
    say({
      name,
      what: `is of another type: ${listOf(is.types)} instead of ${listOf(was.types)}`,
      side: 'new',
      pointer,
    });
  const isFree = wide.types.size === 0;
  if (narrow.nullable && !wide.nullable && !isFree && !isLimited)
    say({
      name,
      what: direction === 'request' ? 'may no longer be null' : 'may be null now',
      side: 'new',
      pointer: valueAt(after, now, 'nullable') === undefined ? pointer : `${now.pointer}/nullable`,
    });
  const formats = [valueAt(before, old, 'format'), valueAt(after, now, 'format')];
  const isKnown = direction === 'request' ? formats[1] !== undefined : formats[0] !== undefined;
  if (!isLimited && isKnown && formats[0] !== formats[1])
    say({
      name,
      what: `has another format: ${JSON.stringify(formats[1] ?? null)} instead of ${JSON.stringify(formats[0] ?? null)}`,
      side: 'new',
      pointer: `${now.pointer}/format`,
    });
}

type AllTypes = ReturnType<typeof typesOf> & { readonly from: string | null };

/** The types of a schema, or of all that may be chosen from in its place; `from`: what they are chosen by. */
function allTypes(document: ApiDocument, part: ApiPart): AllTypes {
  const own = typesOf(document, part);
  const from = ['oneOf', 'anyOf'].find((key) => document.children(document.child(part, key)).length > 0) ?? null;
  if (from === null || own.types.size > 0) return { ...own, from: null };
  const each = document.children(document.child(part, from)).map(([, one]) => typesOf(document, one));
  const isOpen = each.some(({ types, nullable }) => types.size === 0 && !nullable);
  return {
    types: isOpen ? new Set() : new Set(each.flatMap(({ types }) => [...types])),
    nullable: own.nullable || each.some(({ nullable }) => nullable),
    from,
  };
}

const listOf = (types: ReadonlySet<unknown>): string => (types.size === 0 ? 'any' : [...types].join(' or '));

function compareValues(
  { name, old, now, direction }: SchemaPair,
  { old: before, now: after, say }: ApiComparison,
): void {
  const [was, is] = [valuesOf(before, old), valuesOf(after, now)];
  const [wide, narrow] = direction === 'request' ? [is, was] : [was, is];
  if (wide !== null) {
    const lost = narrow === null ? null : narrow.filter((value) => !wide.includes(value));
    const how = direction === 'request' ? 'no longer takes' : 'may also be';
    if (lost === null)
      say({
        name,
        what: direction === 'request' ? 'takes only listed values now' : 'is no longer one of listed values',
        side: 'new',
        pointer: `${now.pointer}/enum`,
      });
    else if (lost.length > 0) {
      const side = direction === 'request' ? 'old' : 'new';
      const at = (side === 'old' ? was : is)?.indexOf(lost[0]) ?? 0;
      say({
        name,
        what: `${how} ${lost.map((value) => JSON.stringify(value)).join(', ')}`,
        side,
        pointer: `${(side === 'old' ? old : now).pointer}/enum/${at}`,
      });
    }
  }
  const patterns = [valueAt(before, old, 'pattern'), valueAt(after, now, 'pattern')];
  if (
    direction === 'request' &&
    patterns[1] !== undefined &&
    patterns[0] !== patterns[1] &&
    patterns[1] !== '.*' &&
    patterns[1] !== ''
  )
    say({
      name,
      what: `must match another pattern: ${JSON.stringify(patterns[1])}`,
      side: 'new',
      pointer: `${now.pointer}/pattern`,
    });
}

function valuesOf(document: ApiDocument, part: ApiPart): readonly unknown[] | null {
  const only = valueAt(document, part, 'const');
  return only === undefined ? listAt(document, part, 'enum') : [only];
}

/** Every limit as it narrows what is taken or widens what is given. */
function compareLimits(
  { name, old, now, direction }: SchemaPair,
  { old: before, now: after, say }: ApiComparison,
): void {
  for (const key of [...UPPER, ...LOWER]) {
    const free = UPPER.includes(key) ? Infinity : -Infinity;
    const [was, is] = [valueAt(before, old, key), valueAt(after, now, key)].map((value) =>
      typeof value === 'number' ? value : free,
    ) as [number, number];
    const isNarrower = UPPER.includes(key) ? is < was : is > was;
    const isWider = UPPER.includes(key) ? is > was : is < was;
    // No number of items is below none.
    const isNothing = LOWER.includes(key) && key.length > 8 && Math.max(was, is) <= 0 && key !== 'exclusiveMinimum';
    if (isNothing || !(direction === 'request' ? isNarrower : isWider)) continue;
    const pointer = Number.isFinite(is) ? `${now.pointer}/${key}` : now.pointer;
    say({
      name,
      what: `has another \`${key}\`: ${Number.isFinite(is) ? is : 'none'} instead of ${Number.isFinite(was) ? was : 'none'}`,
      side: 'new',
      pointer,
    });
  }
}

function compareProperties(pair: SchemaPair, into: ApiComparison): void {
  const { name, old, now, direction } = pair;
  const { old: before, now: after, say } = into;
  const [was, is] = [
    new Map(before.children(before.child(old, 'properties'))),
    new Map(after.children(after.child(now, 'properties'))),
  ];
  const [needed, needs] = [listAt(before, old, 'required') ?? [], listAt(after, now, 'required') ?? []];
  for (const [property, part] of was) {
    const there = is.get(property);
    const own = `${name}.${property}`;
    const isOthers = isWrittenByOthers(before, part, direction);
    // What the other end alone writes is nobody's to send, nor to read.
    if (there !== undefined && !(isOthers && isWrittenByOthers(after, there, direction)))
      compareSchemas({ name: own, old: part, now: there, direction }, into);
    else if (there === undefined && !isOthers && !isIn(after, now, property))
      say({ name: own, what: 'is removed', side: 'old', pointer: `${old.pointer}/properties/${property}` });
    if (there === undefined || isOthers) continue;
    if (
      direction === 'response' &&
      needed.includes(property) &&
      !needs.includes(property) &&
      !isIn(after, now, property)
    )
      say({
        name: own,
        what: 'is no longer always there',
        side: 'old',
        pointer: `${old.pointer}/required/${needed.indexOf(property)}`,
      });
  }
  for (const [at, property] of needs.entries()) {
    const part = is.get(String(property));
    // A default does not excuse who leaves out what is required.
    const isOthers = part !== undefined && valueAt(after, part, 'readOnly') === true;
    if (direction === 'request' && part !== undefined && !needed.includes(property) && !isOthers)
      say({
        name: `${name}.${String(property)}`,
        what: 'must be sent now',
        side: 'new',
        pointer: `${now.pointer}/required/${at}`,
      });
  }
  if (
    direction === 'request' &&
    valueAt(after, now, 'additionalProperties') === false &&
    valueAt(before, old, 'additionalProperties') !== false
  )
    say({ name, what: 'takes no further properties', side: 'new', pointer: `${now.pointer}/additionalProperties` });
}

function isWrittenByOthers(document: ApiDocument, part: ApiPart, direction: Direction): boolean {
  return valueAt(document, part, direction === 'request' ? 'readOnly' : 'writeOnly') === true;
}

/** Whether a part of what is put together has a property. */
function isIn(document: ApiDocument, part: ApiPart, property: string): boolean {
  return ['allOf', 'oneOf', 'anyOf'].some((key) =>
    document
      .children(document.child(part, key))
      .some(([, one]) => property in Object(document.child(one, 'properties')?.value)),
  );
}
