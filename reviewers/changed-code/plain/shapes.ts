import type { Syntax } from '../syntax-node.ts';
import { childOf, type Maker, type PlainNode, type Shape } from './plain-node.ts';

/** What has no meaning for values and mistakes: modifiers, annotations, types. */
export const dropped: Shape = () => [];

/** A function: its name where it has one, its parameters, its body. */
export function functionOf(
  kind: 'function_declaration' | 'function_expression',
  parts: {
    readonly name?: Syntax | undefined;
    readonly parameters?: Syntax | undefined;
    readonly body?: Syntax | undefined;
  },
  node: Syntax,
  make: Maker,
): PlainNode[] {
  const { name, parameters, body } = parts;
  const list =
    parameters === undefined ? [make.leaf('parameters', { start: node.start, end: node.start })] : make.of(parameters);
  return [
    make.node(kind, node, [...(name ? [make.leaf('identifier', name)] : []), ...list, ...asOne('block', body, make)]),
  ];
}

/** What stands for a node as one node: a body that is made of several becomes a block. */
export function asOne(kind: string, node: Syntax | undefined, make: Maker): PlainNode[] {
  const made = make.of(node);
  return node === undefined || made.length === 1 ? made : [make.node(kind, node, made)];
}

/** One parameter under its name; its text says the rest. */
export const parameterNamed = (name: (node: Syntax) => Syntax | undefined): Shape => {
  return (node, make) => {
    const found = name(node);
    return [make.node('parameter', node, found === undefined ? [] : [make.leaf('identifier', found)])];
  };
};

/** `a = b`, `a += b`. */
export const assignment: Shape = (node, make) => {
  const [left, right] = [node.children[0], node.children.at(-1)];
  if (left === undefined || right === undefined || left === right)
    return [make.node('assignment', node, make.of(left))];
  const between = node.text.slice(left.end - node.start, right.start - node.start);
  const plain = /^[^=]*(?<![-+*/%.&|^?<>~!=])=(?!=)/.test(between);
  return [make.node(plain ? 'assignment' : 'augmented_assignment', node, make.of(left, right))];
};

/** `!a`, `not a`; `&a` and `*a` are `a`; anything else is a number. */
export const unary: Shape = (node, make) => {
  const sign = /^(?:!|not\b|&|\*)/.exec(node.text)?.[0] ?? '';
  const kind = sign === '!' || sign === 'not' ? 'not_expression' : sign === '' ? 'unary_expression' : 'cast_expression';
  return [make.node(kind, node, make.of(node.children.at(-1)))];
};

/** The value of a cast. */
export const cast =
  (position: number): Shape =>
  (node, make) => [make.node('cast_expression', node, make.of(node.children.at(position)))];

/** Text with values in it; text alone where there is none. `bare`: a value stands there without brackets of its own. */
export const textWith = (hole: RegExp, content: RegExp, bare = false): Shape => {
  return (node, make) => {
    const holes = node.children.filter(({ kind }) => hole.test(kind));
    if (holes.length === 0) return [make.leaf('string', node)];
    const parts = node.children.flatMap((child): PlainNode[] => {
      if (hole.test(child.kind))
        return [make.node('interpolation', child, make.of(...(bare ? [child] : child.children)))];
      return content.test(child.kind) ? [make.leaf('string_content', child)] : [];
    });
    return [make.node('template_string', node, parts)];
  };
};

/** `a.b(c)` whose parts stand side by side. */
export function methodCall(
  parts: { readonly of: Syntax | undefined; readonly name: Syntax | undefined; readonly list: Syntax | undefined },
  node: Syntax,
  make: Maker,
): PlainNode[] {
  const { of, name, list } = parts;
  if (name === undefined) return [make.node('call_expression', node, make.of(of, list))];
  const called =
    of === undefined
      ? make.leaf('identifier', name)
      : make.node('member_expression', { start: of.start, end: name.end }, [
          ...make.of(of),
          make.leaf('identifier', name),
        ]);
  const given = list === undefined ? [make.leaf('arguments', { start: name.end, end: name.end })] : make.of(list);
  return [make.node('call_expression', node, [called, ...given])];
}

/** `catch (e) {…}`: the error's name and the block. */
export const handler = (name: RegExp, body: RegExp): Shape => {
  return (node, make) => {
    const head = node.children.filter(({ kind }) => !body.test(kind));
    const found = head.flatMap((one) => lastNamed(one, name));
    const named = found.at(-1);
    const block = childOf(node, body);
    const made = asOne('block', block, make);
    return [
      make.node('catch_clause', node, [...(named === undefined ? [] : [make.leaf('identifier', named)]), ...made]),
    ];
  };
};

function lastNamed(node: Syntax, name: RegExp): Syntax[] {
  const below = node.children.flatMap((child) => lastNamed(child, name));
  return below.length > 0 ? below : name.test(node.kind) ? [node] : [];
}
