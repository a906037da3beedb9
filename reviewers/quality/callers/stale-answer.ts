import type { Answer, Declared, FileFacts, Use } from './facts.ts';

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

/** Why a caller still expects the old answer, as the end of a sentence; null where it does not, or nobody can tell. */
export function staleAnswer(
  use: Use,
  file: FileFacts,
  { old, now }: { readonly old: Declared; readonly now: Declared },
): string | null {
  const [before, after] = [old.signature?.answer, now.signature?.answer];
  if (before === undefined || after === undefined) return null;
  if (!before.later && after.later) return laterMisused(use, file) ? 'uses the answer without waiting for it' : null;
  if (file.path.endsWith('.go')) return goMisused(use, file, before, after);
  if (file.path.endsWith('.py')) return tupleMisused(use, file, before, after);
  return file.path.endsWith('.java') ? javaMisused(use, file, before, after) : null;
}

function laterMisused(use: Use, file: FileFacts): boolean {
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
    case 'names':
      return (
        taken.count > 1 ||
        (taken.name !== null && membersOf(taken.name, use, file).some((name) => !THENABLE.test(name))) ||
        (taken.type !== null && !/^(?:Promise|PromiseLike|Awaitable|Coroutine|Future|any|unknown)\b/.test(taken.type))
      );
    default:
      return false;
  }
}

/** What is looked up in a name behind the use that fills it. */
function membersOf(name: string, use: Use, file: FileFacts): string[] {
  return file.uses
    .filter((one) => one.on === name && one.scope === use.scope && one.node.start > use.node.start)
    .map((one) => one.name);
}

function goMisused(use: Use, file: FileFacts, before: Answer, after: Answer): string | null {
  if (before.count === null || after.count === null || before.count === after.count) return null;
  const { taken } = use;
  const words = `expects ${values(before.count)} where there ${after.count === 1 ? 'is' : 'are'} ${after.count === 0 ? 'none' : after.count} now`;
  if (taken.as === 'names') return taken.count === before.count ? words : null;
  if (taken.as === 'operand' || taken.as === 'member' || taken.as === 'condition')
    return before.count === 1 ? words : null;
  if (taken.as !== 'returned') return null;
  const around = enclosing(use, file);
  return around?.signature?.answer.count === before.count ? words : null;
}

const values = (count: number): string => (count === 1 ? 'one value' : `${count} values`);

/** The declared function around a use; null inside of a function without a name. */
function enclosing(use: Use, file: FileFacts): Declared | null {
  let node = use.node.parent;
  while (
    node !== null &&
    !/^(?:func_literal|lambda_expression|(?:function|method|constructor)_declaration)$/.test(node.kind)
  )
    node = node.parent;
  return file.declared.find((one) => one.node === node) ?? null;
}

function tupleMisused(use: Use, file: FileFacts, before: Answer, after: Answer): string | null {
  if (before.count === null || after.count === null || before.count === after.count || before.later !== after.later)
    return null;
  const taken = use.taken.as === 'awaited' ? null : use.taken;
  if (taken === null) return null;
  if (before.count > 1)
    return after.count > 1 && taken.as === 'names' && taken.count === before.count
      ? `unpacks ${before.count} values where there are ${after.count} now`
      : null;
  const words = `takes one value where there are ${after.count} now`;
  if (taken.as === 'operand' || taken.as === 'condition') return words;
  if (taken.as === 'member') return OF_TUPLES.test(taken.member) ? null : words;
  if (taken.as !== 'names' || taken.count !== 1 || taken.name === null) return null;
  return membersOf(taken.name, use, file).some((name) => !OF_TUPLES.test(name)) ? words : null;
}

function javaMisused(use: Use, file: FileFacts, { type: before }: Answer, { type: after }: Answer): string | null {
  if (before === null || after === null || !isOther(before, after)) return null;
  const words = `expects \`${before}\` where it gets \`${after}\` now`;
  const { taken } = use;
  if (taken.as === 'names') return taken.type === before ? words : null;
  if (taken.as === 'returned') return enclosing(use, file)?.signature?.answer.type === before ? words : null;
  if (taken.as === 'operand' || taken.as === 'condition')
    return /^(?:int|long|boolean|double|float|char|String)$/.test(before) ? words : null;
  return taken.as === 'member' && after === 'void' ? words : null;
}

/** Whether a value of one type cannot stand where the other was expected, whatever the classes are. */
function isOther(before: string, after: string): boolean {
  if (before === after || before === 'void' || /^[A-Z]$/.test(before) || before === 'Object') return false;
  if (after === 'void') return true;
  const [inner, held] = [HOLDERS.exec(after)?.[1], HOLDERS.exec(before)?.[1]];
  if (inner === before || inner === BOXES[before] || held === after || (held !== undefined && held === BOXES[after]))
    return true;
  const plain = /^(?:boolean|String|char|int|long|double|float)$/;
  if (!plain.test(before) || !plain.test(after)) return false;
  const order = ['int', 'long', 'float', 'double'];
  return !(order.includes(before) && order.includes(after) && order.indexOf(after) < order.indexOf(before));
}
