import type { Syntax } from '../../syntax-node.ts';

const TEST = /^#\[(?:\w+::)*(?:test|rstest|test_case|quickcheck|bench|wasm_bindgen_test)\b/m;

/** Whether code of Rust is compiled for tests alone: in a function that is one, or in a module for them. */
export function isTestOfRust(node: Syntax): boolean {
  let root = node;
  while (root.parent !== null) root = root.parent;
  for (let outer: Syntax | null = node; outer !== null; outer = outer.parent) {
    if (outer.kind === 'function_declaration') {
      const head = outer.text.slice(0, Math.max(0, (outer.children[0]?.start ?? outer.start) - outer.start));
      if (head.startsWith('#[') && TEST.test(head.replace(/\n\s+/g, '\n'))) return true;
    }
    if (outer.kind !== 'class_declaration' || !/^(?:pub(?:\([^()]{0,40}\))?\s+)?mod\b/.test(outer.text)) continue;
    const before = root.text.slice(Math.max(0, outer.start - root.start - 300), outer.start - root.start);
    if (/#\[cfg\((?:test|(?:any|all)\(test\b[^\]]{0,100})\)\]\s*(?:#\[[^\]]{0,200}\]\s*)*$/.test(before)) return true;
  }
  return false;
}
