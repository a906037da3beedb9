import { isAsking } from './compare-further.ts';
import { compareSchemas, typesOf } from './compare-schemas.ts';
import type { ApiComparison, Direction } from './comparison.ts';
import type { ApiDocument, ApiPart } from './document.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Says what those who call an interface can no longer do, or get otherwise. */
export function compareOperations(into: ApiComparison): void {
  for (const place of ['paths', 'webhooks']) comparePaths(place, into);
}

function comparePaths(place: string, into: ApiComparison): void {
  const { old, now, say } = into;
  const after = new Map(now.children(now.child(now.root, place)).map(([path, part]) => [nameless(path), part]));
  for (const [path, before] of old.children(old.child(old.root, place))) {
    const there = after.get(nameless(path));
    const methods = METHODS.filter((method) => old.child(before, method) !== null);
    if (there === undefined) {
      if (methods.some((method) => !isLeaving(old, old.child(before, method))))
        say({ name: `\`${path}\``, what: 'is removed', side: 'old', pointer: before.pointer });
      continue;
    }
    for (const method of methods) {
      const [was, is] = [old.child(before, method), now.child(there, method)];
      const name = `${method.toUpperCase()} ${path}`;
      if (was !== null && is !== null) compareOperation({ name, was, is, around: { old: before, now: there } }, into);
      else if (was !== null && !isLeaving(old, was))
        say({ name, what: 'is removed', side: 'old', pointer: was.pointer });
    }
  }
}

/** What is marked as going may go. */
function isLeaving(document: ApiDocument, part: ApiPart | null): boolean {
  return part !== null && document.child(part, 'deprecated')?.value === true;
}

/** A path without the names of its parameters. */
const nameless = (path: string): string => path.replaceAll(/\{[^{}]*\}/g, '{}');

interface Operation {
  readonly name: string;
  readonly was: ApiPart;
  readonly is: ApiPart;
  readonly around: { readonly old: ApiPart; readonly now: ApiPart };
}

function compareOperation(operation: Operation, into: ApiComparison): void {
  compareParameters(operation, into);
  compareBodies(operation, into);
  compareAnswers(operation, into);
  compareRights(operation, into);
}

function parametersOf(
  document: ApiDocument,
  around: ApiPart,
  operation: ApiPart,
  ids: ReadonlyMap<string, string> | null,
): Map<string, ApiPart> {
  const all = [around, operation].flatMap((part) => document.children(document.child(part, 'parameters')));
  return new Map(
    all.map(([, part]) => {
      const [where, name] = [document.child(part, 'in')?.value, document.child(part, 'name')?.value].map(String) as [
        string,
        string,
      ];
      const id = where === 'header' ? name.toLowerCase() : name;
      return [`${where} ${(where === 'path' ? ids?.get(id) : undefined) ?? id}`, part];
    }),
  );
}

/** Parameters of a path may be called otherwise: they go by their place. */
function renamed(old: string, now: string): ReadonlyMap<string, string> {
  const [was, is] = [old, now].map((path) => [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name)) as [
    string[],
    string[],
  ];
  return new Map(is.map((name, at) => [name, was[at] ?? name]));
}

function compareParameters({ name, was, is, around }: Operation, into: ApiComparison): void {
  const { old, now, say } = into;
  const before = parametersOf(old, around.old, was, null);
  const after = parametersOf(now, around.now, is, renamed(around.old.pointer, around.now.pointer));
  const needs = (document: ApiDocument, part: ApiPart): boolean => document.child(part, 'required')?.value === true;
  const schemaOf = (document: ApiDocument, part: ApiPart): ApiPart => {
    const media = document.children(document.child(part, 'content'))[0]?.[1];
    return document.child(part, 'schema') ?? (media && document.child(media, 'schema')) ?? part;
  };
  for (const [key, part] of before) {
    const there = after.get(key);
    const own = `${name}, parameter \`${key.slice(key.indexOf(' ') + 1)}\``;
    if (there === undefined) {
      if (!isLeaving(old, part)) say({ name: own, what: 'is removed', side: 'old', pointer: part.pointer });
      continue;
    }
    if (needs(now, there) && !needs(old, part))
      say({ name: own, what: 'must be sent now', side: 'new', pointer: `${there.pointer}/required` });
    const [first, given] = [schemaOf(old, part), schemaOf(now, there)];
    // In an address one value and a list of one are written alike.
    const isList = typesOf(now, given).types.has('array') && !typesOf(old, first).types.has('array');
    const second = (isList ? now.child(given, 'items') : null) ?? given;
    compareSchemas({ name: own, old: first, now: second, direction: 'request' }, into);
    const defaults = [old.child(first, 'default')?.value, now.child(second, 'default')?.value].map((value) =>
      JSON.stringify(value),
    );
    if (!needs(now, there) && defaults[0] !== defaults[1])
      say({
        name: own,
        what: `has another default: ${defaults[1] ?? 'none'} instead of ${defaults[0] ?? 'none'}`,
        side: 'new',
        pointer: `${second.pointer}/default`,
      });
  }
  for (const [key, part] of after) {
    if (before.has(key) || !(needs(now, part) || key.startsWith('path '))) continue;
    say({
      name: `${name}, parameter \`${key.slice(key.indexOf(' ') + 1)}\``,
      what: 'is new and must be sent',
      side: 'new',
      pointer: part.pointer,
    });
  }
}

function compareBodies({ name, was, is }: Operation, into: ApiComparison): void {
  const { old, now, say } = into;
  const [before, after] = [old.child(was, 'requestBody'), now.child(is, 'requestBody')];
  const needed = after !== null && now.child(after, 'required')?.value === true;
  const own = `${name}, body`;
  if (before === null) {
    if (needed) say({ name: own, what: 'is new and must be sent', side: 'new', pointer: after.pointer });
    return;
  }
  if (after === null) {
    say({ name: own, what: 'is removed', side: 'old', pointer: before.pointer });
    return;
  }
  if (needed && old.child(before, 'required')?.value !== true)
    say({ name: own, what: 'must be sent now', side: 'new', pointer: `${after.pointer}/required` });
  compareContents({ name: own, was: before, is: after, direction: 'request' }, into);
}

interface Contents {
  readonly name: string;
  readonly was: ApiPart;
  readonly is: ApiPart;
  readonly direction: Direction;
}

function compareContents({ name, was, is, direction }: Contents, into: ApiComparison): void {
  const { old, now, say } = into;
  const [before, after] = [old.child(was, 'content'), now.child(is, 'content')];
  // Swagger 2 has the schema of an answer in place.
  const plain = [old.child(was, 'schema'), now.child(is, 'schema')] as const;
  if (plain[0] !== null && plain[1] !== null) compareSchemas({ name, old: plain[0], now: plain[1], direction }, into);
  const there = new Map(now.children(after));
  for (const [media, part] of old.children(before)) {
    const other = there.get(media);
    if (other === undefined) {
      say({ name, what: `has no ${media} any more`, side: 'old', pointer: part.pointer });
      continue;
    }
    const [first, second] = [old.child(part, 'schema'), now.child(other, 'schema')];
    // What becomes of types elsewhere than in JSON is up to the form.
    const isText = !/json|\*/.test(media);
    if (first !== null && second !== null) compareSchemas({ name, old: first, now: second, direction, isText }, into);
    else if (direction === 'request' && second !== null && isAsking(second.value))
      say({
        name,
        what: `in ${media} has a schema now, where anything was taken`,
        side: 'new',
        pointer: second.pointer,
      });
  }
}

function compareAnswers({ name, was, is }: Operation, into: ApiComparison): void {
  const { old, now, say } = into;
  const after = new Map(now.children(now.child(is, 'responses')));
  for (const [status, part] of old.children(old.child(was, 'responses'))) {
    const there = after.get(status);
    const own = `${name}, answer ${status}`;
    if (there !== undefined) compareAnswer(own, part, there, into);
    // How a refusal is told, clients seldom rely on.
    else if (/^2|^default$/.test(status)) say({ name: own, what: 'is removed', side: 'old', pointer: part.pointer });
  }
}

function compareAnswer(name: string, was: ApiPart, is: ApiPart, into: ApiComparison): void {
  const { old, now, say } = into;
  compareContents({ name, was, is, direction: 'response' }, into);
  const headers = new Map(now.children(now.child(is, 'headers')).map(([header, part]) => [header.toLowerCase(), part]));
  for (const [header, part] of old.children(old.child(was, 'headers'))) {
    const there = headers.get(header.toLowerCase());
    const own = `${name}, header \`${header}\``;
    if (there === undefined) {
      say({ name, what: `has no header \`${header}\` any more`, side: 'old', pointer: part.pointer });
      continue;
    }
    if (old.child(part, 'required')?.value === true && now.child(there, 'required')?.value !== true)
      say({ name: own, what: 'is no longer always there', side: 'old', pointer: `${part.pointer}/required` });
    const [first, second] = [old.child(part, 'schema'), now.child(there, 'schema')];
    if (first !== null && second !== null)
      compareSchemas({ name: own, old: first, now: second, direction: 'response' }, into);
  }
}

/** Ways to prove who one is: one of a list suffices. */
function compareRights({ name, was, is }: Operation, { old, now, say }: ApiComparison): void {
  const [before, after] = [rightsOf(old, was), rightsOf(now, is)];
  // Nothing said at all may be said elsewhere.
  if (before.length === 0 && old.child(old.root, 'security') === null) return;
  const isOpen = before.length === 0 || before.includes('{}');
  if (
    isOpen
      ? after.length === 0 || after.includes('{}')
      : before.every((way) => after.includes(way)) || after.length === 0
  )
    return;
  const pointer = now.child(is, 'security') === null ? '/security' : `${is.pointer}/security`;
  say({ name, what: 'asks for another proof of who calls', side: 'new', pointer });
}

function rightsOf(document: ApiDocument, operation: ApiPart): string[] {
  const own = document.child(operation, 'security') ?? document.child(document.root, 'security');
  return document.children(own).map(([, part]) => JSON.stringify(part.value));
}
