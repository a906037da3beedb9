import { isMap, isScalar, LineCounter, type Node, parseDocument, type Pair } from 'yaml';
import type { DeclaredDefault } from './declared-default.ts';

/** Deeper schemas are made by machines. */
const DEEPEST = 40;

/** Inputs of a GitHub action that a workflow may leave out. */
export function actionDefaults(text: string): DeclaredDefault[] {
  return ofDocument(text, ({ root, lineOf }) => {
    const inputs = valueAt(root, 'inputs');
    return pairsOf(inputs).flatMap(([name, input]) =>
      told(valueAt(input, 'default'), { name, kind: 'action input' }, lineOf),
    );
  });
}

/** Properties of a JSON Schema that a document may leave out. */
export function schemaDefaults(text: string): DeclaredDefault[] {
  return ofDocument(text, ({ root, lineOf }) => {
    const found: DeclaredDefault[] = [];
    const walk = (node: unknown, path: string, depth: number): void => {
      if (depth > DEEPEST) return;
      for (const [key, value] of pairsOf(node)) {
        if (key !== 'properties') {
          walk(value, path, depth + 1);
          continue;
        }
        for (const [name, schema] of pairsOf(value)) {
          const at = path === '' ? name : `${path}.${name}`;
          found.push(...told(valueAt(schema, 'default'), { name: at, kind: 'setting' }, lineOf));
          walk(schema, at, depth + 1);
        }
      }
    };
    walk(root, '', 0);
    return found;
  });
}

interface Read {
  readonly root: unknown;
  readonly lineOf: (node: Node) => number;
}

function ofDocument(text: string, read: (document: Read) => DeclaredDefault[]): DeclaredDefault[] {
  const lines = new LineCounter();
  // Errors are not shown; with their places, each would cost as much as its line is long. Keys are not compared with all others before them.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, lineCounter: lines });
  if (document.errors.length > 0) return [];
  return read({ root: document.contents, lineOf: ({ range }) => lines.linePos(range?.[0] ?? 0).line });
}

const pairsOf = (node: unknown): [string, unknown][] =>
  isMap(node)
    ? node.items.map(({ key, value }: Pair): [string, unknown] => [String(isScalar(key) ? key.value : key), value])
    : [];

const valueAt = (node: unknown, key: string): unknown => (isMap(node) ? node.get(key, true) : undefined);

function told(
  node: unknown,
  what: Pick<DeclaredDefault, 'name' | 'kind'>,
  lineOf: (node: Node) => number,
): DeclaredDefault[] {
  const value = isScalar(node) ? node.value : null;
  if (!isScalar(node) || !(typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'))
    return [];
  return [{ ...what, value: String(value), line: lineOf(node) }];
}
