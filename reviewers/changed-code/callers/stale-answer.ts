import type { Syntax } from '../syntax-node.ts';
import { type Answers, isHandedOver, membersOf, takerOf, type Untouched } from './answer-places.ts';
import type { Declared, FileFacts, NameUse } from './facts.ts';
import { typeText } from './gather-facts.ts';
import { csharpMisused } from './csharp-answer.ts';
import { goMisused } from './go-answer.ts';
import { javaMisused } from './java-answer.ts';
import { rustMisused } from './rust-answer.ts';

const THENABLE = /^(?:then|catch|finally)$/;
const OF_TUPLES = /^(?:index|count|\[\])$/;
const ASYNC = /^(?:export\s+|static\s+|public\s+|private\s+)*async\b/;
/** What takes a promise as it is. */
const TAKES_PROMISES =
  /Promise(?!\.reject\b)|\b(?:asyncio|anyio|gather|ensure_future|create_task|use|act|run|waitFor|waitUntil|iscoroutine|isawaitable|all|race|push|resolve)\b/;
/** What looks at each answer of the function that it is given. */
const TAKES_VALUES = /\.(?:filter|some|every|find|findIndex|findLast|flatMap|sort|toSorted)$/;
/** Why a caller still expects the old answer, as the end of a sentence; null where it does not, or nobody can tell. */
export function staleAnswer(
  use: NameUse,
  file: FileFacts,
  { old, now, untouched }: { readonly old: Declared; readonly now: Declared; readonly untouched: Untouched },
): string | null {
  const [before, after] = [old.signature?.answer, now.signature?.answer];
  if (before === undefined || after === undefined) return null;
  if (file.path.endsWith('.cs')) return csharpMisused(use, file, { before, after, untouched });
  if (file.path.endsWith('.rs')) return rustMisused(use, file, { before, after, untouched });
  if (!before.later && after.later)
    return laterMisused(use, file, { before, after, untouched }) ? 'uses the answer without waiting for it' : null;
  if (file.path.endsWith('.go')) return goMisused(use, file, { before, after, untouched });
  if (file.path.endsWith('.py')) return tupleMisused(use, file, { before, after, untouched });
  return file.path.endsWith('.java') ? javaMisused(use, file, { before, after, untouched }) : null;
}

function laterMisused(use: NameUse, file: FileFacts, { before: { type }, untouched }: Answers): boolean {
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
      const isHandedOn = isReturned(taken.name, around.text) && (ASYNC.test(around.text) || !untouched(around));
      return untouched(use.node) && !isHandedOn && !waitsFor(taken.name, around.text);
    }
    case 'returned': {
      const around = functionAround(use.node);
      const taker = takerOf(around);
      if (TAKES_VALUES.test(taker)) return untouched(around);
      const isLater = ASYNC.test(around.text);
      if (taker.endsWith('.map') && !isPython && !isLater) return untouched(around) && !isWaitedFor(around);
      if ((givesPlainType(around) || (!isPython && givesType(around, type))) && !isLater) return true;
      return (isPython || !isLater) && around.parent !== null && /decl|defin/.test(around.kind) && untouched(around);
    }
    case 'other':
      return (
        untouched(use.node) &&
        // What will be there later is nothing that it is compared with.
        (use.node.parent?.kind === 'comparison_operator' ||
          isListed(use.node) ||
          (isHandedOver(use.node) && (!TAKES_PROMISES.test(takerOf(use.node)) || isPushed(use.node, type))))
      );
    case 'awaited':
      return false;
  }
}

const LIST = /^(?:array|list|set|(?:list|set)_comprehension|generator_expression)$/;
/** What takes several promises. */
const WAITS_FOR_ALL =
  /\bPromise\s{0,9}\.|\bfor\s{1,9}await\b|\basync\s{1,9}for\b|\b(?:asyncio|anyio|gather|create_task|wait|resolves|rejects)\b/;

/** Whether a value stands in a list, in a function that waits for no list. */
function isListed(node: Syntax): boolean {
  const { parent } = node;
  if (parent === null || !LIST.test(parent.kind)) return false;
  const isOne = /comprehension|generator/.test(parent.kind) ? parent.children[0] === node : true;
  const around = functionAround(node);
  return isOne && around.parent !== null && !WAITS_FOR_ALL.test(around.text) && !TAKES_PROMISES.test(takerOf(node));
}

/** Whether a value is put into a list that is said to hold the type which it had. */
function isPushed(node: Syntax, type: string | null): boolean {
  const list = /^([\w$]+)\.push$/.exec(takerOf(node))?.[1];
  return list !== undefined && type !== null && functionAround(node).text.includes(`${list}: ${type}[]`);
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

/** Whether a function of TypeScript says that it gives back what the caller's answer was. */
function givesType(around: Syntax, type: string | null): boolean {
  return type !== null && typeText(around.children.find(({ kind }) => kind === 'type_annotation')) === type;
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

/** Whether a text gives a name back as it is. */
function isReturned(name: string, text: string): boolean {
  return text
    .split(`return ${name}`)
    .slice(1)
    .some((rest) => /^\s{0,20}(?:[;\n})]|$)/.test(rest));
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
