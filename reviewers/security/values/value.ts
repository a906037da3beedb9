import type { Syntax } from '../../changed-code/syntax-node.ts';

/** What a value is used for; what is harmless in one place is dangerous in another. */
export type Purpose =
  | 'command'
  | 'sql'
  | 'path'
  | 'address'
  | 'redirect'
  | 'html'
  | 'code'
  | 'template'
  | 'data'
  | 'key'
  | 'query'
  | 'pattern';

/**
 * What is known of a value by a check that it passed, or by how it was made. `listed`: one of known values. `shaped`: all of it
 * matches a narrow pattern. `inside`: a path below a folder. `host`: an address of a known host. `local`: begins with one slash.
 * `text`: no object. `named`: something whose name says that it checks or cleans was asked, which proves little. `for …`: made
 * safe for one purpose.
 */
export type Fact =
  | 'listed'
  | 'shaped'
  | 'inside'
  | 'host'
  | 'slash'
  | 'one-slash'
  | 'no-dots'
  | 'no-slash'
  | 'text'
  | 'named'
  | `for ${Purpose}`;

/** A part of a value that the program does not fix. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly node: Syntax;
  /** The path by which it was reached, names replaced by what they stand for: `req.query.name`, `f()`. */
  readonly path: string;
  /** The names that it had on its way, the last first. */
  readonly called: readonly string[];
  /** Where it was named on its way, the last first. */
  readonly seen: readonly Syntax[];
  readonly shape: 'name' | 'member' | 'call' | 'other';
  readonly origin: 'request' | 'unknown';
  readonly facts: ReadonlySet<Fact>;
}

/** A part that nobody outside decides; `{}` where its text is not known. */
interface Fixed {
  readonly kind: 'fixed';
  readonly text: string;
  /** Written as text in the code. */
  readonly quoted: boolean;
  readonly node: Syntax | null;
}

export type Part = Leaf | Fixed;

/** The forms that a value may take, each as its parts in order. */
export type Value = readonly (readonly Part[])[];

/** More forms than this are told as one. */
const MOST_FORMS = 12;
const MOST_PARTS = 60;

export const SOME_CONSTANT: Value = [[{ kind: 'fixed', text: '{}', quoted: false, node: null }]];

export function fixed(text: string, quoted: boolean, node: Syntax | null = null): Value {
  return [[{ kind: 'fixed', text, quoted, node }]];
}

/** One of the values. */
export function oneOf(values: readonly Value[]): Value {
  const forms = values.flat();
  return forms.length <= MOST_FORMS ? forms : [forms.flat().slice(0, MOST_PARTS)];
}

/** The values behind each other. */
export function sequence(values: readonly Value[]): Value {
  return values.reduce<Value>(
    (before, next) => {
      if (before.length * next.length > MOST_FORMS) return [[...before.flat(), ...next.flat()].slice(0, MOST_PARTS)];
      return before.flatMap((one) => next.map((other) => [...one, ...other].slice(0, MOST_PARTS)));
    },
    [[]],
  );
}

/** The same value with more known about it. */
export function knowing(value: Value, facts: Iterable<Fact>): Value {
  const more = [...facts];
  return more.length === 0
    ? value
    : mapLeaves(value, (leaf) => ({ ...leaf, facts: new Set([...leaf.facts, ...more]) }));
}

/** A value that is one leaf, nothing known about it. */
export function leafOf(given: Pick<Leaf, 'node' | 'path' | 'shape'> & Partial<Pick<Leaf, 'origin'>>): Value {
  return [[{ kind: 'leaf', origin: 'unknown', called: [], seen: [], facts: new Set(), ...given }]];
}

export function mapLeaves(value: Value, change: (leaf: Leaf) => Part): Value {
  return value.map((form) => form.map((part) => (part.kind === 'leaf' ? change(part) : part)));
}

export function leavesOf(value: Value): Leaf[] {
  return value.flat().filter((part) => part.kind === 'leaf');
}

export const isFixed = (value: Value): boolean => leavesOf(value).length === 0;
