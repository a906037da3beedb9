import { parse } from '@ast-grep/napi';
import { expect, test } from 'vitest';
// Registers the grammars.
import '../../analysers/ast-grep.ts';
import { syntaxTree, walkedTree } from '../../analysers/syntax-tree.ts';

const TEXTS: readonly (readonly [grammar: string, text: string])[] = [
  ['TypeScript', '// one\nexport const run = (a: string) => /* two */ `x${a}`;\nfunction broken( { return 1 }\n'],
  ['Tsx', 'export const A = () => <p>{/* said */}<b>x</b></p>;\n'],
  ['JavaScript', '/** said */\nif (a) { } else\nclass { #b = 1 }'],
  ['python', '# one\ndef run(a):\n    """said"""\n    return a not in b and a is not c\n\nif True:\n    # two\n'],
  ['go', 'package main\n\n// one\nfunc run() { defer f(`x`) /* two */ }\n'],
  ['java', '/** said */\nclass A { void run() { int a = ; // two\n } }\n'],
  ['ruby', '# one\ntext = <<~END\n  x #{a}\nEND\nlist = %w(a b)\ndef broken(\n'],
  ['php', '<?php\n# one\necho <<<A\nx $a\nA;\n?>\n<b></b>\n'],
  ['csharp', '// one\nclass A { string B => $"x{c}"; /* two */ }\n#if X\nint d;\n#endif\n'],
  ['kotlin', '/* one */\nfun run(a: String?) = a?.length // two\n'],
  ['rust', '/// said\nfn run() -> Vec<u8> { vec![1, /* two */ 2] }\n//! said\n'],
  ['python', ''],
];

test.each(TEXTS)('what is listed is what a walk finds: %s %j', (grammar, text) => {
  const root = parse(grammar, text).root();
  expect(syntaxTree(root, grammar)).toEqual(walkedTree(root, 60_000));
  for (const last of root.children().slice(-1)) expect(syntaxTree(last, grammar)).toEqual(walkedTree(last, 60_000));
});

test('what is below a comment, beside it or empty is counted as a walk counts it', () => {
  const root = parse('rust', '/// said\nfn a() {}\n').root();
  const { kinds, nodes } = syntaxTree(root, 'rust') ?? { kinds: [], nodes: [] };
  expect(kinds).not.toContain('doc_comment');
  expect(nodes[3]).toBe(1);
});

test.each([59_900, 60_100])('too much of a tree is too much in either way: %d', (count) => {
  const root = parse('JavaScript', 'a;'.repeat(count / 2)).root();
  expect(syntaxTree(root) === null).toBe(count > 60_000);
  expect(walkedTree(root, 60_000) === null).toBe(count > 60_000);
});
