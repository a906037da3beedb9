import type { Syntax } from '../syntax-node.ts';

/** One parameter as callers meet it; the receiver (`self`, `this`) is none. */
export interface CallParameter {
  readonly name: string;
  readonly optional: boolean;
  /** Whether callers name it: never (most languages), may (Python), only (behind `*`). */
  readonly named: 'never' | 'may' | 'only';
  /** Of an object that is taken apart, or has its type beside it: the keys that it must and may have. */
  readonly keys?: readonly Key[];
  /** The name of its type, where that is all that is said. */
  readonly type?: string;
}

/** A key of an object that is handed over. */
export interface Key {
  readonly name: string;
  readonly optional: boolean;
}

/** What a function gives back, as far as syntax tells. */
export interface CallAnswer {
  /** It has to be awaited. */
  readonly later: boolean;
  /** How many values: Go's results, or the tuple that every `return` of Python writes down; null: not told. */
  readonly count: number | null;
  /** The type as it is written, without white space; null: none. */
  readonly type: string | null;
  /** Python: what stands behind each `return`. */
  readonly values: readonly string[];
  /** Java: the exceptions that it names. */
  readonly raises?: readonly string[];
}

/** What callers of a function rely on. */
export interface Signature {
  readonly parameters: readonly CallParameter[];
  /** It takes more values than it names. */
  readonly rest: boolean;
  /** It takes any name. */
  readonly anyName: boolean;
  readonly answer: CallAnswer;
  /** Of code without types: parameters that the body uses without asking whether they are there; null where types decide. */
  readonly needed: ReadonlySet<string> | null;
}

/** Something that a file defines at its top or as a member of a type there. */
export interface Declared {
  readonly kind: 'function' | 'method' | 'constructor' | 'field' | 'type' | 'value';
  readonly name: string;
  /** The class, struct or interface that it is a member of. */
  readonly owner: string | null;
  /** Null: none, or one that decorators, overloads or types hide. */
  readonly signature: Signature | null;
  /** Callers need no instance. */
  readonly isStatic: boolean;
  readonly node: Syntax;
  /** Of a field that an assignment makes: where that stands. */
  readonly scope?: Scope;
}

/** What a call hands over. */
export interface Given {
  readonly positions: number;
  readonly names: readonly string[];
  /** Lists or mappings are spread into it: how much is handed over is not told. */
  readonly spread: boolean;
  /** Rust: a literal that takes the rest from another, or some fields under a condition: what it leaves out is not told. */
  readonly isPart?: boolean;
  /** Go: the one value is a call, which may stand for several. */
  readonly perhapsMore?: boolean;
  /** By position: the keys of object literals. */
  readonly objects: ReadonlyMap<number, readonly string[]>;
}

/** What becomes of a call's answer. */
export type Taken =
  | { readonly as: 'nothing' | 'awaited' | 'operand' | 'condition' | 'iterated' | 'returned' | 'other' }
  | { readonly as: 'member'; readonly member: string }
  /** Put into so many names; `name` where it is one, `type` where it is written beside it. */
  | { readonly as: 'names'; readonly count: number; readonly name: string | null; readonly type: string | null };

/** Where a file uses a name that others may define. */
export interface NameUse {
  /** `keyed`: a literal of a type with its fields; `import`: the name is taken from a module. */
  readonly kind: 'call' | 'member' | 'keyed' | 'import';
  readonly name: string;
  /** What stands before the dot: null for a bare name, the name, or `?` where it is more than a name. */
  readonly on: string | null;
  readonly given: Given;
  readonly taken: Taken;
  readonly scope: Scope;
  readonly node: Syntax;
}

/** Java: the local name of an import of all types of a package. */
export const EVERYTHING = '.*';

/** A local name for something of another module. `name` null: the module itself. */
export interface ModuleImport {
  readonly local: string;
  readonly module: string;
  readonly name: string | null;
}

/** A type and what it is built on; `open`: its members cannot all be read off it. */
export interface TypeFact {
  readonly name: string;
  readonly bases: readonly string[];
  readonly open: boolean;
}

/** What one file defines, imports and uses. */
export interface FileFacts {
  readonly path: string;
  readonly text: string;
  /** Go's and Java's package. */
  readonly package: string;
  readonly declared: readonly Declared[];
  readonly types: readonly TypeFact[];
  readonly imports: readonly ModuleImport[];
  readonly uses: readonly NameUse[];
  /** Names under which other modules see what is declared; null: all of it, under its own name. */
  readonly exports: ReadonlyMap<string, string> | null;
  /** It hands on names that it does not name, or makes them while it runs. */
  readonly open: boolean;
  /** Stretches that the parser did not understand: what is declared there, and behind it, may be missing. */
  readonly errors: number;
  /** Scripts: modules all of whose names it hands on. */
  readonly handsOn: readonly string[];
  /** The names that it binds outside of everything, and their types where they are told. */
  readonly top: ReadonlyMap<string, string | null>;
}

/** What fills a name, and where that stands. */
export interface NameValue {
  readonly node: Syntax;
  readonly scope: Scope;
}

/** The names that a function or a file binds, and their types where they are written down. */
export class Scope {
  readonly names = new Map<string, string | null>();
  /** What fills a name, where it is filled once; null: more than once. */
  readonly values = new Map<string, NameValue | null>();
  readonly #empty = new Set<string>();
  readonly parent: Scope | null;
  /** The type whose members `this` or `self` has here. */
  readonly self: string | null;

  constructor(parent: Scope | null, self: string | null) {
    this.parent = parent;
    this.self = self;
  }

  /** A name that is empty at first: what is put into it later tells its type. */
  bindEmpty(name: string): void {
    if (this.names.has(name)) return;
    this.names.set(name, null);
    this.#empty.add(name);
  }

  /** A name that is bound to two types has none; `value`: what fills it, where no type is written. */
  bind(name: string, type: string | null, value?: NameValue): void {
    if (this.#empty.delete(name)) this.names.delete(name);
    this.values.set(name, this.names.has(name) ? null : (value ?? null));
    const had = this.names.get(name);
    this.names.set(name, !this.names.has(name) || had === type ? type : null);
  }

  /** The scope that binds a name, from here outward. */
  binder(name: string): Scope | null {
    return this.names.has(name) ? this : (this.parent?.binder(name) ?? null);
  }
}

/** Nothing is handed over. */
export const NOTHING_GIVEN: Given = { positions: 0, names: [], spread: false, objects: new Map() };
export const TAKEN_OTHERWISE: Taken = { as: 'other' };
