import { forEachChild, type ParsedScript, parse, type SyntaxNode } from 'unbash';

/** A script, all nodes of it in the order of the text, and what stands around each. */
export interface ShellScript {
  readonly text: string;
  readonly root: ParsedScript;
  readonly nodes: readonly SyntaxNode[];
  readonly parents: ReadonlyMap<SyntaxNode, SyntaxNode>;
  /** Where the parser stumbled, UTF-16 offsets; such a script is not understood. */
  readonly errors: readonly { readonly message: string; readonly at: number }[];
  /** Variables, in lower case, that whoever starts the script fills with what strangers wrote. */
  readonly handed?: ReadonlySet<string>;
}

const MOST_NODES = 200_000;

/** Parses a script for sh or Bash; null where it is too long or nests too deep. */
export function parseShell(text: string): ShellScript | null {
  const root = parse(text);
  const nodes: SyntaxNode[] = [];
  const parents = new Map<SyntaxNode, SyntaxNode>();
  const errors: { readonly message: string; readonly at: number }[] = [];
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node);
    if (nodes.length > MOST_NODES) return null;
    if (node.type === 'Script') {
      for (const { message, pos } of (node as ParsedScript).errors ?? []) errors.push({ message, at: pos });
      // What stands in escaped backticks has offsets of its own.
      if (node.source !== undefined) continue;
    }
    const below: SyntaxNode[] = [];
    const above = node;
    forEachChild(node, (child) => {
      below.push(child);
      parents.set(child, above);
    });
    for (const child of below.toReversed()) open.push(child);
  }
  return { text, root, nodes, parents, errors };
}

/** The nodes around one, the innermost first. */
export function* around(script: ShellScript, node: SyntaxNode): Generator<SyntaxNode> {
  for (let above = script.parents.get(node); above !== undefined; above = script.parents.get(above)) yield above;
}

/** The 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
