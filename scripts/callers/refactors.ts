import { closing, type Edit, parts, QUOTES } from './edit-text.ts';
import type { KnownSymbol, Spot } from './known-symbols.ts';
import type { Language } from './source-files.ts';

/** Kinds of incomplete refactors. */
export const KINDS = ['rename-parameter', 'add-parameter', 'drop-field', 'change-answer'] as const;
export type Kind = (typeof KINDS)[number];

interface Refactor {
  readonly kind: Kind;
  readonly name: string;
  readonly left: Spot;
  readonly edits: readonly Edit[];
}

interface Given {
  readonly language: Language;
  readonly texts: ReadonlyMap<string, string>;
  readonly symbol: KnownSymbol;
  /** From 0 to below 1, made anew each time. */
  readonly chance: () => number;
}

type Make = (given: Given) => Refactor | null;

/** Alters a definition and all its callers but one; null where the symbol does not lend itself to it. */
export const REFACTORS: Readonly<Record<Kind, Make>> = {
  'add-parameter': addParameter,
  'rename-parameter': renameParameter,
  'drop-field': dropField,
  'change-answer': changeAnswer,
};

interface Call extends Spot {
  readonly open: number;
  readonly close: number;
  readonly text: string;
  readonly quotes: string;
}

function callAt({ texts, symbol, language }: Given, { path, at }: Spot): Call | null {
  const text = texts.get(path) ?? '';
  const open = at + symbol.name.length;
  const quotes = language === 'rust' ? '"' : QUOTES;
  const close = closing(text, open, quotes);
  return text.charAt(open) !== '(' || close === -1 ? null : { path, at, open, close, text, quotes };
}

/** All calls, one of them to be left; null where not all can be read. */
function callsOf(
  given: Given,
  fits: (call: Call) => boolean = () => true,
): { left: Call; others: Call[]; definition: Call } | null {
  const definition = callAt(given, given.symbol.definition);
  const calls = given.symbol.calls.map((spot) => callAt(given, spot));
  if (definition === null || calls.some((call) => call === null)) return null;
  const all = calls.filter((call) => call !== null);
  const able = all.filter(fits);
  const left = able[Math.floor(given.chance() * able.length)];
  return left === undefined ? null : { left, others: all.filter((call) => call !== left), definition };
}

function refactor(kind: Kind, { symbol }: Given, left: Spot, edits: readonly Edit[]): Refactor {
  return { kind, name: symbol.name, left: { path: left.path, at: left.at }, edits };
}

const ADDED: Readonly<Record<Language, string>> = {
  script: 'added: string',
  python: 'added',
  go: 'added string',
  java: 'String added',
  csharp: 'string added',
  rust: 'added: &str',
};
const HANDED: Readonly<Record<Language, string>> = {
  script: "''",
  python: 'added=None',
  go: '""',
  java: '""',
  csharp: '""',
  rust: '""',
};
const OPTIONAL: Readonly<Record<Language, RegExp>> = {
  script: /=|\?\s*:|\.\.\./,
  python: /=|^\s*[*/]/,
  go: /\.\.\./,
  java: /\.\.\./,
  csharp: /=|\bparams /,
  rust: /\.\.\./,
};

/** It takes or hands over more than it names: what is left behind would fit as before. */
function isLoose({ text, open, close, quotes }: Call): boolean {
  return parts(text, open, close, quotes).some((part) => /^\s*(?:\*\*?\w|\.\.\.|params )|\.\.\./.test(part.text));
}

function addParameter(given: Given): Refactor | null {
  const { language } = given;
  const found = callsOf(given);
  if (found === null) return null;
  const { definition, others, left } = found;
  if (isLoose(definition) || isLoose(left)) return null;
  const list = parts(definition.text, definition.open, definition.close, definition.quotes);
  const first = list.findIndex(({ text }) => OPTIONAL[language].test(text));
  const count = first === -1 ? list.length : first;
  const bound = /^\s*(?:&\s*(?:'\w+ )?)?(?:mut )?(?:self|cls|this)\b/.test(list[0]?.text ?? '') ? 1 : 0;
  // With more values than it needs the call would fit as before.
  if (parts(left.text, left.open, left.close, left.quotes).length > count - bound) return null;
  const insert = (call: Call, position: number, text: string): Edit => {
    const own = parts(call.text, call.open, call.close, call.quotes);
    const at = position < own.length ? (own[position]?.from ?? 0) : (own.at(-1)?.to ?? call.open + 1);
    const comma = own.length === 0 ? text : position < own.length ? `${text}, ` : `, ${text}`;
    return { path: call.path, from: at, to: at, text: comma };
  };
  const edits = others.map((call) =>
    insert(call, language === 'python' ? Number.POSITIVE_INFINITY : count - bound, HANDED[language]),
  );
  return refactor('add-parameter', given, left, [insert(definition, count, ADDED[language]), ...edits]);
}

function renameParameter(given: Given): Refactor | null {
  const { symbol, texts, language } = given;
  if (language !== 'python' && language !== 'csharp') return null;
  const sign = language === 'python' ? '=' : ':';
  const definition = callAt(given, symbol.definition);
  if (definition === null) return null;
  const names = parts(definition.text, definition.open, definition.close, definition.quotes).flatMap(
    ({ text, from }) => {
      const name = (language === 'python' ? /^\s*([a-z]\w{2,})\b/ : / ([a-z]\w{2,})(?: = .*)?$/).exec(text)?.[1];
      return name === undefined || name === 'self' ? [] : [{ name, at: from + text.indexOf(name) }];
    },
  );
  const named = (call: Call, name: string) =>
    parts(call.text, call.open, call.close, call.quotes).find(({ text }) =>
      new RegExp(`^\\s*${name}${sign}`).test(text),
    );
  const wanted = names.find(({ name }) =>
    symbol.calls.some((spot) => {
      const call = callAt(given, spot);
      return call !== null && named(call, name) !== undefined;
    }),
  );
  if (wanted === undefined || isLoose(definition)) return null;
  const { name } = wanted;
  const found = callsOf(given, (call) => named(call, name) !== undefined);
  if (found === null) return null;
  const open = definition.text.indexOf('{', definition.close);
  const [start, end] =
    language === 'python'
      ? bodyOf(texts.get(definition.path) ?? '', definition)
      : [definition.close, closing(definition.text, open, definition.quotes)];
  const body = definition.text.slice(start, end);
  const uses = [...body.matchAll(new RegExp(`(?<![.\\w'"])${name}(?![\\w'"]|=[^=])`, 'g'))];
  return refactor('rename-parameter', given, found.left, [
    { path: definition.path, from: wanted.at, to: wanted.at + name.length, text: `new_${name}` },
    ...uses.map(({ index }) => ({
      path: definition.path,
      from: start + index,
      to: start + index + name.length,
      text: `new_${name}`,
    })),
    ...found.others
      .filter((call) => call.path !== definition.path || call.at < start || call.at >= end)
      .flatMap((call) => {
        const part = named(call, name);
        const at = part === undefined ? 0 : part.from + part.text.indexOf(name);
        return part === undefined ? [] : [{ path: call.path, from: at, to: at + name.length, text: `new_${name}` }];
      }),
  ]);
}

/** From behind the parameters to where the indentation ends. */
function bodyOf(text: string, { at, close }: Call): [number, number] {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  const start = text.indexOf('\n', close);
  const behind = text.slice(start).search(new RegExp(`\\n {0,${indent}}[^\\s#)]`));
  return [start, behind === -1 ? text.length : start + behind];
}

function dropField(given: Given): Refactor | null {
  const { symbol, texts, language } = given;
  const { path, at } = symbol.definition;
  const text = texts.get(path) ?? '';
  const left = symbol.calls[Math.floor(given.chance() * symbol.calls.length)];
  if (left === undefined) return null;
  const others = symbol.calls.filter((spot) => spot !== left);
  const [from, to] = [text.lastIndexOf('\n', at) + 1, text.indexOf('\n', at)];
  const isRename = given.chance() < 0.5;
  const end = at + symbol.name.length;
  const gone = { path, from, to, text: language === 'python' ? '        pass' : '' };
  const definition = isRename ? { path, from: at, to: end, text: `${symbol.name}Now` } : gone;
  return refactor('drop-field', given, left, [
    definition,
    ...others.map((spot) => ({
      path: spot.path,
      from: spot.at,
      to: spot.at + symbol.name.length,
      text: `${symbol.name}Now`,
    })),
  ]);
}

function isStatement(call: Call): boolean {
  const line = call.text.slice(call.text.lastIndexOf('\n', call.at) + 1, call.at);
  return /^\s*[\w.]*$/.test(line) && /^\s*;?\s*(?:\n|$)/.test(call.text.slice(call.close + 1, call.close + 40));
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

function changeAnswer(given: Given): Refactor | null {
  const found = callsOf(
    given,
    (call) =>
      !isStatement(call) && !/\bawait\s+$/.test(call.text.slice(0, beginning(call))) && !isRecursion(given, call),
  );
  if (found === null) return null;
  const { definition, others } = found;
  const { text, path, close } = definition;
  const insert = (at: number, what: string, file = path): Edit => ({ path: file, from: at, to: at, text: what });
  const awaited = others.flatMap((call) => {
    const isLookedInto = /^[.![]/.test(call.text.slice(call.close + 1));
    const before = insert(beginning(call), isLookedInto ? '(await ' : 'await ', call.path);
    return isLookedInto ? [before, insert(call.close + 1, ')', call.path)] : [before];
  });
  const line = text.lastIndexOf('\n', definition.at) + 1;
  const done = (edits: readonly Edit[]) => refactor('change-answer', given, found.left, edits);
  if (given.language === 'script') {
    const head = text.slice(line, definition.at);
    if (/\basync\b|\bget\b/.test(head)) return null;
    const type = /^: ([^{\n]+) \{/.exec(text.slice(close + 1))?.[1];
    if (type === undefined || /\bis\b|^void$|^asserts|Promise|Iterator|Generator/.test(type)) return null;
    const at = /\bfunction\b/.test(head) ? line + head.indexOf('function') : definition.at;
    return done([
      insert(at, 'async '),
      { path, from: close + 3, to: close + 3 + type.length, text: `Promise<${type}>` },
      ...awaited,
    ]);
  }
  if (given.language === 'rust') {
    const type = /^ -> ([\w&':<>, ]+) \{/.exec(text.slice(close + 1))?.[1];
    if (type === undefined || /\b(?:Option|Result|Self|impl|dyn)\b/.test(type)) return null;
    return done([
      { path, from: close + 5, to: close + 5 + type.length, text: `Option<${type}>` },
      ...others.map((call) => insert(call.close + 1, '.unwrap()', call.path)),
    ]);
  }
  if (given.language === 'csharp') {
    const head = text.slice(line, definition.at);
    const type = / ([\w.]+(?:<[\w<>, ?.]+>)?(?:\[\])?\??) $/.exec(head)?.[1];
    if (type === undefined || /\basync\b/.test(head) || /^(?:void|.*Task.*|I\w*Enumer\w+<.*)$/.test(type)) return null;
    const from = definition.at - type.length - 1;
    return done([{ path, from, to: from + type.length, text: `async Task<${type}>` }, ...awaited]);
  }
  if (given.language === 'java') {
    const type = /([\w<>[\], ?]+) $/.exec(
      text
        .slice(line, definition.at)
        .replace(/^\s*(?:(?:public|private|protected|static|final|synchronized) )*(?:<[^>]*> )?/, ''),
    )?.[1];
    // What a method is generic over stands before its type.
    if (type === undefined || type === 'void' || !/^\w[\w.]*(?:<[\w<>, ?.]+>)?(?:\[\])?$/.test(type)) return null;
    const from = definition.at - type.length - 1;
    return done([
      { path, from, to: from + type.length, text: `Optional<${type}>` },
      ...others.map((call) => insert(call.close + 1, '.get()', call.path)),
    ]);
  }
  const [start, end] =
    given.language === 'go' ? [close, closing(text, text.indexOf('{', close))] : bodyOf(text, definition);
  const body = text.slice(start, end);
  const returns = [...body.matchAll(/\n[\t ]+return\b([^\n]*)/g)];
  if (
    returns.length === 0 ||
    returns.some(([, value = '']) => value.trim() === '' || /[([{,]\s*$|,\s*[^)\]}]+$/.test(value))
  )
    return null;
  const more = (what: string) => returns.map(({ 0: whole, index }) => insert(start + index + whole.length, what));
  if (given.language === 'go') {
    const type = /^ ([\w.*[\]]+) \{/.exec(text.slice(close + 1))?.[1];
    const all = others.map((call) => ({ call, before: /(\b\w+) :?= $/.exec(call.text.slice(0, beginning(call))) }));
    if (type === undefined || all.some(({ before }) => before === null)) return null;
    return done([
      { path, from: close + 2, to: close + 2 + type.length, text: `(${type}, error)` },
      ...more(', nil'),
      ...all.map(({ call, before }) => insert((before?.index ?? 0) + (before?.[1]?.length ?? 0), ', _', call.path)),
    ]);
  }
  if (/\byield\b/.test(body) || /\basync $/.test(text.slice(line, definition.at - 4))) return null;
  if (given.chance() < 0.5) return done([insert(text.lastIndexOf('def', definition.at), 'async '), ...awaited]);
  return done([...more(', None'), ...others.map((call) => insert(call.close + 1, '[0]', call.path))]);
}
