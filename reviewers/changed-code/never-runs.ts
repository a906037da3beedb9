import { below, type Syntax } from './syntax-node.ts';

/** Nodes whose children run one after the other. */
const BLOCKS = /^(?:module|program|block|statement_block|switch_case|switch_default)$/;
const ENDS = /^(?:return|raise|throw|break|continue)_statement$/;
/** What is there wherever it stands in its block. */
const HOISTED = /^(?:generator_)?function_declaration$/;

/** Whether a place of Python or of a script stands behind a `return` or `raise` of its own block, or of one around it. */
export function neverRuns(place: Syntax): boolean {
  for (let node = place; node.parent !== null; node = node.parent) {
    if (!BLOCKS.test(node.parent.kind) || HOISTED.test(node.kind)) continue;
    for (const before of node.parent.children) {
      if (before === node) break;
      if (ENDS.test(before.kind)) return true;
    }
  }
  return false;
}

/** The innermost node around an offset. */
export function nodeAt(root: Syntax, offset: number): Syntax {
  const around = ({ start, end }: Syntax): boolean => start <= offset && offset < end;
  return [...below(root, around)].findLast(around) ?? root;
}
