import type { SecretRange } from '../secret-range.ts';
import { isHarmlessAddress, isPlaceholder, isStandInPassword } from '../placeholders.ts';

/** `scheme://user:password@host`, whatever the scheme: postgres, mongodb+srv, amqp, redis, https. */
const ADDRESS = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'`<>]{0,100}:([^\s@"'`<>/]{3,300})@[^\s"'`<>,;)]{1,200}/gi;
/** `jdbc:postgresql://host/name?user=a&password=b`. */
const IN_QUERY = /\bjdbc:[^\s"'`<>]{1,300}?[?&;](?:password|pwd)=([^&;\s"'`<>]{3,200})/gi;
/** `Server=host;Database=name;User Id=a;Password=b`: a row of settings that names a server or a user. */
const ROW = /[^\n"'`]{0,400}(?:server|data source|host|uid|user id|user|initial catalog|database)[ \t]{0,3}=[^\n"'`]{0,400}/gi;
const IN_ROW = /(?:^|[;\s])(?:password|pwd)[ \t]{0,3}=[ \t]{0,3}([^;\n"'`]{3,200})/gi;

const RULE = 'docket/address-with-password';
const MESSAGE = 'A password in an address';

/** Passwords in the addresses of databases, queues and pages. */
export function addressRanges(text: string): SecretRange[] {
  const found: SecretRange[] = [];
  const add = (match: RegExpMatchArray & { readonly index: number }, offset = 0): void => {
    const password = match[1] ?? '';
    const start = offset + match.index + match[0].indexOf(password, match[0].search(/[:=][^:=]*$/) < 0 ? 0 : 0);
    found.push({ start, end: start + password.length, rule: RULE, message: MESSAGE });
  };
  for (const match of text.matchAll(ADDRESS)) {
    if (isHarmlessAddress(match[0]) || isHarmless(match[1] ?? '')) continue;
    const start = match.index + match[0].indexOf(`:${match[1] ?? ''}@`, match[0].indexOf('://') + 3) + 1;
    found.push({ start, end: start + (match[1]?.length ?? 0), rule: RULE, message: MESSAGE });
  }
  for (const match of text.matchAll(IN_QUERY)) if (!isHarmless(match[1] ?? '') && !isLocal(match[0])) add(match);
  if (/pwd|password/i.test(text)) {
    for (const row of text.matchAll(ROW)) {
      if (!row[0].includes(';') || isLocal(row[0])) continue;
      for (const match of row[0].matchAll(IN_ROW)) if (!isHarmless(match[1] ?? '')) add(match, row.index);
    }
  }
  return found;
}

function isHarmless(password: string): boolean {
  return isPlaceholder(password) || isStandInPassword(password) || /[${}<>*]|^%|^\.+$|^[A-Z_]+$/.test(password);
}

const LOCAL = /(?:\/\/|=[ \t]*)(?:localhost|127\.0\.0\.1|\(local\)|\.|\(localdb\)\\?\w*|host\.docker\.internal|db|sqlserver|mssql|postgres|mysql)(?=[:/;,\\]|$)/i;

function isLocal(address: string): boolean {
  return LOCAL.test(address);
}
