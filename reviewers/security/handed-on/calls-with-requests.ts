import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { evaluate } from '../values/evaluate.ts';
import { evaluationOf } from '../values/find-uses.ts';
import { proveLittle } from '../values/purposes.ts';
import { type Leaf, leavesOf } from '../values/value.ts';
import { type ReachedFunction, reachedBy, type Tree } from './reached.ts';
import type { FollowedFile } from './followed-file.ts';

/** A call that hands a request's value to a function of another file. */
export interface Handing {
  readonly reached: ReachedFunction;
  /** By which the function knows the argument: its place, or a name. */
  readonly at: number | string;
  /** What of the argument comes from the request; nothing was asked of it that proves little. */
  readonly leaves: readonly Leaf[];
  /** The call from its beginning to the end of that argument: handlers behind it may go on for pages. */
  readonly node: Syntax;
}

/** So many calls of one file are followed. */
const MOST_CALLS = 60;

/** Names of functions that ask about a value rather than use it. */
const CHECKS = /^(?:is|has)(?:[A-Z_]|$)|^(?:[sS]anit|[cC]lean|[eE]scap)/;
/** Where the server puts an upload, and how large it is. */
const UPLOAD = /\bfiles?\b/;
const OF_SERVER = /\.(?:path|tempFilePath|filepath|destination|filename|size|buffer|mimetype)$/;

/** The calls of a file that hand on what a request brought, and where to. */
export function callsWithRequests(file: FollowedFile, tree: Tree): Handing[] {
  const { root, knowledge } = file;
  const found: Handing[] = [];
  for (const node of below(root)) {
    if (found.length >= MOST_CALLS) break;
    const call = /call/.test(node.kind) ? knowledge.grammar.expression(node) : null;
    if (
      call?.form !== 'call' ||
      CHECKS.test(call.method === '' ? call.callee : call.method) ||
      call.arguments.length + call.named.size === 0
    )
      continue;
    const reached = reachedBy(call, file, tree);
    if (reached === null) continue;
    for (const [at, argument] of [...call.arguments.entries(), ...call.named]) {
      const leaves = requestLeaves(argument, file);
      if (leaves.length > 0)
        found.push({
          reached,
          at,
          leaves,
          node: { ...node, end: argument.end, text: node.text.slice(0, argument.end - node.start) },
        });
    }
  }
  return found;
}

function requestLeaves(argument: Syntax, { root, knowledge }: FollowedFile): readonly Leaf[] {
  const { form } = knowledge.grammar.expression(argument);
  // Which member of an object takes which value is not followed, nor is a list's element.
  if (form === 'record' || form === 'list' || form === 'literal') return [];
  const value = evaluate(
    argument,
    { place: argument, later: [], frame: null, depth: 0 },
    evaluationOf(knowledge, root),
  );
  return leavesOf(value).filter(
    (leaf) => leaf.origin === 'request' && !proveLittle(leaf) && !(UPLOAD.test(leaf.path) && OF_SERVER.test(leaf.path)),
  );
}
