import type { Syntax } from './syntax-node.ts';

/** Code as a path is compared: without white space, `?.` and `!`; `a["b"]`, `a["" + "b"]`, `a->b` and `a::b` are `a.b`. */
export function plainText(node: Syntax): string {
  return node.text
    .replace(/\s+/g, '')
    .replace(/\?\.(?=[[(])/g, '')
    .replace(/\?\.|\??->|::|&\.(?=[a-z_])/gi, '.')
    .replace(/!(?=[.[(]|$)/g, '')
    .replace(/[[,](?:['"`][\w-]*['"`]\+)+['"`][\w-]*['"`](?=[\])])/g, (texts) => texts.replace(/['"`]\+['"`]/g, ''))
    .replace(/\[(['"`])([\w-]+)\1\]/g, '.$2');
}

/** What a string literal holds, its prefix and quotes taken off. */
export function withoutQuotes(text: string): string {
  return text.replace(/^[a-zA-Z]{0,2}("""|'''|"|'|`)([\s\S]*)\1$/, '$2');
}

/** The operator that stands between two parts of a node; comments beside it do not count. */
export function operatorBetween(left: Syntax, right: Syntax, whole: Syntax): string {
  return whole.text
    .slice(left.end - whole.start, right.start - whole.start)
    .replace(/\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|#[^\n]*/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[)\s]+/, '')
    .replace(/(?<![(\s])[(\s]+$/, '');
}
