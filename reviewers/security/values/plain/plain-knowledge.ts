import type { Parameter } from '../grammar.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Syntax } from '../../../changed-code/syntax-node.ts';

/** What a parameter's declaration says, annotations included: the first that fits counts. */
interface Declared {
  readonly text: RegExp;
  readonly is: 'request' | 'one-segment' | 'scalar';
  /** What its function must have written before its body. */
  readonly of?: RegExp;
}

/** Under which name the requests and sinks know a parameter of such a declaration. */
interface Role {
  readonly text: RegExp;
  readonly name: string;
  /** What the file must have written somewhere where others use that name, too: what it imports. */
  readonly from?: RegExp;
  /** What the function must not have written before its body. */
  readonly notOf?: RegExp;
}

/** What a language of the shared words has to say; the rest is the same for all. */
type Own = Pick<Knowledge, 'grammar' | 'environment' | 'constant' | 'request' | 'converters' | 'passing'> &
  Partial<Omit<Knowledge, 'role' | 'parameter'>> & {
    readonly declared: readonly Declared[];
    readonly roles: readonly Role[];
  };

const NOTHING = /^(?!)/;

/** Knowledge of a language of the shared words. */
export function plainKnowledge({ declared, roles, ...own }: Own): Knowledge {
  return {
    renames: [],
    libraries: /^/,
    joining: NOTHING,
    iterating: /^(?:map|forEach|each|flatMap|filter|collect|Select|Where|let|also|apply|run|use|mapNotNull)$/,
    checks: [],
    strict: NOTHING,
    fullMatch: /^(?:[\s\S]*\.)?(?:matches|fullmatch|matchEntire)$/,
    partMatch:
      /^(?:[\s\S]*\.)?(?:MatchString|Match|IsMatch|match\??|is_match|preg_match|containsMatchIn|test|regexp\.MatchString)$/,
    loose: { functions: NOTHING, holders: NOTHING, lookups: NOTHING, hint: NOTHING, loads: NOTHING },
    dollarLeavesLineFeed: false,
    parsesAddress: NOTHING,
    relativePath: NOTHING,
    tellsWay: true,
    ...own,
    role: ({ node }, fn) => roles.find((role) => fits(role, node, fn))?.name ?? null,
    parameter: ({ node }: Parameter, fn: Syntax) =>
      declared.find(({ text, of }) => text.test(node.text) && (of === undefined || of.test(headOf(fn))))?.is ??
      (isEnumeration(node) ? 'scalar' : null),
  };
}

/** Whether a parameter is of a framework's type, which its file imports and does not declare itself. */
function fits({ text, from, notOf }: Role, node: Syntax, fn: Syntax): boolean {
  if (!text.test(node.text) || notOf?.test(headOf(fn)) === true) return false;
  return from === undefined || (from.test(rootOf(node).text) && !declaresTypeOf(node));
}

/** Whether the file declares the type of a parameter. */
function declaresTypeOf(parameter: Syntax): boolean {
  const types = parameter.text.split(/[^\w]+/).filter((word) => /^[A-Z]\w*$/.test(word));
  return types.some((type) =>
    new RegExp(`\\b(?:class|interface|struct|record|trait|object) ${type}\\b`).test(rootOf(parameter).text),
  );
}

function rootOf(node: Syntax): Syntax {
  let root = node;
  while (root.parent !== null) root = root.parent;
  return root;
}

const ENUMERATED = /^[A-Z]\w{0,60}(?:State|Status|Type|Kind|Mode|Level|Direction|Unit|Enum)$/;

/** Whether a parameter's type is an enumeration: by what the file declares, or by its name. */
function isEnumeration(parameter: Syntax): boolean {
  // `Status s`, `s: Status`, `s Status`.
  const types = parameter.text.split(/[^\w.]+/).filter((word) => /^[A-Z]\w*$/.test(word));
  return types.some((type) => ENUMERATED.test(type) || enumerationsOf(parameter).has(type));
}

const enumerations = new WeakMap<Syntax, ReadonlySet<string>>();

function enumerationsOf(node: Syntax): ReadonlySet<string> {
  const root = rootOf(node);
  const known = enumerations.get(root);
  if (known !== undefined) return known;
  const found = new Set(Array.from(root.text.matchAll(/\benum\s+(?:class\s+)?(\w+)/g), ([, name = '']) => name));
  enumerations.set(root, found);
  return found;
}

/** What stands before a function's body: modifiers, annotations, name and parameters. */
function headOf(fn: Syntax): string {
  const body = fn.children.at(-1);
  return fn.text.slice(0, body === undefined ? 0 : Math.min(2000, body.start - fn.start));
}
