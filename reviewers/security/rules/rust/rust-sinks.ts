import type { Call } from '../../values/grammar.ts';
import { NEEDS, sinksOf, sqlSinks } from '../plain/make-sinks.ts';

const SHELL = /Command::new\(\s{0,9}"(?:\/(?:usr\/)?bin\/)?(?:ba|z|da)?sh"\s{0,9}\)/;
const OTHER_SHELL = /Command::new\(\s{0,9}"(?:cmd|powershell|pwsh)(?:\.exe)?"\s{0,9}\)/;
const TAKES_CODE = /"-\w{0,5}c"/;

/** `Command::new("sh").arg("-c").arg(script)`: the arguments of the whole chain, or of the command's name. */
function isShell(call: Call, code: string): boolean {
  if ((SHELL.test(code) && TAKES_CODE.test(code)) || OTHER_SHELL.test(code)) return true;
  const name = /^\w{1,60}/.exec(call.callee)?.[0] ?? '';
  let outer = call.node;
  while (outer.parent !== null && outer.kind !== 'function_declaration') outer = outer.parent;
  return (
    call.receiver?.text === name &&
    new RegExp(String.raw`\b${name}\s*=\s*(?:\w+::)*Command::new\(\s*"(?:/(?:usr/)?bin/)?(?:ba|z|da)?sh"`).test(
      outer.text,
    ) &&
    TAKES_CODE.test(outer.text)
  );
}

/** Rust. */
export const RUST_SINKS = sinksOf([
  {
    id: 'rs-shell',
    rule: 'command-injection',
    hint: /\.args?\(/,
    elsewhere: /Command::new/,
    takes: { of: 'call', name: /\.args?$/, elements: true, only: isShell, need: NEEDS.command },
  },
  {
    id: 'rs-program',
    rule: 'command-injection',
    hint: /Command::new\(/,
    takes: { of: 'call', name: /(?:^|\.)Command\.new$/, need: { purpose: 'command', needs: 'request' } },
  },
  ...sqlSinks(
    'rs',
    /(?:^|\.)(?:query|query_as|query_scalar|query_with|query_as_with|raw_sql|sql_query|execute|prepare|prepare_cached|batch_execute|simple_query|query_one|query_opt|query_row|query_map|execute_batch|exec|exec_drop|exec_map|query_drop|query_iter|query_first|fetch_all|fetch_one|from_string|execute_unprepared|QueryBuilder\.new|push)(?:\.<.{0,200}>)?$/,
    /\b(?:query|execute|prepare|sql_query|raw_sql|exec)\w{0,30}(?:::<|\()/,
  ),
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
    hint: /\b(?:fs|File|NamedFile|OpenOptions)\b/,
    takes: {
      of: 'call',
      name: /^(?:(?:std|tokio|async_std)\.)?(?:fs\.(?:read\w*|write|remove_\w+|rename|copy|create_dir\w*|metadata|File\.\w+|canonicalize|hard_link)|File\.(?:open|create|create_new))$|^(?:\w+\.)*NamedFile\.open(?:_async)?$/,
      need: NEEDS.path,
    },
  },
  {
    id: 'rs-fetch',
    rule: 'server-side-request-forgery',
    hint: /reqwest|\.get\(|\.post\(|ureq|surf|TcpStream::connect/,
    takes: {
      of: 'call',
      name: /^(?:reqwest\.(?:blocking\.)?get|ureq\.(?:get|post|put)|surf\.(?:get|post)|isahc\.get|(?:\w+\.)*TcpStream\.connect)$|(?:[cC]lient|http|Client\.new\(\))\.(?:get|post|put|delete|head|request)$/,
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
    id: 'rs-template',
    rule: 'template-injection',
    hint: /one_off|render_str|render_template|from_str/,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:Tera\.one_off|render_str|render_template|render_named_str)$/,
      need: NEEDS.template,
    },
  },
  {
    id: 'rs-library',
    rule: 'code-injection',
    hint: /Library::new|\.eval\(|\.load\(/,
    takes: { of: 'call', name: /(?:^|\.)(?:Library\.new|lua\.load|engine\.eval\w*)$/, need: NEEDS.code },
  },
  {
    id: 'rs-tls',
    rule: 'certificate-check-off',
    hint: /danger_accept_invalid|SslVerifyMode::NONE|dangerous\(\)|with_custom_certificate_verifier/,
    shows: {
      kind: /^call_expression$/,
      text: /\.danger_accept_invalid_(?:certs|hostnames)\(true\)$|\.set_verify\((?:\w+::)*SslVerifyMode::NONE\)$/,
    },
  },
  {
    id: 'rs-verifier',
    rule: 'certificate-check-off',
    hint: /fn verify_server_cert/,
    shows: {
      kind: /^function_declaration$/,
      text: /^fnverify_server_cert\(.{0,600}\{Ok\((?:\w+::)*ServerCertVerified::assertion\(\)\)\}$/,
    },
  },
  {
    id: 'rs-cipher',
    rule: 'weak-cipher',
    hint: /\b(?:des|rc4|ecb|Cipher)\b/i,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:\w+::)*Cipher::(?:des_\w+|rc4|aes_\d+_ecb|bf_\w+)\(\)$|^(?:Des|TdesEde3|Rc4\w*|ecb::Encryptor\w*)(?:::<.{0,80}>)?::new(?:_from_slice)?\(/,
    },
  },
  {
    id: 'rs-password-hash',
    rule: 'weak-hash',
    hint: /md5|Md5|Sha1/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:md5::compute|(?:Md5|Sha1)::digest)\([&\w.()]{0,80}(?:password|passwd|passphrase)/i,
    },
  },
  {
    id: 'rs-token',
    rule: 'unverified-token',
    hint: /insecure_disable_signature_validation|dangerous_insecure_decode|insecure_decode/,
    shows: {
      kind: /^call_expression$/,
      text: /(?:^|\.|::)(?:insecure_disable_signature_validation|dangerous_insecure_decode\w*|insecure_decode)(?:::<.{0,80}>)?\(/,
    },
  },
]);
