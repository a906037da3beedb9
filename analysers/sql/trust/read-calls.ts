import type { GivenFact } from './given-fact.ts';

/** Functions that reach the server's files, other servers, or hash and encrypt. */
const WORTH_A_LOOK =
  /^(?:pg_read_(?:binary_)?file|pg_ls_dir|pg_stat_file|pg_file_(?:write|rename|unlink)|lo_(?:import|export)|dblink(?:_connect|_connect_u|_exec|_send_query)?|gen_salt|md5|digest|hmac|(?:pgp_sym_)?(?:encrypt|decrypt)(?:_bytea|_iv)?)$/;
const SECRET = /passw(?:or)?d|passwd|\bpwd\b|secret|token|api_?key|otp|reset_?code|session/i;
const WORTH_READING = /\b(?:pg_|lo_|dblink|gen_salt|md5|digest)\w{0,40}\s{0,9}\(|crypt\w{0,12}\s{0,9}\(|random/i;

/** Of one statement; each is written out to be looked at, with all below it. */
const MOST_CALLS = 100;

/** Whether a statement that only reads or writes rows may call one of them. */
export const mayCall = (text: string): boolean => WORTH_READING.test(text);

/** Calls anywhere in a statement; the parser bounds how deep it goes. */
export function readCalls(statement: unknown): GivenFact[] {
  const found: GivenFact[] = [];
  const open: unknown[] = [statement];
  for (let one = open.pop(); one !== undefined && found.length < MOST_CALLS; one = open.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    for (const [key, inner] of Object.entries(one)) {
      if (key === 'FuncCall') found.push(...called(inner));
      if (key === 'ColumnDef') found.push(...guessable(inner));
      open.push(inner);
    }
  }
  return found;
}

function called(call: unknown): GivenFact[] {
  const name = textsIn(field(call, 'funcname')).at(-1)?.toLowerCase() ?? '';
  if (!WORTH_A_LOOK.test(name)) return [];
  const args = field(call, 'args');
  const list: unknown[] = Array.isArray(args) ? args : [];
  const words = list.flatMap((one): string[] => {
    const texts = textsIn(one);
    const whole = JSON.stringify(one);
    if (whole.includes('"ColumnRef"') || whole.includes('"FuncCall"') || whole.includes('"ParamRef"'))
      return [`computed ${SECRET.test(texts.join(' ')) ? 'secret' : ''}`.trim()];
    return [texts[0] ?? ''];
  });
  return [{ kind: 'call', name, words }];
}

/** `token text DEFAULT md5(random()::text)` */
function guessable(column: unknown): GivenFact[] {
  const name = JSON.stringify(field(column, 'colname') ?? '')
    .slice(1, -1)
    .toLowerCase();
  if (!SECRET.test(name)) return [];
  const constraints = JSON.stringify(field(column, 'constraints') ?? []);
  return /"sval":"(?:random|setseed)"/.test(constraints) && constraints.includes('"CONSTR_DEFAULT"')
    ? [{ kind: 'guessable', name }]
    : [];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** Every text below, in order. */
function textsIn(value: unknown): string[] {
  return Array.from(JSON.stringify(value ?? '').matchAll(/"sval":("(?:[^"\\]|\\.)*")/g), ([, text = '""']) =>
    String(JSON.parse(text)),
  );
}
