import type { Call } from './grammar.ts';
import { plainText } from '../../changed-code/node-text.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';

const PAIR = 2;

/** A template behind a tag, as the call that it is: what is put into it are the arguments. Null for anything else. */
export function taggedTemplate(node: Syntax): Call | null {
  const [tag, template] = node.children.length === PAIR ? node.children : [];
  if (node.kind !== 'call_expression' || tag === undefined || template?.kind !== 'template_string') return null;
  return {
    form: 'call',
    node,
    callee: plainText(tag.kind === 'await_expression' ? (tag.children[0] ?? tag) : tag),
    receiver: null,
    method: '',
    arguments: template.children.filter(({ kind }) => kind === 'template_substitution'),
    named: new Map(),
  };
}

/** What stands in a template before a value that is put into it. */
export function textBefore({ parent, start }: Syntax): string {
  return parent === null ? '' : parent.text.slice(1, Math.max(1, start - parent.start));
}
