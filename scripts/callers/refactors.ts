import { bodyOf, type Call, callAt, callsOf, type Given, type Kind, refactor, type Refactor } from './calls.ts';
import { changeAnswer } from './change-answer.ts';
import { closing, type Edit, parts } from './edit-text.ts';
import type { Language } from './source-files.ts';

type Make = (given: Given) => Refactor | null;

/** Alters a definition and all its callers but one; null where the symbol does not lend itself to it. */
export const REFACTORS: Readonly<Record<Kind, Make>> = {
  'add-parameter': addParameter,
  'rename-parameter': renameParameter,
  'drop-field': dropField,
  'change-answer': changeAnswer,
};

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
