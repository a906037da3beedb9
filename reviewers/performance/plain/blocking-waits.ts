import { plainText } from '../../changed-code/node-text.ts';
import type { PlainSyntax } from '../../changed-code/plain/plain-syntax.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';

/** A wait that holds its thread although the function around it could give it up. */
export interface BlockingWait {
  readonly node: Syntax;
  /** How it is called, as people know it. */
  readonly name: string;
  /** What gives the thread up instead. */
  readonly instead: string;
}

interface Wait {
  readonly kind: 'csharp' | 'kotlin';
  readonly node: RegExp;
  /** All of it, without white space. */
  readonly text: RegExp;
  /** What its text holds besides. */
  readonly holds?: RegExp;
  readonly name: string;
  readonly instead: string;
}

/** A call that answers a task, by its name. */
const ASYNC_CALL = /Async(?:<[^()<>]{0,60}>)?\(/;

/** Longer code is no single wait. */
const LONGEST = 1000;

/** Only waits for what is surely a task: a call whose name says so. */
const WAITS: readonly Wait[] = [
  {
    kind: 'csharp',
    node: /^member_expression$/,
    holds: ASYNC_CALL,
    text: /\)\.Result$/,
    name: '.Result',
    instead: 'await',
  },
  {
    kind: 'csharp',
    node: /^call_expression$/,
    text: /\)\.Wait\(\)$/,
    holds: ASYNC_CALL,
    name: '.Wait()',
    instead: 'await',
  },
  {
    kind: 'csharp',
    node: /^call_expression$/,
    text: /\.GetAwaiter\(\)\.GetResult\(\)$/,
    name: '.GetAwaiter().GetResult()',
    instead: 'await',
  },
  {
    kind: 'csharp',
    node: /^call_expression$/,
    text: /^Thread\.Sleep\(/,
    name: 'Thread.Sleep',
    instead: 'await Task.Delay',
  },
  {
    kind: 'kotlin',
    node: /^call_expression$/,
    text: /^runBlocking(?:\{|\()/,
    name: 'runBlocking',
    instead: 'coroutineScope',
  },
  { kind: 'kotlin', node: /^call_expression$/, text: /^Thread\.sleep\(/, name: 'Thread.sleep', instead: 'delay' },
];

/** What takes a function that may be suspended is none itself. */
const GIVES_UP = { csharp: /\basync\b/, kotlin: /\bsuspend (?:\w{1,20} ){0,4}fun\b/ } as const;

/** Waits that stand in a function which is asynchronous itself. */
export function blockingWaits({ root, language }: PlainSyntax): BlockingWait[] {
  const waits = WAITS.filter(({ kind }) => kind === language.kind);
  if (waits.length === 0) return [];
  return [...below(root)].flatMap((node): BlockingWait[] => {
    if (node.end - node.start > LONGEST) return [];
    const text = plainText(node);
    const wait = waits.find(
      (one) => one.node.test(node.kind) && one.text.test(text) && one.holds?.test(text) !== false,
    );
    // `f(x) { … }` is a call of what `f(x)` answers; it is one wait.
    if (wait === undefined || (node.parent?.kind === 'call_expression' && node.parent.children[0] === node)) return [];
    const fn = functionAround(node);
    const head =
      fn === null ? '' : fn.text.slice(0, (fn.children.at(-1)?.start ?? fn.start) - fn.start).replace(/\s+/g, ' ');
    if (!GIVES_UP[wait.kind].test(head)) return [];
    return [{ node, name: wait.name, instead: wait.instead }];
  });
}

function functionAround(node: Syntax): Syntax | null {
  for (let one = node.parent; one !== null; one = one.parent)
    if (/^function_(?:declaration|expression)$/.test(one.kind)) return one;
  return null;
}
