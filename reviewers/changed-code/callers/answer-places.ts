import { below, type Syntax } from '../syntax-node.ts';
import type { CallAnswer, Declared, FileFacts, NameUse } from './facts.ts';

/** Whether the change leaves the lines of a node alone. */
export type Untouched = (node: Syntax) => boolean;

/** What a function gave back, and what it gives back now. */
export interface Answers {
  readonly before: CallAnswer;
  readonly after: CallAnswer;
  readonly untouched: Untouched;
}

/** The declared function around a use; null inside of a function without a name. */
export function enclosing(use: NameUse, file: FileFacts): Declared | null {
  let node = use.node.parent;
  while (
    node !== null &&
    !/^(?:func_literal|lambda_expression|closure_expression|local_function_statement|anonymous_method_expression|function_item|(?:function|method|constructor)_declaration)$/.test(
      node.kind,
    )
  )
    node = node.parent;
  return file.declared.find((one) => one.node === node) ?? null;
}

/** Whether a value goes straight into a call or an object. */
export function isHandedOver(node: Syntax): boolean {
  const { parent } = node;
  const [first, second] = parent?.children ?? [];
  const isBranch =
    (/^(?:ternary_expression|boolean_operator)$/.test(parent?.kind ?? '') && first !== node) ||
    (parent?.kind === 'conditional_expression' && second !== node);
  if (parent !== null && (parent.kind === 'non_null_expression' || isBranch)) return isHandedOver(parent);
  return (
    parent !== null &&
    /^(?:arguments?|argument_list|field_initializer|keyword_argument|pair|tuple|assignment|assignment_expression)$/.test(
      parent.kind,
    )
  );
}

/** What a value is handed to, as it is written. */
export function takerOf(node: Syntax): string {
  let list = node.parent;
  while (list !== null && !/^(?:arguments|argument_list)$/.test(list.kind) && !/statement|declarat/.test(list.kind))
    list = list.parent;
  const call = list?.parent ?? null;
  return call === null || list === null ? '' : call.text.slice(0, list.start - call.start);
}

/** What is looked up in a name behind the use that fills it. */
export function membersOf(name: string, use: NameUse, file: FileFacts): string[] {
  return file.uses
    .filter((one) => one.on === name && one.scope === use.scope && one.node.start > use.node.start)
    .map((one) => one.name);
}

/** Whether a name that takes an answer is used as what the answer was: a member says so, or a function around it in which nothing has changed. */
export function isUsedAsBefore(
  name: string | null,
  use: NameUse,
  file: FileFacts,
  { untouched, of }: { readonly untouched: Untouched; readonly of: RegExp },
): boolean {
  if (name === null) return false;
  const members = membersOf(name, use, file);
  if (members.length > 0) return members.some((one) => !of.test(one));
  const around = enclosing(use, file)?.node;
  if (around === undefined) return false;
  return untouched(around) ? around.text.split(name).length > 2 : isHandedOn(name, use, around, untouched);
}

/** Whether a line that the change leaves alone hands a name over behind the use that fills it. */
function isHandedOn(name: string, { node }: NameUse, around: Syntax, untouched: Untouched): boolean {
  const given = [...below(around)].filter(
    (one) => one.start > node.end && one.text === name && one.parent !== null && one.parent.kind.startsWith('argument'),
  );
  return given.some((one) => one.parent !== null && untouched(one.parent));
}
