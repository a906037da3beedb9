import type { Syntax } from '../../../changed-code/syntax-node.ts';
import type { Call } from '../../values/grammar.ts';
import { NEEDS, type SinkRow, sinksOf, sqlSinks } from '../plain/make-sinks.ts';
import { HINT, STATEMENT_TEXT } from '../sql-text.ts';

const SHELL = /Command::new\(\s{0,9}"(?:\/(?:usr\/)?bin\/)?(?:ba|z|da)?sh"\s{0,9}\)/;
const OTHER_SHELL = /Command::new\(\s{0,9}"(?:cmd|powershell|pwsh)(?:\.exe)?"\s{0,9}\)/;
const TAKES_CODE = /"-\w{0,5}c"/;

/** `Command::new("sh").arg("-c").arg(script)`: what stands behind the script is handed to it as words. */
function isShell(call: Call, code: string): boolean {
  if (OTHER_SHELL.test(code)) return true;
  const around = functionAround(call.node);
  const name = /^\w{1,60}/.exec(call.callee)?.[0] ?? '';
  const isNamed =
    call.receiver?.text === name &&
    new RegExp(String.raw`\b${name}\s*=\s*(?:\w+::)*Command::new\(\s*"(?:/(?:usr/)?bin/)?(?:ba|z|da)?sh"`).test(
      around.text,
    );
  if (!SHELL.test(code) && !isNamed) return false;
  if (call.callee.endsWith('.args'))
    return TAKES_CODE.test(call.arguments[0]?.text ?? '') || isBehindFlag(call, around);
  return isBehindFlag(call, around);
}

/** Whether the last argument before this one is the flag. */
function isBehindFlag(call: Call, around: Syntax): boolean {
  const end = call.node.children[1]?.start ?? call.node.end;
  const before = around.text.slice(0, end - around.start).replace(/\.args?$/, '');
  const given = before.split(/\.args?\(/).at(-1) ?? '';
  return /^&?\[?"-\w{0,5}c",?\]?\)[;\w]*$/.test(given.replaceAll(/\s+/g, ''));
}

/** `["-c", script, word]`: the script; or the one value. */
function scriptsOf({ arguments: [first] }: Call): readonly Syntax[] {
  if (first === undefined) return [];
  const list = first.kind === 'cast_expression' ? (first.children[0] ?? first) : first;
  if (list.kind !== 'list_expression') return [first];
  const flag = list.children.findIndex(({ text }) => /^"(?:-\w{0,5}c|\/[cCkK]|-[cC]ommand)"$/.test(text));
  return flag === -1 ? list.children : list.children.slice(flag + 1, flag + 2);
}

function functionAround(node: Syntax): Syntax {
  let outer = node;
  while (outer.parent !== null && outer.kind !== 'function_declaration') outer = outer.parent;
  return outer;
}

/** Statements about tables and schemas take no parameters: their names are told where a stranger chooses them. */
const STRUCTURE = /^\s*(?:create|alter|drop|truncate|grant)\s/i;

const withoutStructure = (row: SinkRow): SinkRow =>
  row.takes?.need.begins === STATEMENT_TEXT
    ? { ...row, takes: { ...row.takes, need: { ...row.takes.need, begins: NO_STRUCTURE } } }
    : row;
const NO_STRUCTURE = new RegExp(
  `^(?!\\s*(?:create|alter|drop|truncate|grant)\\s)${STATEMENT_TEXT.source.slice(1)}`,
  'i',
);

/** Whether what is pushed is pushed on a builder of statements; other functions take nothing but parts of statements. */
function isPart(call: Call): boolean {
  if (!call.method.startsWith('push')) return true;
  const name = /^\w{1,60}$/.exec(call.receiver?.text ?? '')?.[0];
  const outer = functionAround(call.node);
  return (
    name !== undefined &&
    new RegExp(String.raw`\b${name}\s{0,3}(?::[^;=]{0,80}|=\s{0,3}(?:\w{1,40}::){0,4})QueryBuilder\b`).test(outer.text)
  );
}

/** Rust: what takes a value. */
export const RUST_VALUE_SINKS = sinksOf([
  {
    id: 'rs-shell',
    rule: 'command-injection',
    hint: /\.args?\(/,
    elsewhere: /Command::new/,
    takes: { of: 'call', name: /\.args?$/, values: scriptsOf, only: isShell, need: NEEDS.command },
  },
  {
    id: 'rs-program',
    rule: 'command-injection',
    hint: /Command::new\(/,
    takes: { of: 'call', name: /(?:^|\.)Command\.new$/, need: { purpose: 'command', needs: 'request' } },
  },
  ...sqlSinks(
    'rs',
    /(?:^|\.)(?:query|query_as|query_scalar|query_with|query_as_with|raw_sql|sql_query|execute|prepare|prepare_cached|batch_execute|simple_query|query_one|query_opt|query_row|query_map|execute_batch|exec|exec_drop|exec_map|query_drop|query_iter|query_first|fetch_all|fetch_one|execute_unprepared|QueryBuilder\.new)(?:\.<.{0,200}>)?$/,
    /\b(?:query|execute|prepare|sql_query|raw_sql|exec)\w{0,30}(?:::<|\()/,
  ).map(withoutStructure),
  {
    id: 'rs-sql-structure',
    rule: 'sql-injection',
    hint: HINT,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:query|raw_sql|sql_query|execute|batch_execute|simple_query|execute_batch|execute_unprepared)$/,
      tellText: true,
      need: { ...NEEDS.sqlPart, begins: STRUCTURE },
    },
  },
  ...sqlSinks('rs-backend', /(?:^|\.)Statement\.(?:from_string|from_sql_and_values)$/, /Statement::from_s/, {
    values: [1],
  }),
  {
    id: 'rs-sql-part',
    rule: 'sql-injection',
    hint: /sql::<|Expr::cust|QueryBuilder|\.push\(/,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:dsl\.)?sql(?:\.<.{0,100}>)?$|(?:^|\.)Expr\.cust(?:_with_values)?$|\.(?:push|push_unseparated)$/,
      only: isPart,
      need: NEEDS.sqlPart,
    },
  },
  {
    id: 'rs-remote-shell',
    rule: 'command-injection',
    hint: /"ssh"/,
    takes: {
      of: 'call',
      name: /\.args?$/,
      elements: true,
      only: (_, code) => /Command::new\(\s{0,9}"ssh"\s{0,9}\)/.test(code),
      need: { ...NEEDS.command, begins: /^\s*[\w./-]+\s+\S/ },
    },
  },
  {
    id: 'rs-archive',
    rule: 'archive-traversal',
    hint: /File::create|create_dir|fs::write|\.join\(/,
    elsewhere: /ZipArchive|tar::Archive|zip::/,
    unless: /enclosed_name|unpack_in|mangled_name/,
    takes: { of: 'call', name: /(?:^|\.)(?:File\.create|fs\.write|fs\.create_dir_all)$/, need: NEEDS.path },
  },
  {
    id: 'rs-path',
    rule: 'path-traversal',
    hint: /\b(?:fs|fs_err|File|NamedFile|ServeFile|OpenOptions|image)\b/,
    takes: {
      of: 'call',
      name: /^(?:(?:std|tokio|async_std|async_fs)\.)?(?:fs(?:_err)?\.(?:read\w*|write|remove_\w+|rename|copy|create_dir\w*|File\.\w+|hard_link)|File\.(?:open|create|create_new)|OpenOptions\.new\(\)[\w.()]{0,200}\.open|File\.options\(\)[\w.()]{0,200}\.open)$|^(?:\w+\.)*(?:NamedFile\.open(?:_async)?|ServeFile\.new|image\.open)$|^(?:read_to_string|remove_file|remove_dir_all|create_dir_all)$/,
      need: NEEDS.path,
    },
  },
  {
    id: 'rs-fetch',
    rule: 'server-side-request-forgery',
    hint: /reqwest|\.get\(|\.post\(|\.put\(|\.request\(|ureq|surf|TcpStream::connect/,
    takes: {
      of: 'call',
      name: /^(?:reqwest\.(?:blocking\.)?get|ureq\.(?:get|post|put)|surf\.(?:get|post)|isahc\.get|(?:\w+\.)*TcpStream\.connect)$|(?:[cC]lient|http|Client\.(?:new|default)\(\))\.(?:get|post|put|patch|delete|head|request)$/,
      values: (call) => (call.callee.endsWith('.request') ? call.arguments.slice(1, 2) : call.arguments.slice(0, 1)),
      need: NEEDS.address,
    },
  },
  {
    id: 'rs-html',
    rule: 'cross-site-scripting',
    hint: /\bHtml\(|RawHtml\(|PreEscaped\(|\.body\(|warp::reply::html/,
    takes: {
      of: 'call',
      name: /^(?:\w+\.)*(?:Html|RawHtml|PreEscaped|reply\.html)$/,
      need: NEEDS.htmlOfRequest,
    },
  },
  {
    id: 'rs-body-html',
    rule: 'cross-site-scripting',
    hint: /\.body\(/,
    takes: {
      of: 'call',
      name: /\.body$/,
      only: (_, code) => /text\/html|ContentType::html|Html\b/.test(code),
      need: NEEDS.html,
    },
  },
  {
    id: 'rs-redirect',
    rule: 'open-redirect',
    hint: /Redirect::|LOCATION|"[lL]ocation"/,
    takes: { of: 'call', name: /(?:^|\.)Redirect\.(?:to|temporary|permanent|found|see_other)$/, need: NEEDS.redirect },
  },
  {
    id: 'rs-location',
    rule: 'open-redirect',
    hint: /LOCATION|"[lL]ocation"/,
    takes: {
      of: 'call',
      name: /\.(?:insert_header|append_header|header)$/,
      values: (call) =>
        /LOCATION|"[lL]ocation"/.test(call.arguments[0]?.text ?? '')
          ? call.arguments[1] === undefined
            ? (call.arguments[0]?.children.slice(1, 2) ?? [])
            : [call.arguments[1]]
          : [],
      need: NEEDS.redirect,
    },
  },
  {
    id: 'rs-location-pair',
    rule: 'open-redirect',
    hint: /LOCATION/,
    takes: { of: 'entry', name: /(?:^|::)LOCATION$/, need: NEEDS.redirect },
  },
  {
    id: 'rs-template-added',
    rule: 'template-injection',
    hint: /add_raw_template|register_template_string|add_template|template_from/,
    takes: {
      of: 'call',
      name: /\.(?:add_raw_template|register_template_string|add_template(?:_owned)?|template_from_named_str)$/,
      values: [1],
      need: NEEDS.template,
    },
  },
  {
    id: 'rs-template',
    rule: 'template-injection',
    hint: /one_off|render_str|render_template|render_named_str|template_from_str/,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:Tera\.one_off|render_str|render_template|render_named_str|template_from_str)$/,
      need: NEEDS.template,
    },
  },
  {
    id: 'rs-library',
    rule: 'code-injection',
    hint: /Library::new|\.(?:eval|compile|run|load)\w{0,30}\(|\.(?:eval|compile|run)\w{0,30}::</,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:Library\.new|[lL]ua\w*(?:\.new\(\))?\.load|[eE]ngine\w*(?:\.new\(\))?\.(?:eval|compile|run)\w*)$/,
      need: NEEDS.code,
    },
  },
  {
    id: 'rs-filter',
    rule: 'query-injection',
    hint: /\.(?:streaming_)?search\(/,
    elsewhere: /\bldap3\b|[lL]dap/,
    takes: { of: 'call', name: /\.(?:streaming_)?search$/, values: [2], need: NEEDS.queryOfRequest },
  },
]);
