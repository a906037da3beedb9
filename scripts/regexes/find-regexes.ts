import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lang, parse, type SgNode } from '@ast-grep/napi';
import { StaticText } from './static-text.ts';

/** One regular expression of the product, as it is written or put together. */
export interface FoundRegex {
  readonly path: string;
  readonly line: number;
  /** Null where it is put together in a way that cannot be read from the source. */
  readonly pattern: string | null;
  readonly flags: string;
  /** What stands there. */
  readonly code: string;
}

const LITERAL = { rule: { kind: 'regex' } };
const BUILT = {
  rule: { any: [{ pattern: 'new RegExp($A)' }, { pattern: 'new RegExp($A, $B)' }, { pattern: 'RegExp($$$)' }] },
};

/** All regular expressions in files of a tree: literals, and what is made with `new RegExp`. */
export function findRegexes(root: string, paths: readonly string[]): FoundRegex[] {
  const texts = new StaticText((path) => readFileSync(join(root, path), 'utf8'));
  return paths.flatMap((path) => {
    const tree = parse(Lang.TypeScript, readFileSync(join(root, path), 'utf8')).root();
    return [
      ...tree.findAll(LITERAL).map((node) => literal(path, node)),
      ...tree.findAll(BUILT).map((node) => built(path, node, texts)),
    ];
  });
}

function literal(path: string, node: SgNode): FoundRegex {
  const pattern = node.field('pattern')?.text() ?? '';
  const flags = node.field('flags')?.text() ?? '';
  return { path, line: lineOf(node), pattern, flags, code: node.text() };
}

function built(path: string, node: SgNode, texts: StaticText): FoundRegex {
  const [pattern, flags] = (node.field('arguments')?.children() ?? []).filter((child) => child.isNamed());
  return {
    path,
    line: lineOf(node),
    pattern: pattern === undefined ? null : texts.of(path, pattern),
    flags: flags === undefined ? '' : (texts.of(path, flags) ?? ''),
    code: node.text().replaceAll(/\s+/g, ' '),
  };
}

const lineOf = (node: SgNode): number => node.range().start.line + 1;
