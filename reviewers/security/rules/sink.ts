import type { FailureScenario } from '../../../schemas/finding.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Place } from '../values/find-uses.ts';
import type { SecurityRule } from '../vocabulary.ts';

/** A piece of an ast-grep rule. */
export type Matcher = Readonly<Record<string, unknown>>;

/** Matchers that others refer to by name (`matches`). */
export type Utils = Readonly<Record<string, Matcher>>;

type Severity = 'critical' | 'warning' | 'suggestion';

/** A node that is wrong as it stands, by its kind and its text without white space. */
export interface Shown {
  readonly kind: RegExp;
  readonly text: RegExp;
  /** What the text of the function around it must have, or must not have. */
  readonly around?: RegExp;
  readonly without?: RegExp;
  /** What neither its statement nor the head of its function may have: words that tell what it is for. */
  readonly notFor?: RegExp;
  /** The call further down in its function that the danger shows at, to be named as well. */
  readonly shownAt?: RegExp;
  /** What else has to be true of it, and of the function around it. */
  readonly only?: (node: Syntax, around: Syntax) => boolean;
}

/** One way in which a vocabulary rule shows in code: what the syntax looks like, and what to tell. */
export interface Sink {
  /** Unique among all sinks; ast-grep's id for the rule. */
  readonly id: string;
  /** The vocabulary rule that a match is reported as. */
  readonly rule: SecurityRule;
  /** Where the syntax alone decides: ast-grep's rule. */
  readonly matcher?: Matcher;
  /** Where it depends on the value: which calls and assignments, and what is asked of what they take. */
  readonly takes?: Place;
  /** Where the syntax alone decides, in a language of the shared words. */
  readonly shows?: Shown;
  /** What every match has in its own text: asking is far cheaper than compiling the rule. */
  readonly hint: RegExp;
  /** What must stand anywhere in the file besides. */
  readonly elsewhere?: RegExp;
  /** The same once more, for sinks that are made of others. */
  readonly also?: RegExp;
  /** Files that only are meant, by their path. */
  readonly files?: RegExp;
  /** What must not stand anywhere in the file. */
  readonly unless?: RegExp;
  /** What the matcher refers to beyond the utils of its language. */
  readonly utils?: Utils;
  readonly title: string;
  readonly explanation: string;
  /** What goes wrong, told about the very code that matched. */
  readonly scenario: (quote: string) => FailureScenario;
  /** Where it differs from the vocabulary's. */
  readonly severity?: Severity;
  readonly confidence?: number;
  /** Where the value comes from the request for certain. */
  readonly ofRequest?: { readonly severity?: Severity; readonly confidence?: number };
}
