import type { StyleSheet, StyleStatement } from '../../changed-code/styles/read-styles.ts';

/** A property and its value. */
export interface Declaration extends StyleStatement {
  /** In small letters; custom properties as they are. */
  readonly name: string;
  /** Without `!important`. */
  readonly value: string;
  readonly isImportant: boolean;
}

export type Dialect = 'css' | 'scss' | 'less';

/** At-rules in which properties of elements stand, and not descriptors. */
const PLAIN_AT_RULE =
  /^@(?:media|supports|container|layer|include|mixin|if|else|each|for|while|at-root|(?:-\w{1,10}-)?keyframes|nest|starting-style|scope|screen|responsive|variants|utility|variant)\b/i;
const MOST_DECLARED = 20_000;

/** The declarations of elements in a sheet: no descriptors of fonts and pages, no variables of Sass and Less. */
export function declarationsOf({ statements }: StyleSheet): Declaration[] {
  return statements.slice(0, MOST_DECLARED).flatMap((one) => {
    const found = /^(-{0,2}[a-z][\w-]{0,80}) ?: ?([^]*)$/i.exec(one.text);
    const [, name = '', written = ''] = found ?? [];
    if (name === '' || one.around.length === 0 || !isBalanced(one.text)) return [];
    if (one.around.some((head) => (head.startsWith('@') && !PLAIN_AT_RULE.test(head)) || / ?:$/.test(head))) return [];
    const value = written.replace(/ ?! ?important$/i, '');
    return [
      {
        ...one,
        name: name.startsWith('--') ? name : name.toLowerCase(),
        value,
        isImportant: value !== written,
      },
    ];
  });
}

/** Whether brackets close: where a `;` stands in brackets, the reader has cut there. */
export function isBalanced(text: string): boolean {
  let depth = 0;
  for (const sign of text.replaceAll(/"[^"]*"|'[^']*'/g, '')) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
