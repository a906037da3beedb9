import { parseSync } from 'libpg-query';
import { refusedBecause } from '../refused.ts';
import { splitStatements } from '../split-statements.ts';
import { bodyTokens } from './body-tokens.ts';
import { mayCall } from './read-calls.ts';
import { type ReadFunction, readFunction } from './read-functions.ts';
import type { GivenFact } from './given-fact.ts';
import { readTrust } from './read-trust.ts';

/** A fact, or a reason why silence says nothing, with the offsets of its statement. */
export interface TrustFound {
  readonly fact?: GivenFact;
  readonly unread?: string;
  /** Where it can be shown. */
  readonly at: number;
  readonly end: number;
}

/** Rows, in whatever dialect: nothing but calls in them can hand out rights. */
const DATA = /^(?:insert|select|update|delete|with|values|merge|replace)\b/i;
/** What psql runs on the machine where it runs itself. */
const PSQL = /^[ \t]{0,20}\\(?:!|copy\b|[go][ \t]{0,20}\|)/gim;
const IN_BODY =
  /\b(?:grant|role|user|policy|security|program|extension|privileges|trigger|password|system|pg_\w{1,40}|lo_\w{1,20}|dblink\w{0,30}|gen_salt|md5|digest|\w{0,20}crypt\w{0,10})\b/i;
const OPENS = /^(?:begin|then|else|loop|declare)$/;
/** Languages whose bodies are read here, or that have none. */
const READ_LANGUAGES = /^(?:sql|plpgsql|c|internal)$/;

const MOST_STATEMENTS = 20_000;
const MOST_OF_A_STATEMENT = 200_000;
const MOST_DEPTH = 3;

/** What a text of SQL does to who may do what, statement by statement. */
export function findTrust(text: string): TrustFound[] {
  const statements = splitStatements(text).filter((one) => !DATA.test(one.text) || mayCall(one.text));
  const found = statements
    .slice(0, MOST_STATEMENTS)
    .flatMap(({ text: statement, start }) => inStatement(statement, start, start + statement.length));
  for (const { index } of text.matchAll(PSQL))
    found.push({ unread: 'has a command of psql that may run a program', at: index, end: index });
  const rest = statements[MOST_STATEMENTS];
  if (rest !== undefined) found.push({ unread: 'has more statements than are read', at: rest.start, end: rest.start });
  return found;
}

function inStatement(text: string, start: number, end: number): TrustFound[] {
  if (text.length > MOST_OF_A_STATEMENT) return [{ unread: 'is too long', at: start, end }];
  try {
    return parsed(text, { start, end, depth: 0 });
  } catch (cause) {
    return [{ unread: refusedBecause(cause), at: start, end }];
  }
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/** @throws Error where PostgreSQL would refuse the text. */
function parsed(text: string, { start, end, depth }: Place): TrustFound[] {
  if (depth > MOST_DEPTH) return [{ unread: 'nests programs deeper than they are read', at: start, end }];
  return (parseSync(text).stmts ?? []).flatMap(({ stmt }) => {
    if (stmt === undefined) return [];
    const said = readFunction(stmt);
    return [
      ...readTrust(stmt).map((fact) => ({ fact, at: start, end })),
      ...(said === null ? [] : inFunction(said, text, { start, end, depth })),
    ];
  });
}

function inFunction(said: ReadFunction, text: string, { start, end, depth }: Place): TrustFound[] {
  const { facts, body, language, inBody, sent } = said;
  // A body between single quotes with doubled ones in it stands nowhere as it is.
  const inText = body === '' ? -1 : text.indexOf(body);
  const at = (offset: number): number => (inText === -1 ? start : start + inText + offset);
  const settles = /\bsearch_path\b/i.test(body);
  return [
    ...facts.map((fact) => ({
      fact: settles ? { ...fact, words: [...(fact.words ?? []), 'path'] } : fact,
      at: start,
      end,
    })),
    ...inBody.map((one) => ({ fact: one.fact, at: at(one.at), end })),
    ...(language === '' || READ_LANGUAGES.test(language)
      ? []
      : [{ unread: `has a function in ${language}`, at: start, end }]),
    ...piecesOf(body).flatMap((piece) => tried(piece.text, { start: at(piece.at), end, depth: depth + 1 })),
    ...sent.flatMap((piece) => tried(piece.text, { start: at(piece.at), end, depth: depth + 1 })),
  ];
}

/** The statements of SQL in a body. */
function piecesOf(body: string): { readonly text: string; readonly at: number }[] {
  return splitStatements(body).flatMap(({ text, start }) => {
    if (!IN_BODY.test(text)) return [];
    const tokens = bodyTokens(text);
    const from = tokens.findLastIndex(({ kind, text: word }) => kind === 'name' && OPENS.test(word)) + 1;
    const value = tokens.findIndex(({ text: sign }, index) => index >= from && sign === ':=') + 1;
    const first = tokens[Math.max(from, value)];
    if (first === undefined) return [];
    const rest = text.slice(first.at).replace(/^(?:perform|return(?:\s{1,20}query)?)\b/i, 'SELECT');
    return [{ text: value > 0 ? `SELECT ${rest}` : rest, at: start + first.at }];
  });
}

/** What a piece of a program says, where it is a statement: much of a body is none. */
function tried(text: string, place: Place): TrustFound[] {
  try {
    return parsed(text, place);
  } catch (cause) {
    refusedBecause(cause);
    return [];
  }
}
