import type { Node } from './syntax.ts';

/** A loop that goes over elements which exist before it begins. */
export interface Loop {
  readonly node: Node;
  /** Names that stand for the element of one round. */
  readonly names: readonly string[];
  /** What is gone through, as written. */
  readonly list: string;
  readonly body: string;
}

const FOR_OF = /^for\s*\(\s*(?:const|let|var)\s+([\s\S]+?)\s+of\s+([\s\S]+?)\)\s*(?:\{|\n|[a-z])/;
const COUNTED = /^for\s*\(\s*(?:let|var)\s+(\w+)\s*=[^;]*;\s*\1\s*<=?\s*([\w.]+)\.length\s*;/;
const PYTHON = /^for\s+([\s\S]+?)\s+in\s+([\s\S]+?):\s*(?:#.*)?\n/;
const MAPPER = /^async\s*(?:\(([^)]*)\)|(\w+))\s*(?::[^=]+)?=>/;

/** Lists that a person wrote out, and lists that are made of parts on purpose. */
const SMALL_LITERAL = /^[[(]|^(?:\w+\.)*[A-Z][A-Z0-9_]*$|^range\(\s*\d+\s*\)/;
const IN_PARTS = /chunk|batch|pages?\b|slice|window|attempt|retr(?:y|ies)|backoff/i;

/** Reads the head of a loop; null where it waits for each round on purpose, or its rounds are few by what is written. */
export function readLoop(node: Node): Loop | null {
  const mapper = node.rule === 'mapper';
  const head = mapper
    ? MAPPER.exec(node.text)
    : (FOR_OF.exec(node.text) ?? COUNTED.exec(node.text) ?? PYTHON.exec(node.text));
  if (head === null) return null;
  const binding = head[1] ?? head[2] ?? '';
  const list = mapper ? '' : (head[2] ?? '').trim();
  if (SMALL_LITERAL.test(list) || IN_PARTS.test(list) || IN_PARTS.test(binding)) return null;
  const names = (binding.replace(/:\s*[A-Z]\w*(?:\[\])?/g, '').match(/[A-Za-z_$][\w$]*/g) ?? []).filter(
    (name) => name !== '_',
  );
  return { node, names, list, body: node.text.slice(head[0].length) };
}
