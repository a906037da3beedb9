import type { Syntax } from '../../syntax-node.ts';
import type { CallParameter, Signature } from '../facts.ts';
import { kid } from '../gather-facts.ts';

/** `public`, `static`, … */
export const modifiers = (node: Syntax): string[] =>
  node.children.filter(({ kind }) => kind === 'modifier').map(({ text }) => text);

/** The name of a parameter. */
export const nameOfParameter = (one: Syntax): Syntax | undefined =>
  one.kind === 'parameter'
    ? one.children.filter(({ kind }) => kind === 'identifier').at(isDefault(one) ? 1 : -1)
    : undefined;

/** Whether the last name of a parameter is its default. */
function isDefault(one: Syntax): boolean {
  return one.text.includes('=') && one.children.filter(({ kind }) => kind === 'identifier').length > 2;
}

/** What callers of a method rely on. */
export function signatureOf(node: Syntax, type: string | null): Signature {
  const list = kid(node, 'parameter_list');
  const parameters = (list?.children ?? [])
    .filter((one) => one.kind === 'parameter' && !modifiers(one).includes('params'))
    .map((one): CallParameter => ({
      name: nameOfParameter(one)?.text ?? '',
      optional: /[^=]=[^=>]/.test(one.text),
      named: 'may',
    }));
  const later = /^(?:[\w.]+\.)?(?:Value)?Task(?:<|$)/.test(type ?? '');
  const rest = /\bparams\s/.test(list?.text ?? '');
  return { parameters, rest, anyName: false, answer: { later, count: null, type, values: [] }, needed: null };
}
