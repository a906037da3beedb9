import type { Node } from 'libpg-query';

/** Functions of PostgreSQL that give another value for each row. */
const EACH =
  /^(?:random|random_normal|gen_random_uuid|gen_random_bytes|uuid_generate_v(?:1|1mc|4|7)|uuidv[47]|clock_timestamp|timeofday|nextval|txid_current|pg_sleep)$/;
/** Functions that are asked once for a statement: the value is stored in the catalogue, and no row is written. */
const ONCE =
  /^(?:now|statement_timestamp|transaction_timestamp|current_setting|timezone|date_trunc|date_part|make_(?:date|time|timestamp|timestamptz|interval)|to_(?:timestamp|date|char|number|json|jsonb)|jsonb?_build_(?:object|array)|jsonb?_object|array_fill|array_append|lower|upper|md5|sha(?:224|256|384|512)|concat|concat_ws|length|abs|floor|ceil|round|coalesce|trim|btrim|replace|repeat|encode|decode|string_to_array|uuid_nil|int[48]range|numrange|tsrange|tstzrange|daterange|point|box|hstore|to_tsvector)$/;

/** With what a default fills the rows that stand: the same value for all, one for each, or nobody here knows. */
export function fillOf(expression: Node): 'constant' | 'each' | 'unknown' {
  const names = [...functionsIn(expression)];
  if (names.some((name) => EACH.test(name))) return 'each';
  return names.every((name) => ONCE.test(name)) ? 'constant' : 'unknown';
}

/** Names of the functions that an expression calls; the parser bounds how deep it goes. */
function* functionsIn(value: unknown): Generator<string> {
  const open: unknown[] = [value];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    for (const [key, inner] of Object.entries(one)) {
      if (key === 'FuncCall') yield nameOf(inner);
      open.push(inner);
    }
  }
}

function nameOf(call: unknown): string {
  const names = typeof call === 'object' && call !== null && 'funcname' in call ? call.funcname : [];
  const last: unknown = Array.isArray(names) ? names.at(-1) : undefined;
  const text = typeof last === 'object' && last !== null && 'String' in last ? last.String : undefined;
  const said = typeof text === 'object' && text !== null && 'sval' in text ? text.sval : '';
  return typeof said === 'string' ? said.toLowerCase() : '';
}
