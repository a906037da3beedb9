import type { ApiComparison, Direction, SchemaPair } from './comparison.ts';
import { type ApiPart, tableOf, valueAt } from './document.ts';

/** Schemas inside of schemas that are compared like what is around them, and those whose rest is turned round. */
const LISTED = ['prefixItems', 'patternProperties', 'dependentSchemas', 'allOf', 'oneOf', 'anyOf'];
const SINGLE = [
  'items',
  'additionalProperties',
  'contains',
  'then',
  'else',
  'propertyNames',
  'unevaluatedProperties',
  'unevaluatedItems',
  'contentSchema',
];
/** What asks for more by being there. */
const ASKING = [
  'if',
  'then',
  'else',
  'not',
  'propertyNames',
  'contains',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'prefixItems',
  'unevaluatedProperties',
  'unevaluatedItems',
  'contentSchema',
];
/** What is another thing where it changes. */
const FORMS = ['contentMediaType', 'contentEncoding', 'dependentRequired'];

/** Says what schemas inside of a schema ask for; `compareSchemas` compares each. */
export function compareFurther(
  { name, old, now, direction }: SchemaPair,
  into: ApiComparison,
  compareSchemas: (pair: SchemaPair, into: ApiComparison) => void,
): void {
  const { old: before, now: after, say } = into;
  const both = (was: ApiPart | null, is: ApiPart | null, own: string, way: Direction): void => {
    if (was !== null && is !== null && typeof was.value === 'object' && typeof is.value === 'object')
      compareSchemas({ name: own, old: was, now: is, direction: way }, into);
  };
  for (const key of SINGLE)
    both(before.child(old, key), after.child(now, key), key === 'items' ? `${name}[]` : name, direction);
  both(before.child(old, 'not'), after.child(now, 'not'), name, direction === 'request' ? 'response' : 'request');
  for (const key of LISTED) {
    const [was, is] = [before.children(before.child(old, key)), new Map(after.children(after.child(now, key)))];
    const isSameLength = was.length === is.size;
    for (const [at, part] of was)
      if (isSameLength || !key.endsWith('Of')) both(part, is.get(at) ?? null, name, direction);
  }
  for (const key of ASKING) {
    const [was, is] = [before.child(old, key), after.child(now, key)];
    const isMore = was === null && is !== null && is.value !== true;
    const isLess = was !== null && is === null;
    // A further place of a tuple is something new for those who read it, too.
    if (direction === 'request' ? isMore : isLess || (isMore && key === 'prefixItems'))
      say({
        name,
        what: isMore ? `has \`${key}\` now` : `has no \`${key}\` any more`,
        side: isMore ? 'new' : 'old',
        pointer: `${(isMore ? now : old).pointer}/${key}`,
      });
  }
  for (const key of ['patternProperties', 'prefixItems', 'dependentSchemas', 'x-extensible-enum']) {
    const [was, is] = [before.children(before.child(old, key)), after.children(after.child(now, key))];
    const isMore = is.length > was.length && was.length > 0;
    if (direction === 'request' && key !== 'x-extensible-enum' ? isMore : is.length < was.length && is.length > 0)
      say({
        name,
        what: `has ${isMore ? 'more' : 'fewer'} \`${key}\``,
        side: isMore ? 'new' : 'old',
        pointer: `${(isMore ? now : old).pointer}/${key}`,
      });
  }
  for (const key of FORMS) {
    const [was, is] = [valueAt(before, old, key), valueAt(after, now, key)].map((value) => JSON.stringify(value));
    const isMet =
      key === 'dependentRequired'
        ? was === undefined || is === undefined
        : was === undefined && direction === 'response';
    if (was !== is && !isMet)
      say({
        name,
        what: `has another \`${key}\``,
        side: is === undefined ? 'old' : 'new',
        pointer: `${(is === undefined ? old : now).pointer}/${key}`,
      });
  }
}

/** Whether a part of `allOf` asks for anything: words about it do not. */
export function isAsking(value: unknown): boolean {
  const words = ['title', 'description', 'example', 'examples', 'deprecated', 'externalDocs', 'default'];
  return Object.keys(tableOf(value)).some((key) => !words.includes(key) && !key.startsWith('x-'));
}
