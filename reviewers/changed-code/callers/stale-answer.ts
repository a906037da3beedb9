import type { Syntax } from '../syntax-node.ts';
import type { CallAnswer, Declared, FileFacts, NameUse } from './facts.ts';

const THENABLE = /^(?:then|catch|finally)$/;
const OF_TUPLES = /^(?:index|count|\[\])$/;
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

const ASYNC = /^(?:export\s+|static\s+|public\s+|private\s+)*async\b/;
/** What takes a promise as it is. */
const TAKES_PROMISES =
  /Promise(?!\.reject\b)|\b(?:asyncio|anyio|gather|ensure_future|create_task|use|act|run|waitFor|waitUntil|iscoroutine|isawaitable|all|race|push|resolve)\b/;
/** What looks at each answer of the function that it is given. */
const TAKES_VALUES = /\.(?:filter|some|every|find|findIndex|findLast|flatMap|sort|toSorted)$/;
/** What takes whatever it is given. */
const TAKES_ALL =
  /^(?:valueOf|println|printf|print|append|of|asList|equals|add|format|requireNonNull|is|verify|when|then\w*)$/;
const OF_OPTIONAL =
  /^(?:get|isPresent|isEmpty|ifPresent\w*|orElse\w*|map|flatMap|filter|stream|or|hashCode|equals|toString)$/;
/** Members of what holds a value. */
const OF_HOLDERS =
  /^(?:get|isPresent|isEmpty|ifPresent\w*|orElse\w*|map|flatMap|filter|stream|or|hashCode|equals|toString|size|contains|iterator|forEach|add|join|then\w*|when\w*|block|subscribe|collect\w*)$/;

/** Whether the change leaves the lines of a node alone. */
export type Untouched = (node: Syntax) => boolean;

/** Why a caller still expects the old answer, as the end of a sentence; null where it does not, or nobody can tell. */
export function staleAnswer(
  use: NameUse,
  file: FileFacts,
  { old, now, untouched }: { readonly old: Declared; readonly now: Declared; readonly untouched: Untouched },
): string | null {
  const [before, after] = [old.signature?.answer, now.signature?.answer];
  if (before === undefined || after === undefined) return null;
  if (!before.later && after.later)
    return laterMisused(use, file, untouched) ? 'uses the answer without waiting for it' : null;
  if (file.path.endsWith('.go')) return goMisused(use, file, { before, after, untouched });
  if (file.path.endsWith('.py')) return tupleMisused(use, file, { before, after, untouched });
  return file.path.endsWith('.java') ? javaMisused(use, file, { before, after, untouched }) : null;
}

interface Answers {
  readonly before: CallAnswer;
  readonly after: CallAnswer;
  readonly untouched: Untouched;
}

function laterMisused(use: NameUse, file: FileFacts, untouched: Untouched): boolean {
  const { taken } = use;
  const isPython = file.path.endsWith('.py');
  switch (taken.as) {
    case 'operand':
    case 'condition':
    case 'iterated':
      return true;
    case 'nothing':
      return isPython;
    case 'member':
      return !THENABLE.test(taken.member);
    case 'names': {
      if (
        taken.count > 1 ||
        (taken.type !== null && !/^(?:Promise|PromiseLike|Awaitable|Coroutine|Future|any|unknown)\b/.test(taken.type))
      )
        return true;
      if (taken.name === null) return false;
      if (membersOf(taken.name, use, file).some((name) => !THENABLE.test(name))) return true;
      const around = functionAround(use.node);
      const isHandedOn =
        around.text.includes(`return ${taken.name}`) && (ASYNC.test(around.text) || !untouched(around));
      return untouched(use.node) && !isHandedOn && !waitsFor(taken.name, around.text);
    }
    case 'returned': {
      const around = functionAround(use.node);
      const taker = takerOf(around);
      if (TAKES_VALUES.test(taker)) return untouched(around);
      const isLater = ASYNC.test(around.text);
      if (taker.endsWith('.map') && !isPython && !isLater) return untouched(around) && !isWaitedFor(around);
      if (givesPlainType(around) && !isLater) return true;
      return (isPython || !isLater) && around.parent !== null && /decl|defin/.test(around.kind) && untouched(around);
    }
    case 'other':
      return (
        untouched(use.node) &&
        // What will be there later is nothing that it is compared with.
        (use.node.parent?.kind === 'comparison_operator' ||
          (isHandedOver(use.node) && !TAKES_PROMISES.test(takerOf(use.node))))
      );
    case 'awaited':
      return false;
  }
}

/** Whether the function around a callback mentions promises anywhere: a list of them may be waited for later. */
function isWaitedFor(callback: Syntax): boolean {
  const around = callback.parent === null ? callback : functionAround(callback.parent);
  return /\bPromise\b|\bawait\b|\basync\b/.test(around.text);
}

/** Whether a function of TypeScript says that it gives back something that is no promise and nothing vague. */
function givesPlainType(around: Syntax): boolean {
  const written = around.children.find(({ kind }) => kind === 'type_annotation')?.text ?? '';
  return /^:\s{0,20}(?:string|number|boolean)(?:\[\])?$/.test(written);
}

/** Whether a text awaits a name, or hands it to what waits for several. */
function waitsFor(name: string, text: string): boolean {
  const awaited = text
    .split(/\bawait\b/)
    .slice(1)
    .some((rest) => startsWith(rest.replace(/^[\s(]+/, ''), name));
  // A type says nothing of who waits.
  const waiting = /\bPromise\b(?!\s{0,20}<)|\basyncio\.|\bgather\b|\bcreate_task\b|\bresolves\b|\brejects\b/;
  return (
    awaited ||
    text
      .split(waiting)
      .slice(1)
      .some((rest) => rest.slice(0, 60).includes(name))
  );
}

function startsWith(text: string, name: string): boolean {
  return text.startsWith(name) && !/\w/.test(text.charAt(name.length));
}

const FUNCTION =
  /^(?:func_literal|lambda|lambda_expression|arrow_function|function_expression|function_definition|method_definition|(?:generator_)?(?:function|method|constructor)_declaration)$/;

function functionAround(node: Syntax): Syntax {
  let around = node;
  while (around.parent !== null && !FUNCTION.test(around.kind)) around = around.parent;
  return around;
}

/** What a value is handed to, as it is written. */
function takerOf(node: Syntax): string {
  let list = node.parent;
  while (list !== null && !/^(?:arguments|argument_list)$/.test(list.kind) && !/statement|declarat/.test(list.kind))
    list = list.parent;
  const call = list?.parent ?? null;
  return call === null || list === null ? '' : call.text.slice(0, list.start - call.start);
}

/** Whether a value goes straight into a call or an object. */
function isHandedOver(node: Syntax): boolean {
  const { parent } = node;
  const isBranch = parent?.kind === 'ternary_expression' && parent.children[0] !== node;
  if (parent?.kind === 'non_null_expression' || isBranch) return isHandedOver(parent);
  return (
    parent !== null &&
    /^(?:arguments|argument_list|keyword_argument|pair|tuple|assignment|assignment_expression)$/.test(parent.kind)
  );
}

/** What is looked up in a name behind the use that fills it. */
function membersOf(name: string, use: NameUse, file: FileFacts): string[] {
  return file.uses
    .filter((one) => one.on === name && one.scope === use.scope && one.node.start > use.node.start)
    .map((one) => one.name);
}

function goMisused(use: NameUse, file: FileFacts, { before, after, untouched }: Answers): string | null {
  if (before.count === null || after.count === null || before.count === after.count) return null;
  const { taken } = use;
  const words = `expects ${values(before.count)} where there ${after.count === 1 ? 'is' : 'are'} ${after.count === 0 ? 'none' : after.count} now`;
  if (taken.as === 'names') return taken.count === before.count ? words : null;
  if (taken.as === 'operand' || taken.as === 'member' || taken.as === 'condition')
    return before.count === 1 ? words : null;
  if (taken.as === 'other') return before.count === 1 && isHandedOver(use.node) && untouched(use.node) ? words : null;
  if (taken.as !== 'returned') return null;
  const around = enclosing(use, file);
  return around?.signature?.answer.count === before.count ? words : null;
}

const values = (count: number): string => (count === 1 ? 'one value' : `${count} values`);

/** The declared function around a use; null inside of a function without a name. */
function enclosing(use: NameUse, file: FileFacts): Declared | null {
  let node = use.node.parent;
  while (
    node !== null &&
    !/^(?:func_literal|lambda_expression|(?:function|method|constructor)_declaration)$/.test(node.kind)
  )
    node = node.parent;
  return file.declared.find((one) => one.node === node) ?? null;
}

function tupleMisused(use: NameUse, file: FileFacts, { before, after, untouched }: Answers): string | null {
  if (before.count === null || after.count === null || before.count === after.count || before.later !== after.later)
    return null;
  const { taken } = use;
  if (before.count > 1) {
    if (after.count < 2) return null;
    if (taken.as === 'returned' && untouched(functionAround(use.node)))
      return `hands on ${before.count} values where there are ${after.count} now`;
    return taken.as === 'names' && taken.count === before.count
      ? `unpacks ${before.count} values where there are ${after.count} now`
      : null;
  }
  // The old value is one of the new ones: what stood there before was no tuple.
  if (
    !after.values.every((value) =>
      before.values.some((old) => value.startsWith(`${old},`) || value.startsWith(`(${old},`)),
    )
  )
    return null;
  const words = `takes one value where there are ${after.count} now`;
  if (taken.as === 'operand' || taken.as === 'condition' || taken.as === 'iterated') return words;
  if (taken.as === 'member') return OF_TUPLES.test(taken.member) ? null : words;
  if (taken.as === 'names') {
    if (taken.count !== 1 || taken.name === null) return null;
    return untouched(use.node) || membersOf(taken.name, use, file).some((name) => !OF_TUPLES.test(name)) ? words : null;
  }
  if (taken.as === 'other') return isHandedOver(use.node) && untouched(use.node) ? words : null;
  return taken.as === 'returned' && untouched(functionAround(use.node)) ? words : null;
}

function javaMisused(
  use: NameUse,
  file: FileFacts,
  { before: { type: before }, after: { type: after }, untouched }: Answers,
): string | null {
  if (before === null || after === null || !isOther(before, after)) return null;
  const words = `expects \`${before}\` where it gets \`${after}\` now`;
  const { taken } = use;
  const isHolder = HOLDERS.test(after);
  if (taken.as === 'names')
    return taken.type === before || (taken.type === null && untouched(use.node) && after === 'void') ? words : null;
  const isOptional = after === `Optional<${before}>`;
  if (taken.as === 'returned') {
    const answer = enclosing(use, file)?.signature?.answer.type ?? null;
    return answer === before || (isOptional && answer !== null && isNoOptional(answer)) ? words : null;
  }
  // It is never null, and prints as `Optional[…]`: the compiler is content with both.
  if (taken.as === 'operand' && after.startsWith('Optional<')) return untouched(use.node) ? words : null;
  if (taken.as === 'operand')
    return isHolder &&
      /^(?:int|long|boolean|double|float|char|String)$/.test(before) &&
      !/"/.test(use.node.parent?.text ?? '"')
      ? words
      : null;
  if (taken.as === 'condition') return before === 'boolean' ? words : null;
  if (taken.as === 'member')
    return after === 'void' ||
      (isOptional && !OF_OPTIONAL.test(taken.member)) ||
      (isHolder && !HOLDERS.test(before) && !OF_HOLDERS.test(taken.member))
      ? words
      : null;
  const callee = use.node.parent?.parent?.children.findLast(({ kind }) => kind === 'identifier')?.text ?? '';
  return taken.as === 'other' && isHolder && isHandedOver(use.node) && !TAKES_ALL.test(callee) && untouched(use.node)
    ? words
    : null;
}

/** Whether a class of Java is named that no `Optional` is: it is final, and built on nothing. */
function isNoOptional(type: string): boolean {
  return !type.includes('Optional') && !/^(?:Object|void|[A-Z][A-Z0-9]*)$|T$/.test(type);
}

/** Whether a value of one type cannot stand where the other was expected, whatever the classes are. */
function isOther(before: string, after: string): boolean {
  if (before === after || before === 'void' || /^[A-Z]$/.test(before) || before === 'Object') return false;
  if (after === 'void') return true;
  const [inner, held] = [HOLDERS.exec(after)?.[1], HOLDERS.exec(before)?.[1]];
  if (inner !== undefined && (inner === before || inner === BOXES[before])) return true;
  if (held !== undefined && (held === after || held === BOXES[after])) return true;
  const plain = /^(?:boolean|String|char|int|long|double|float)$/;
  if (!plain.test(before) || !plain.test(after)) return false;
  const order = ['int', 'long', 'float', 'double'];
  return !(order.includes(before) && order.includes(after) && order.indexOf(after) < order.indexOf(before));
}
