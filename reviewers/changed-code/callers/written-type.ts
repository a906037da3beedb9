import type { Syntax } from '../syntax-node.ts';
import type { CallAnswer } from './facts.ts';

/** The name of a type as any of the languages writes it: pointers, what may be absent and what a type is made over are left out. */
function plainType(written: string | null): string | null {
  const bare = (written ?? '')
    .replace(/\s+/g, '')
    .replace(/^:/, '')
    .replace(/^['"]|['"]$/g, '')
    .replace(/^Optional\[(.*)\]$/, '$1')
    .replace(/\|(?:null|undefined|None)$/, '')
    .replace(/^(?:null|undefined|None)\|/, '')
    .replace(/^\*/, '')
    .replace(/^(\w+(?:\.\w+)?)(?:<.*>|\[.*\])$/, '$1');
  return /^(?:[a-z_]\w*\.)?[A-Za-z_$][\w$]*$/.test(bare) && !PLAIN.test(bare) ? bare : null;
}

/** What has no members of the repository's own. */
const PLAIN =
  /^(?:void|any|unknown|never|object|string|number|boolean|bool|int\d*|uint\d*|long|double|float\d*|char|byte|rune|error|str|bytes|dict|list|tuple|set|None|var|self|this|map|chan|func|struct|interface)$/;

/** The type that is written at a field, a cast or where a value is made. */
export function fieldType(node: Syntax): string | null {
  const { children } = node;
  if (node.kind === 'new_expression' || node.kind === 'composite_literal') return plainType(children[0]?.text ?? null);
  if (node.kind === 'as_expression' || node.kind === 'type_assertion_expression')
    return plainType(children.at(-1)?.text ?? null);
  const annotation = children.find(({ kind }) => kind === 'type_annotation' || kind === 'type');
  if (annotation !== undefined) return plainType(annotation.text);
  const made = children.find(({ kind }) => kind === 'new_expression');
  if (made !== undefined) return fieldType(made);
  if (node.kind === 'assignment') {
    const value = children.at(-1);
    const callee = value?.kind === 'call' ? (value.children[0]?.text ?? '') : '';
    return /^[A-Z]\w*$/.test(callee) ? callee : null;
  }
  // `a, b *T` of Go, `private final T a = …` of Java.
  const type = children.find(({ kind }) => TYPE.test(kind));
  return type === undefined ? null : plainType(type.text);
}

const TYPE = /^(?:type_identifier|pointer_type|qualified_type|generic_type)$/;

/** The type of what a function answers, or of what it answers in the end. */
export function answeredType({ type, later }: CallAnswer, isAwaited: boolean): string | null {
  if (type === null) return null;
  // The error beside it is none.
  const only = /^\(([^,()]+)(?:,[^()]*)?\)$/.exec(type)?.[1] ?? type;
  const held = /^(?:Promise|PromiseLike)<(.+)>$/.exec(only)?.[1];
  if (isAwaited) return plainType(held ?? only);
  return later || held !== undefined ? null : plainType(only);
}
