import type { Syntax } from '../../../changed-code/syntax-node.ts';

/** How many values a call hands over, and what they are called. */
export interface CallRange {
  readonly names: readonly string[];
  /** The types as they are written, without white space. */
  readonly types: readonly string[];
  /** The fewest values that do. */
  readonly least: number;
  readonly most: number;
}

/** Something that people outside of the project can use: a type, or what belongs to one. */
export interface Member {
  /** What it is found by on the other side; overloads share it. */
  readonly key: string;
  /** The key of the type that it belongs to. */
  readonly owner: string | null;
  /** As people write it: `Pool.Get`, `Pool::get`. */
  readonly name: string;
  /** The last part of its name. */
  readonly bare: string;
  /** Null: it is not called. */
  readonly takes: CallRange | null;
  /** What its type gives back, without white space; null: nothing, or not told. */
  readonly answer: string | null;
  /** Words that decide how it may be used, in the language's own form: `virtual`, `unsafe`, `&mut self`. */
  readonly words: ReadonlySet<string>;
  /** Whoever builds on its type has to bring it. */
  readonly asked: boolean;
  /** It says that it goes, or that it is nobody's. */
  readonly isGoing: boolean;
  readonly node: Syntax;
  /** Where it begins, with what is said of it above. */
  readonly from: number;
}

/** What a file offers. `whole`: all of it could be read. */
export interface Members {
  readonly all: readonly Member[];
  readonly whole: boolean;
}

/** What no caller has to hand over, and what comes of it. */
export const NOT_CALLED = { takes: null, answer: null } as const;
