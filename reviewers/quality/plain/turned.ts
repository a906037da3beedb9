import { operatorBetween, plainText } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from './plain-slip.ts';

const short = (node: Syntax): string => node.text.replace(/\s+/g, ' ').trim().slice(0, 60);

/** `a =+ b`: it assigns `+b`. A sign that stands at its value is meant. */
export const turnedOperators: Look = (node) => {
  const [left, right] = node.kind === 'assignment' ? node.children : [];
  if (left === undefined || right === undefined) return [];
  return /^\s*=[-+!]\s/.test(node.text.slice(left.end - node.start))
    ? [{ rule: 'turned-operator', node, name: short(node) }]
    : [];
};

/** `a == null & a.b`, `a != null | a.b`: both sides are asked, whatever the first says. */
export const bothSidesAsked: Look = (node, kind) => {
  const [left, right] = node.children;
  if (!/^(?:java|csharp)$/.test(kind) || node.kind !== 'binary_expression' || !left || !right) return [];
  if (!/^[&|]$/.test(operatorBetween(left, right, node))) return [];
  const [, name] = /^\(*([\w.]{1,80}) [!=]= null\)*$/.exec(plainText(left)) ?? [];
  const [, first] = /^\(*([\w.]{1,80})(?:!=|==)null\)*$/.exec(left.text.replace(/\s+/g, '')) ?? [];
  const asked = name ?? first;
  return asked !== undefined && reads(right.text, asked)
    ? [{ rule: 'used-when-missing', node, name: short(node) }]
    : [];
};

const reads = (code: string, name: string): boolean =>
  new RegExp(String.raw`(?<![\w.])${name.replaceAll('.', String.raw`\.`)}\.\w`).test(code);

/** Lists that refuse to be walked on once they have changed. */
const LISTS = String.raw`\b(?:I?List|ArrayList|LinkedList|Collection|Set|HashSet|Queue)<[^;(){}=]{1,80}>\??`;
const CHANGES = /^(?:add|addAll|remove|removeAll|clear|Add|AddRange|Remove|RemoveAt|RemoveAll|Insert|Clear)$/;
/** They may be changed while they are walked. */
const TOLERANT = /\b(?:CopyOnWrite|Concurrent|Immutable)/;

/** `foreach (var name in names) names.Remove(name);` where the walk goes on. */
export const changedWhileWalked: Look = (node, kind) => {
  if (!/^(?:java|csharp)$/.test(kind) || node.kind !== 'for_in_statement') return [];
  const body = node.children.at(-1);
  const list = node.children.at(-2);
  if (body === undefined || list === undefined || !/^(?:this\.)?\w+$/.test(list.text)) return [];
  const name = list.text.replace(/^this\./, '');
  const call = [...below(body)].find((one) => {
    const [of, method] = one.kind === 'call_expression' ? (one.children[0]?.children ?? []) : [];
    return of?.text === list.text && CHANGES.test(method?.text ?? '');
  });
  if (call === undefined || /\b(?:break|return|throw|goto)\b/.test(body.text)) return [];
  // What runs later, or the body of another function.
  for (let above = call.parent; above !== null && above !== node; above = above.parent)
    if (/function/.test(above.kind)) return [];
  let root = node;
  while (root.parent !== null) root = root.parent;
  // .NET lets dictionaries and sets be emptied while they are walked.
  const types = kind === 'csharp' ? String.raw`\bI?List<[^;(){}=]{1,80}>\??` : LISTS;
  const isList = new RegExp(String.raw`${types}\s{1,4}${name}\b`).test(root.text);
  return isList && !TOLERANT.test(root.text) ? [{ rule: 'changed-while-walked', node, name: short(call) }] : [];
};

/** C#: `async void`, where nothing shows that an event calls it. */
export const asyncVoid: Look = (node, kind): readonly PlainSlip[] => {
  const [name, parameters] = kind === 'csharp' && node.kind === 'function_declaration' ? node.children : [];
  if (name === undefined || parameters?.kind !== 'parameters') return [];
  const head = node.text.slice(0, name.start - node.start);
  const isEvent =
    /Args\b|\bobject\??\s+sender\b/.test(parameters.text) || /^On[A-Z]|_\w|Handler$|Callback$/.test(name.text);
  return /\basync\s+void\s+$/.test(head) && !/\boverride\b/.test(head) && !isEvent
    ? [{ rule: 'async-void', node: name, name: short(name) }]
    : [];
};
