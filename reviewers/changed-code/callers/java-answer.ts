import type { FileFacts, NameUse } from './facts.ts';
import { type Answers, enclosing, isHandedOver, isUsedAsBefore } from './answer-places.ts';
import { between, kid } from './gather-facts.ts';

/** Types of Java that hold another. */
const HOLDERS =
  /^(?:Optional|List|Set|Map|Collection|Iterable|Stream|CompletableFuture|Future|Mono|Flux|Supplier|Result|Either)<(.+)>$/;
const BOXES: Readonly<Record<string, string>> = {
  int: 'Integer',
  long: 'Long',
  boolean: 'Boolean',
  double: 'Double',
  float: 'Float',
  char: 'Character',
};

/** What takes whatever it is given. */
const TAKES_ALL =
  /^(?:valueOf|println|printf|print|append|of|asList|equals|add|format|requireNonNull|is|verify|when|then\w*)$/;
/** What writes down whatever it is given: an `Optional` as `Optional[…]`. */
const WRITES = /^(?:valueOf|println|printf|print|append|format)$/;
const WRITTEN = /^(?:int|long|boolean|double|float|char|String|Integer|Long|Double)$/;
const OF_OPTIONAL =
  /^(?:get|isPresent|isEmpty|ifPresent\w*|orElse\w*|map|flatMap|filter|stream|or|hashCode|equals|toString)$/;
/** Members of what holds a value. */
const OF_HOLDERS =
  /^(?:get|isPresent|isEmpty|ifPresent\w*|orElse\w*|map|flatMap|filter|stream|or|hashCode|equals|toString|size|contains|iterator|forEach|add|join|then\w*|when\w*|block|subscribe|collect\w*)$/;

/** Why a caller in Java still expects the old answer. */
export function javaMisused(
  use: NameUse,
  file: FileFacts,
  { before: { type: before }, after: { type: after }, untouched }: Answers,
): string | null {
  if (before === null || after === null || !isOther(before, after)) return null;
  const words = `expects \`${before}\` where it gets \`${after}\` now`;
  const { taken } = use;
  const isHolder = HOLDERS.test(after);
  const isOptional = after === `Optional<${BOXES[before] ?? before}>` || after === `Optional<${before}>`;
  if (taken.as === 'names') {
    if (taken.type !== null) return taken.type === before ? words : null;
    if (after === 'void') return untouched(use.node) ? words : null;
    return isOptional && isUsedAsBefore(taken.name, use, file, { untouched, of: OF_OPTIONAL }) ? words : null;
  }
  if (taken.as === 'returned') {
    const answer = enclosing(use, file)?.signature?.answer.type ?? null;
    return answer === before || (isOptional && answer !== null && isNoOptional(answer)) ? words : null;
  }
  const signs = /^[Bb]oolean$/.test(before) ? TRUTHS : NUMBERS.test(before) ? RECKONS : null;
  if (taken.as === 'operand' && isHolder && signs !== null && isBeside(use.node, signs)) return words;
  // It is never null, and prints as `Optional[…]`: the compiler is content with both.
  if (taken.as === 'operand' && after.startsWith('Optional<')) return untouched(use.node) ? words : null;
  if (taken.as === 'operand')
    return isHolder &&
      /^(?:int|long|boolean|double|float|char|String)$/.test(before) &&
      !/"/.test(use.node.parent?.text ?? '"')
      ? words
      : null;
  // An array or a list is gone through, an `Optional` is not.
  if (taken.as === 'iterated') return isOptional || after === 'void' ? words : null;
  if (taken.as === 'condition') return before === 'boolean' ? words : null;
  if (taken.as === 'member')
    return after === 'void' ||
      (isOptional && !OF_OPTIONAL.test(taken.member)) ||
      (isHolder && !HOLDERS.test(before) && !OF_HOLDERS.test(taken.member))
      ? words
      : null;
  const callee = use.node.parent?.parent?.children.findLast(({ kind }) => kind === 'identifier')?.text ?? '';
  if (callee === 'when' && isHolder && thenGives(use.node, before)) return words;
  const isOpen = TAKES_ALL.test(callee) && !(isOptional && WRITES.test(callee) && WRITTEN.test(before));
  const isLeft = taken.as === 'other' && isHandedOver(use.node) && untouched(use.node);
  return isLeft && isHolder && !isOpen && !isTakenNow(callee, after, file) ? words : null;
}

/** Whether a method of the same file names the new holder among what it takes. */
function isTakenNow(callee: string, after: string, { declared }: FileFacts): boolean {
  const holder = after.slice(0, after.indexOf('<') + 1);
  return declared
    .filter(({ kind, name }) => name === callee && (kind === 'method' || kind === 'constructor'))
    .some(({ node }) => node.children.some(({ kind, text }) => kind === 'formal_parameters' && text.includes(holder)));
}

/** Whether a mock's answer to a call is made by the type that the call had: `when(f()).thenReturn(Mono.empty())`. */
function thenGives({ parent }: NameUse['node'], type: string): boolean {
  const then = parent?.parent?.parent ?? null;
  const [value] = then === null ? [] : (kid(then, 'argument_list')?.children ?? []);
  const outer = /^[A-Z]\w*/.exec(type)?.[0] ?? null;
  const isThen = then?.children.some(({ kind, text }) => kind === 'identifier' && text === 'thenReturn') === true;
  return isThen && value !== undefined && outer !== null && value.text.startsWith(`${outer}.`);
}

const NUMBERS = /^(?:int|long|double|float|char|short|byte|Integer|Long|Double)$/;

const RECKONS = /^(?:[<>]=?|[-*/%])$/;
const TRUTHS = /^(?:&&|\|\|)$/;

/** Whether a value stands beside an operator that only numbers, or only truths have. */
function isBeside({ parent }: NameUse['node'], signs: RegExp): boolean {
  const [left, right] = parent?.children ?? [];
  if (parent === null || left === undefined || right === undefined) return false;
  return signs.test(between(parent, left.end, right.start).trim());
}

/** Whether a class of Java is named that no `Optional` is: it is final, and built on nothing. */
function isNoOptional(type: string): boolean {
  return !type.includes('Optional') && !/^(?:Object|void|[A-Z][A-Z0-9]*)$|T$/.test(type);
}

/** Whether a value of one type cannot stand where the other was expected, whatever the classes are. */
function isOther(before: string, after: string): boolean {
  if (before === after || before === 'void' || before === 'Object') return false;
  if (/^[A-Z]$/.test(before)) return after === `Optional<${before}>`;
  if (after === 'void') return true;
  const [inner, held] = [HOLDERS.exec(after)?.[1], HOLDERS.exec(before)?.[1]];
  if (inner !== undefined && (inner === before || inner === BOXES[before])) return true;
  if (held !== undefined && (held === after || held === BOXES[after])) return true;
  const plain = /^(?:boolean|String|char|int|long|double|float)$/;
  if (!plain.test(before) || !plain.test(after)) return false;
  const order = ['int', 'long', 'float', 'double'];
  return !(order.includes(before) && order.includes(after) && order.indexOf(after) < order.indexOf(before));
}
