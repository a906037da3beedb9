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

const COUNTED = /^for\s*\(\s*(?:let|var)\s+(\w+)\s*=[^;]*;\s*\1\s*<=?\s*([\w.]+)\.length\s*;/;
const MAPPER = /^async\s*(?:\(([^)]*)\)|(\w+))\s*(?::[^=]+)?=>/;

/** Lists that a person wrote out, and lists that are made of parts on purpose. */
const SMALL_LITERAL = /^[[(]|^(?:\w+\.)*[A-Z][A-Z0-9_]*$|^range\(\s*\d+\s*\)/;
export const IN_PARTS = /chunk|batch|partition|pages?\b|slice|window|attempt|retr(?:y|ies)|backoff/i;

/** Reads the head of a loop; null where it waits for each round on purpose, or its rounds are few by what is written. */
export function readLoop(node: Node): Loop | null {
  const mapper = node.rule === 'mapper';
  const head = mapper
    ? matched(MAPPER, node.text)
    : (forOf(node.text) ?? matched(COUNTED, node.text) ?? python(node.text));
  if (head === null) return null;
  const binding = head.first ?? head.second ?? '';
  const list = mapper ? '' : (head.second ?? '').trim();
  if (SMALL_LITERAL.test(list) || IN_PARTS.test(list) || IN_PARTS.test(binding)) return null;
  const names = (binding.replace(/:\s*[A-Z]\w*(?:\[\])?/g, '').match(/[A-Za-z_$][\w$]*/g) ?? []).filter(
    (name) => name !== '_',
  );
  return { node, names, list, body: node.text.slice(head.end) };
}

/** The two parts of a loop's head, and where its body begins. */
interface Head {
  readonly first: string | undefined;
  readonly second: string | undefined;
  readonly end: number;
}

function matched(pattern: RegExp, text: string): Head | null {
  const match = pattern.exec(text);
  return match === null ? null : { first: match[1], second: match[2], end: match[0].length };
}

/** `for (const a of list)`: each part ends where the next word or bracket first stands. */
function forOf(text: string): Head | null {
  const begin = /^for\s*\(\s*(?:const|let|var)\s/.exec(text)?.[0];
  if (begin === undefined) return null;
  return parts(text, { from: begin.length, word: /\sof\s/g, close: /\)\s*(?:\{|\n|[a-z])/g });
}

/** `for a in list:`, with nothing but a comment behind it on its line. */
function python(text: string): Head | null {
  const begin = /^for\s/.exec(text)?.[0];
  if (begin === undefined) return null;
  return parts(text, { from: begin.length, word: /\sin\s/g, close: /:[^\S\n]*(?:#[^\n]*)?(?:\n|$)/g });
}

function parts(
  text: string,
  { from, word, close }: { readonly from: number; readonly word: RegExp; readonly close: RegExp },
): Head | null {
  word.lastIndex = from;
  const between = word.exec(text);
  if (between === null) return null;
  close.lastIndex = word.lastIndex;
  const last = close.exec(text);
  // A body on the same line, or none at all, is not read.
  if (last === null || close.lastIndex === text.length) return null;
  const [first, second] = [text.slice(from, between.index).trim(), text.slice(word.lastIndex, last.index).trim()];
  return first === '' || second === '' ? null : { first, second, end: close.lastIndex };
}
