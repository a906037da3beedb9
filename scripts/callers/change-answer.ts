import { type Call, type Given, type Refactor, bodyOf, callAt, callsOf, refactor } from './calls.ts';
import { closing, type Edit } from './edit-text.ts';
import type { Language } from './source-files.ts';

function isStatement(call: Call): boolean {
  const line = call.text.slice(call.text.lastIndexOf('\n', call.at) + 1, call.at);
  return (
    /^\s*(?:(?:for|if) \([^\n]*\) )?[\w.]*$/.test(line) &&
    /^\s*;?\s*(?:\n|$)/.test(call.text.slice(call.close + 1, call.close + 40))
  );
}

/** Whether a function calls itself there: what it hands on has become what it gives back. */
function isRecursion(given: Given, call: Call): boolean {
  const definition = callAt(given, given.symbol.definition);
  if (definition === null || definition.path !== call.path || call.at < definition.at) return false;
  if (given.language === 'python') return call.at < bodyOf(definition.text, definition)[1];
  const open = definition.text.indexOf('{', definition.close);
  return open !== -1 && call.at < closing(definition.text, open);
}

/** Where the expression begins whose call this is: `a.b.f()`. */
function beginning(call: Call): number {
  const before = /[\w$.]*$/.exec(call.text.slice(Math.max(0, call.at - 80), call.at))?.[0] ?? '';
  return call.at - before.length;
}

/** Whether it ends a chain that no name begins: `a().f()`. */
const isInChain = (call: Call): boolean => /[).\]?!]$/.test(call.text.slice(0, beginning(call)));

interface Answering {
  readonly given: Given;
  readonly definition: Call;
  readonly others: readonly Call[];
  /** What stands on the line of the definition, before its name. */
  readonly head: string;
}

/** The edits that make a function answer otherwise and all its other callers follow; null where it does not lend itself to it. */
type Alter = (answering: Answering) => readonly Edit[] | null;

const ALTERS: Readonly<Record<Language, Alter>> = {
  script: scriptAnswer,
  python: pythonAnswer,
  go: goAnswer,
  java: javaAnswer,
  csharp: csharpAnswer,
  rust: rustAnswer,
};

/** Lets a function answer otherwise: later, perhaps, or with more. */
export function changeAnswer(given: Given): Refactor | null {
  const found = callsOf(
    given,
    (call) =>
      !isStatement(call) &&
      !isInChain(call) &&
      !/\bawait\s+$/.test(call.text.slice(0, beginning(call))) &&
      !isRecursion(given, call),
  );
  if (found === null) return null;
  const { definition, others, left } = found;
  const { text, at } = definition;
  const head = text.slice(text.lastIndexOf('\n', at) + 1, at);
  if (others.some(isInChain)) return null;
  const edits = ALTERS[given.language]({ given, definition, others, head });
  return edits === null ? null : refactor('change-answer', given, left, edits);
}

function insert(path: string, at: number, text: string): Edit {
  return { path, from: at, to: at, text };
}

function waitingFor(call: Call): Edit[] {
  const isLookedInto = /^\s*[.![]/.test(call.text.slice(call.close + 1));
  const before = insert(call.path, beginning(call), isLookedInto ? '(await ' : 'await ');
  return isLookedInto ? [before, insert(call.path, call.close + 1, ')')] : [before];
}

const behind = (calls: readonly Call[], text: string): Edit[] =>
  calls.map((call) => insert(call.path, call.close + 1, text));

function scriptAnswer({ definition: { text, path, at, close }, others, head }: Answering): readonly Edit[] | null {
  if (/\basync\b|\bget\b/.test(head)) return null;
  const type = /^: ([^{\n]+) \{/.exec(text.slice(close + 1))?.[1];
  if (type === undefined || /\bis\b|^void$|^asserts|Promise|Iterator|Generator/.test(type)) return null;
  const from = /\bfunction\b/.test(head) ? at - head.length + head.indexOf('function') : at;
  return [
    insert(path, from, 'async '),
    { path, from: close + 3, to: close + 3 + type.length, text: `Promise<${type}>` },
    ...others.flatMap(waitingFor),
  ];
}

function rustAnswer({ definition: { text, path, close }, others }: Answering): readonly Edit[] | null {
  const type = /^ -> ([\w&':<>, ]+) \{/.exec(text.slice(close + 1))?.[1];
  if (type === undefined || /\b(?:Option|Result|Self|impl|dyn)\b/.test(type)) return null;
  return [
    { path, from: close + 5, to: close + 5 + type.length, text: `Option<${type}>` },
    ...behind(others, '.unwrap()'),
  ];
}

function csharpAnswer({ definition: { path, at }, others, head }: Answering): readonly Edit[] | null {
  const type = / ([\w.]+(?:<[\w<>, ?.]+>)?(?:\[\])?\??) $/.exec(head)?.[1];
  if (type === undefined || /\basync\b/.test(head) || /^(?:void|.*Task.*|I\w*Enumer\w+<.*)$/.test(type)) return null;
  const from = at - type.length - 1;
  return [{ path, from, to: from + type.length, text: `async Task<${type}>` }, ...others.flatMap(waitingFor)];
}

function javaAnswer({ definition: { path, at }, others, head }: Answering): readonly Edit[] | null {
  const bare = head.replace(/^\s*(?:(?:public|private|protected|static|final|synchronized) )*(?:<[^>]*> )?/, '');
  const type = /([\w<>[\], ?]+) $/.exec(bare)?.[1];
  // What a method is generic over stands before its type.
  if (type === undefined || type === 'void' || !/^\w[\w.]*(?:<[\w<>, ?.]+>)?(?:\[\])?$/.test(type)) return null;
  const from = at - type.length - 1;
  return [{ path, from, to: from + type.length, text: `Optional<${type}>` }, ...behind(others, '.get()')];
}

/** One more value behind each `return`; null where one of them cannot be read. */
function moreReturned({ path, text }: Call, [start, end]: readonly [number, number], what: string): Edit[] | null {
  const returns = [...text.slice(start, end).matchAll(/\n[\t ]+return\b([^\n]*)/g)];
  const isUnclear = ([, value = '']: RegExpExecArray): boolean =>
    value.trim() === '' || /[([{,]\s*$|,\s*[^)\]}]+$/.test(value);
  if (returns.length === 0 || returns.some(isUnclear)) return null;
  return returns.map(({ 0: whole, index }) => insert(path, start + index + whole.length, what));
}

function goAnswer({ definition, others }: Answering): readonly Edit[] | null {
  const { text, path, close } = definition;
  const returned = moreReturned(definition, [close, closing(text, text.indexOf('{', close))], ', nil');
  const type = /^ ([\w.*[\]]+) \{/.exec(text.slice(close + 1))?.[1];
  const all = others.map((call) => ({ call, before: /(\b\w+) :?= $/.exec(call.text.slice(0, beginning(call))) }));
  if (returned === null || type === undefined || all.some(({ before }) => before === null)) return null;
  return [
    { path, from: close + 2, to: close + 2 + type.length, text: `(${type}, error)` },
    ...returned,
    ...all.map(({ call, before }) => insert(call.path, (before?.index ?? 0) + (before?.[1]?.length ?? 0), ', _')),
  ];
}

function pythonAnswer({ given, definition, others, head }: Answering): readonly Edit[] | null {
  const { text, path, at } = definition;
  const body = bodyOf(text, definition);
  const returned = moreReturned(definition, body, ', None');
  if (returned === null || /\byield\b/.test(text.slice(...body)) || /\basync $/.test(head.slice(0, -4))) return null;
  if (given.chance() >= 0.5) return [...returned, ...behind(others, '[0]')];
  return [insert(path, text.lastIndexOf('def ', at - 1), 'async '), ...others.flatMap(waitingFor)];
}
