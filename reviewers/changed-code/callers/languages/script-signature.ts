import { below, type Syntax } from '../../syntax-node.ts';
import type { Key, CallParameter, Signature } from '../facts.ts';
import { kid, typeText } from '../gather-facts.ts';

/** The signature of a function, method or arrow; `before`: what stands before the name of a method. */
export function scriptSignature(node: Syntax, before = node.text.slice(0, 40)): Signature | null {
  const list = kid(node, 'formal_parameters');
  const [only] = node.children;
  const parts = list?.children ?? (node.kind === 'arrow_function' && only !== undefined ? [only] : null);
  if (parts === null) return null;
  const kept = parts.filter((part) => kid(part, 'this') === undefined && !part.kind.endsWith('comment'));
  const rest = kept.some((part) => part.kind === 'rest_pattern' || kid(part, 'rest_pattern') !== undefined);
  const parameters = kept
    .filter((part) => part.kind !== 'rest_pattern' && kid(part, 'rest_pattern') === undefined)
    .map(parameterOf);
  const returned = typeText(kid(node, 'type_annotation'));
  const body = kid(node, 'statement_block');
  const isTyped = parts.some((part) => part.kind.endsWith('_parameter')) || returned !== null;
  const usesAll =
    body?.text.includes('arguments') === true &&
    [...below(body)].some(({ kind, text }) => kind === 'identifier' && text === 'arguments');
  const later = /(?:^|\s)async\b/.test(before) || /^(?:Promise|PromiseLike)</.test(returned ?? '');
  return {
    parameters,
    rest: rest || usesAll,
    anyName: false,
    answer: { later, count: null, type: returned, values: [] },
    needed: isTyped ? null : neededIn(parameters, body),
  };
}

function parameterOf(part: Syntax): CallParameter {
  const inner =
    part.kind.endsWith('_parameter') || part.kind === 'assignment_pattern'
      ? part.children.filter(({ kind }) => !/modifier|decorator/.test(kind))
      : [part];
  const [pattern] = inner;
  const annotation = inner.find(({ kind }) => kind === 'type_annotation');
  const hasValue = inner.length > (annotation === undefined ? 1 : 2);
  const type = typeText(annotation);
  const optional =
    part.kind === 'optional_parameter' ||
    part.kind === 'assignment_pattern' ||
    hasValue ||
    /(?:^|\|)(?:void|any)(?:\||$)/.test(type ?? '');
  const named = simpleType(type);
  const keys = annotation === undefined ? patternKeys(pattern) : typeKeys(annotation);
  return {
    name: pattern?.kind === 'identifier' ? pattern.text : '',
    optional,
    named: 'never',
    ...(keys !== null && { keys }),
    ...(named !== null && { type: named }),
  };
}

function typeKeys(annotation: Syntax): readonly Key[] | null {
  const object = annotation.children[0];
  if (
    object?.kind !== 'object_type' ||
    object.children.some(({ kind }) => kind !== 'property_signature' && kind !== 'method_signature')
  )
    return null;
  return object.children.flatMap((one) => {
    const name = kid(one, 'property_identifier', 'string');
    if (name === undefined) return [];
    const behind = one.text.slice(name.end - one.start);
    return [{ name: name.text.replace(/['"]/g, ''), optional: behind.startsWith('?') || /undefined/.test(behind) }];
  });
}

/** Without types nobody says which keys must be there. */
function patternKeys(pattern: Syntax | undefined): readonly Key[] | null {
  if (pattern?.kind !== 'object_pattern' || pattern.children.some(({ kind }) => kind === 'rest_pattern')) return null;
  const names = pattern.children.map(
    (part) => (part.kind === 'shorthand_property_identifier_pattern' ? part : part.children[0])?.text ?? '',
  );
  return names.map((name) => ({ name, optional: true }));
}

/** Parameters that are called or looked into, and never asked whether they are there. */
function neededIn(parameters: readonly CallParameter[], body: Syntax | undefined): ReadonlySet<string> {
  const used = new Set<string>();
  const asked = new Set<string>();
  for (const node of body === undefined ? [] : below(body)) {
    if (node.kind !== 'identifier') continue;
    const above = node.parent;
    const isFirst = above?.start === node.start;
    if (
      isFirst &&
      /^(?:member|call|subscript)_expression$/.test(above.kind) &&
      !above.text.startsWith(`${node.text}?.`)
    )
      used.add(node.text);
    else if (above !== null && !/^(?:arguments|member_expression)$/.test(above.kind)) asked.add(node.text);
  }
  return new Set(parameters.map(({ name }) => name).filter((name) => used.has(name) && !asked.has(name)));
}

/** The name of a type that is a name, with or without arguments and null. */
export function simpleType(type: string | null): string | null {
  const bare = (type ?? '').replace(/\|(?:null|undefined)$/g, '').replace(/^(?:null|undefined)\|/, '');
  const open = bare.indexOf('<');
  const name = open === -1 || !bare.endsWith('>') ? bare : bare.slice(0, open);
  return /^[A-Z_$][\w$]*$/.test(name) ? name : null;
}
