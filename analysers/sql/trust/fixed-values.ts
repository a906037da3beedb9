import type { BodyToken } from './body-tokens.ts';

/** Names of values that others may choose. */
export type Chosen = ReadonlySet<string>;

/** What returns a text that is quoted, or none of what it is given. */
const QUOTES =
  /^(?:quote_(?:ident|literal|nullable)|to_regclass|to_regproc|to_regtype|count|length|char_length|array_length|cardinality|md5|now|nextval|currval|hashtext|encode|extract|date_trunc|age|to_char)$/;
/** Types whose texts hold no quote. */
const PLAIN_TYPE =
  /^(?:int[248]?|integer|bigint|smallint|serial|bigserial|numeric|decimal|real|double|float[48]?|bool|boolean|uuid|oid|reg\w{1,20}|date|time|timestamp|timestamptz|timetz|interval|money|inet|cidr|macaddr)$/;

/** Whether texts of a type hold no quote. */
export const isPlainType = (type: string): boolean => PLAIN_TYPE.test(type);

const MOST_DEPTH = 20;

/** The first value that others may choose and that becomes part of the text as it is; null where there is none. */
export function chosenIn(tokens: readonly BodyToken[], all: Chosen, depth = 0): string | null {
  if (depth > MOST_DEPTH) return null;
  let chosen = all;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    // What a CASE asks for is not what it gives.
    if (token.kind === 'name' && /^(?:case|when)$/.test(token.text)) {
      const then = thenOf(tokens, at);
      const condition = tokens.slice(at, then);
      if (condition.some(({ kind, text }) => kind === 'name' && /^(?:in|any)$/.test(text)))
        chosen = without(chosen, condition);
      at = then;
      continue;
    }
    // Of a query the values count, not where they come from.
    if (
      token.kind === 'name' &&
      token.text === 'from' &&
      tokens.some(({ kind, text }) => kind === 'name' && text === 'select')
    ) {
      at = endOfLevel(tokens, at);
      continue;
    }
    if (token.kind !== 'name') continue;
    const chain = chainAt(tokens, at);
    const next = tokens[chain.end];
    if (next?.text === '(' && next.kind === 'sign') {
      const close = endOfLevel(tokens, chain.end + 1);
      const found = inCall(chain.names.at(-1) ?? '', tokens.slice(chain.end + 1, close), chosen, depth);
      if (found !== null && !isCastPlain(tokens, close + 1)) return found;
      at = close;
      continue;
    }
    at = chain.end - 1;
    if (isCastPlain(tokens, chain.end)) continue;
    const [first = '', last = first] = [chain.names[0], chain.names.at(-1)];
    if (
      chosen.has(first) ||
      (chain.names.length > 1 && chosen.has(chain.names.join('.'))) ||
      (chain.names.length > 1 && chosen.has(`*.${last}`))
    )
      return chain.names.join('.');
  }
  return null;
}

function inCall(name: string, args: readonly BodyToken[], chosen: Chosen, depth: number): string | null {
  if (QUOTES.test(name)) return null;
  if (name === 'current_setting') return 'current_setting(…)';
  if (name === 'cast' && isPlainType(args.findLast(({ kind }) => kind === 'name')?.text ?? '')) return null;
  if (name !== 'format') return chosenIn(args, chosen, depth + 1);
  const [template = [], ...values] = splitAt(args, ',');
  const [only, ...others] = template;
  if (only?.kind !== 'text' || others.length > 0) return chosenIn(args, chosen, depth + 1);
  return inFormat(only.text, values, (one) => chosenIn(one, chosen, depth + 1));
}

/** The values of `%s`; those of `%I` and `%L` are quoted. */
function inFormat(
  template: string,
  values: readonly (readonly BodyToken[])[],
  chosenOf: (value: readonly BodyToken[]) => string | null,
): string | null {
  let next = 0;
  for (const [, place, kind = ''] of template.matchAll(/%(?:(\d{1,3})\$)?-?\d{0,5}([%sIL])/g)) {
    if (kind === '%') continue;
    const index = place === undefined ? next : Number(place) - 1;
    next = index + 1;
    const found = kind === 's' ? chosenOf(values[index] ?? []) : null;
    if (found !== null) return found;
  }
  return null;
}

/** Tokens split where a sign stands outside of brackets. */
function splitAt(tokens: readonly BodyToken[], sign: string): (readonly BodyToken[])[] {
  const parts: BodyToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'sign' && /^[([]$/.test(token.text)) depth += 1;
    if (token.kind === 'sign' && /^[)\]]$/.test(token.text)) depth -= 1;
    if (depth === 0 && token.kind === 'sign' && token.text === sign) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function thenOf(tokens: readonly BodyToken[], from: number): number {
  for (let at = from + 1; at < tokens.length; at += 1)
    if (tokens[at]?.kind === 'name' && tokens[at]?.text === 'then') return at;
  return tokens.length;
}

/** A list of what is allowed settles what is compared with it. */
function without(chosen: Chosen, condition: readonly BodyToken[]): Chosen {
  const named = new Set(condition.flatMap(({ kind, text }) => (kind === 'name' ? [text] : [])));
  return new Set([...chosen].filter((one) => !named.has(one.replace('*.', ''))));
}

/** Where the brackets around a place end. */
function endOfLevel(tokens: readonly BodyToken[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'sign') continue;
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth < 0) return at;
  }
  return tokens.length;
}

function chainAt(
  tokens: readonly BodyToken[],
  from: number,
): { readonly names: readonly string[]; readonly end: number } {
  const names = [tokens[from]?.text ?? ''];
  let end = from + 1;
  while (tokens[end]?.text === '.' && tokens[end + 1]?.kind === 'name') {
    names.push(tokens[end + 1]?.text ?? '');
    end += 2;
  }
  return { names, end };
}

function isCastPlain(tokens: readonly BodyToken[], at: number): boolean {
  return tokens[at]?.text === '::' && isPlainType(tokens[at + 1]?.text ?? '');
}
