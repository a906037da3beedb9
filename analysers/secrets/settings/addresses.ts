import type { SecretRange } from '../secret-range.ts';
import { isHarmlessAddress, isOfInside } from '../placeholders.ts';
import { isPutInPlace as isHarmless } from './harmless-password.ts';

/** `scheme://user:password@host`, whatever the scheme: postgres, mongodb+srv, amqp, redis, https. */
const ADDRESS = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'`<>]{0,100}:([^\s@"'`<>/]{3,300})@[^\s"'`<>,;)]{1,200}/gi;
/** `jdbc:postgresql://host/name?user=a&password=b`. */
const JDBC = /\bjdbc:[^\s"'`<>]{1,800}/gi;
const IN_QUERY = /[?&;](?:password|pwd)=([^&;]{3,200})/gi;
/** The password in `Server=host;Database=name;User Id=a;Password=b`. */
const IN_ROW = /(?:^|[;\s"'])(?:password|pwd)[ \t]{0,3}=[ \t]{0,3}([^;\s"'`]{3,200})/gi;
/** A row of settings names a server, a database or a user as well. */
const ROW = /(?:^|[;"'\s])(?:server|data source|host|uid|user id|user|username|initial catalog|database)[ \t]{0,3}=/i;
/** So far around a password the rest of its row is looked for. */
const ROW_LENGTH = 400;

const RULE = 'docket/address-with-password';
const MESSAGE = 'A password in an address';
/** The reviewer knows it by this name: nobody outside of the network reaches what it opens. */
export const RULE_INSIDE = 'docket/address-inside-with-password';

/** Passwords in the addresses of databases, queues and pages. */
export function addressRanges(text: string): SecretRange[] {
  const found: SecretRange[] = [];
  const add = (match: RegExpMatchArray & { readonly index: number }, from = 0): void => {
    const password = match[1] ?? '';
    const start = from + match.index + match[0].length - password.length;
    found.push({ start, end: start + password.length, rule: RULE, message: MESSAGE });
  };
  for (const match of text.matchAll(ADDRESS)) {
    if (isHarmlessAddress(match[0]) || isHarmless(match[1] ?? '')) continue;
    const start = match.index + match[0].indexOf(`:${match[1] ?? ''}@`, match[0].indexOf('://') + 3) + 1;
    const rule = isOfInside(match[0]) ? RULE_INSIDE : RULE;
    found.push({ start, end: start + (match[1]?.length ?? 0), rule, message: MESSAGE });
  }
  for (const { 0: address, index } of text.matchAll(JDBC)) {
    for (const match of address.matchAll(IN_QUERY))
      if (!isHarmless(match[1] ?? '') && !isLocal(address.slice(0, match.index))) add(match, index);
  }
  for (const match of text.matchAll(IN_ROW)) {
    const row = rowAround(text, match.index, match.index + match[0].length);
    if (
      row.includes(';') &&
      ROW.test(row) &&
      !isLocal(row) &&
      !isNothing(match[1] ?? '') &&
      !isHarmless(match[1] ?? '')
    )
      add(match);
  }
  return found;
}

function rowAround(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - ROW_LENGTH), start);
  const behind = text.slice(end, end + ROW_LENGTH);
  return `${before.slice(before.lastIndexOf('\n') + 1)}${text.slice(start, end)}${behind.split('\n', 1)[0] ?? ''}`;
}

const LOCAL =
  /(?:\/\/|=[ \t]*)(?:localhost|127\.0\.0\.1|\(local\)|\.|\(localdb\)\\?\w*|host\.docker\.internal|db|sqlserver|mssql|postgres|mysql)(?=[:/;,\\]|$)/i;

/** Variables that are declared side by side: `username = null, password = null`. */
const isNothing = (value: string): boolean => /^(?:null|nil|None|undefined|nullptr),?$/.test(value);

function isLocal(address: string): boolean {
  return LOCAL.test(address);
}
