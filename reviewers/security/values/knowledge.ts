import type { Grammar, Parameter } from './grammar.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Fact, Purpose } from './value.ts';

/** A call that makes what it is given safe: everywhere, or for some purposes. */
interface Converter {
  readonly callee: RegExp;
  readonly safeFor: 'everything' | readonly Purpose[];
}

/** A call that tells something of its argument, or of the object whose method it is. */
interface CheckCall {
  readonly callee: RegExp;
  readonly of: 'receiver' | number;
  readonly fact: Fact;
  /** What the call's text must have besides. */
  readonly written?: RegExp;
  /** False where the call answers true for what is bad. */
  readonly when?: boolean;
}

/** What has to be known of a language's libraries and frameworks: data beside its grammar. */
export interface Knowledge {
  readonly grammar: Grammar;
  /** Ways to write a path, and how it is written plainly: `require('child_process').exec`, `getattr(os, 'system')`. */
  readonly renames: readonly (readonly [from: RegExp, to: string])[];
  /** Modules of others, whose functions do what their names say. */
  readonly libraries: RegExp;
  /** Paths that the program or its operator fixes. */
  readonly constant: RegExp;
  /** Paths whose values come from whoever calls the service; a call is written `f()`. */
  readonly request: RegExp;
  /** How the variables of the environment are read: all of them, and one, whose name is the first group that matched. */
  readonly environment: { readonly all: RegExp; readonly one: RegExp };
  readonly converters: readonly Converter[];
  /** Calls that hand the value of their object or arguments on. */
  readonly passing: RegExp;
  /** Calls that put their arguments together as a path or text. */
  readonly joining: RegExp;
  /** Whether what joins paths also joins lists, with a text between: `names.join(", ")`. */
  readonly joinsLists?: boolean;
  /** Calls that hand each element of their object to a function. */
  readonly iterating: RegExp;
  readonly checks: readonly CheckCall[];
  /** Calls that fail unless their argument has a narrow form, so that having run is a check. */
  readonly strict: RegExp;
  /** Where the whole of a pattern must match without `^` and `$`. */
  readonly fullMatch: RegExp;
  readonly partMatch: RegExp;
  /** What starts programs or runs text, by its full name; what holds such things; calls that look a member up; what any mention has in it. */
  readonly loose: {
    readonly functions: RegExp;
    readonly holders: RegExp;
    readonly lookups: RegExp;
    readonly hint: RegExp;
    /** Calls that load a module by its name. */
    readonly loads: RegExp;
  };
  /** Whether `$` also matches before a last line feed. */
  readonly dollarLeavesLineFeed: boolean;
  /** Calls that answer an address taken apart. */
  readonly parsesAddress: RegExp;
  /** Calls that answer a path relative to a folder. */
  readonly relativePath: RegExp;
  /** How values are made whose `startsWith` compares whole parts of a path. */
  readonly comparesSegments?: RegExp;
  /** Calls without arguments that hand on a part of the object that came in with a request. */
  readonly accessors?: RegExp;
  /** Whether a change of any line on a value's way from the request to the sink is told. */
  readonly tellsWay?: boolean;
  /** Whether a method may write the name of a field alone, without `this`. */
  readonly bareFields?: boolean;
  /** The name under which `request` and the sinks know a parameter, whatever the function calls it. */
  role(parameter: Parameter, fn: Syntax): string | null;
  /** What a parameter is by its declaration alone. */
  parameter(parameter: Parameter, fn: Syntax): 'request' | 'one-segment' | 'scalar' | null;
}
