import { ENVIRONMENTS } from '../../rules/hostile/environments.ts';
import type { Parameter } from '../grammar.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Syntax } from '../../../changed-code/syntax-node.ts';
import { plainGrammar } from '../plain/plain-grammar.ts';
import { plainKnowledge } from '../plain/plain-knowledge.ts';

const GRAMMAR = plainGrammar({
  exported: (text) => /^\s*(?:#\[[^\]]*\]\s*)*pub\b/.test(text),
  neverReturns: /^(?:panic|unreachable|todo|unimplemented|bail|process\.exit|std\.process\.exit)$/,
  adds: /^\+$/,
  answersLast: true,
});

const RUST = plainKnowledge({
  grammar: GRAMMAR,
  environment: ENVIRONMENTS.rust,
  constant:
    /^(?:[A-Z][A-Z0-9_]*|(?:\w+\.)+[A-Z][A-Z0-9_]+|[A-Z]\w*\.[A-Z]\w*|(?:std\.)?env\.(?:consts|current_dir|temp_dir).*)$/,
  request:
    /^(?:httpRequest\.(?:query_string|headers|uri|path|match_info|cookie|connection_info|body|query|queries|param|params|form|path_params|into_inner|get_ref|metadata|into_body)\(\)|(?:[\w.()]{1,200}\.)?(?:file_name|filename|get_filename|raw_name|dangerous_unsafe_unsanitized_raw)\(\)$|(?:[\w.()]{1,200}\.)?(?:by_(?:index|name)\w{0,10}\(\)\.name|entries\(\)(?:\.\w{1,20}\(\))?\.(?:path|path_bytes|filename))\(\)|(?:[\w]{1,60}\.){1,4}metadata\.file_name)/,
  declared: [
    {
      text: /:\s{0,8}&?(?:u(?:8|16|32|64|128|size)|i(?:8|16|32|64|128|size)|f32|f64|bool|char|Uuid|Duration|Instant|NaiveDate\w{0,20}|DateTime<.{0,200}|IpAddr|SocketAddr|(?:web::)?Path<(?:[ui]\d{1,3}|[ui]size|Uuid|\((?:[ui](?:\d{1,3}|size),?\s{0,4}){1,12}\))>)$/,
      is: 'scalar',
    },
    {
      text: /:\s{0,8}(?:\w{1,40}::){0,6}(?:Query|Form|Json|RawQuery|RawForm|HeaderMap|TypedHeader|Multipart|Bytes|LenientForm|Field|TempFile|LambdaEvent|TypedMultipart|MultipartForm)(?:<|$)/,
      is: 'request',
    },
    { text: /:\s{0,8}(?:\w{1,40}::){0,6}Path</, is: 'request' },
    {
      text: /:\s*(?:&(?:'\w{1,20}\s)?str|String|Option<&str|Option<String)/,
      is: 'request',
      of: /#\[(?:rocket::)?(?:get|post|put|delete|patch|route)\(/,
    },
    // Rocket takes no path that leaves the folder.
    { text: /:\s{0,8}PathBuf/, is: 'one-segment', of: /#\[(?:rocket::)?(?:get|post|put|delete|patch|route)\(/ },
  ],
  roles: [{ text: /:\s{0,8}&?(?:mut\s{1,8})?(?:\w{1,40}::){0,6}(?:HttpRequest|Request)(?:<|$)/, name: 'httpRequest' }],
  converters: [
    {
      callee:
        /(?:^|\.)(?:len|count|is_empty|(?<!\b(?:Url|Uri)\.)parse|to_bits|hash|elapsed|as_secs|as_millis|id|Uuid\.parse_str|Uuid\.new_v4|clamp|min|max|timestamp|as_u\d+|as_i\d+|as_f64|as_bool)$/,
      safeFor: 'everything',
    },
    {
      callee:
        /(?:^|(?<!field|part|upload|multipart|item|data|file|attachment)\.)file_name$|(?:^|\.)(?:sanitize_filename\.sanitize|sanitize|enclosed_name|mangled_name)$/,
      safeFor: ['path'],
    },
    {
      callee: /(?:^|\.)(?:shell_escape|shlex\.(?:quote|try_quote|join|try_join)|escape\.escape|quote)$/,
      safeFor: ['command'],
    },
    {
      callee: /(?:^|\.)(?:encode_text|encode_safe|escape_html|html_escape\.\w+|escape|clean|ammonia\.clean)$/,
      safeFor: ['html'],
    },
    {
      callee: /(?:^|\.)(?:urlencoding\.encode|utf8_percent_encode|byte_serialize)$/,
      safeFor: ['address', 'redirect', 'html', 'path'],
    },
    { callee: /(?:^|\.)(?:quote_ident|quote_literal|escape_identifier|escape_literal)$/, safeFor: ['sql'] },
    { callee: /(?:^|\.)regex\.escape$/, safeFor: ['pattern'] },
  ],
  passing:
    /^(?:String\.from|Some|Ok|Path\.new|PathBuf\.from|Cow\.\w+|Box\.new|Arc\.new|Url\.parse|.*\.(?:to_string|to_owned|clone|as_str|as_ref|as_deref|as_bytes|into|into_inner|unwrap|unwrap_or|unwrap_or_default|unwrap_or_else|expect|trim\w*|to_lowercase|to_uppercase|to_ascii_\w+|replace|replacen|split\w*|lines|get|get_all|next_field|try_next|get_mut|remove|cloned|copied|take|pop|find|rsplit\w*|map_or|map_or_else|or|or_else|flatten|filter_map|flat_map|enumerate|skip|rev|zip|to_vec|into_boxed_str|into_string|as_mut|as_mut_str|into_bytes|string|text|to_url|iter|into_iter|map|and_then|ok|ok_or|ok_or_else|map_err|filter|next|nth|first|last|collect|borrow|deref|to_str|to_string_lossy|display|canonicalize|await|concat|repeat|strip_prefix|chars|decode|decode_utf8|as_path|to_path_buf|body))$/,
  joining: /^(?:.*\.join)$/,
  joinsLists: true,
  comparesSegments: /\.(?:canonicalize|join)\(/,
  accessors: /^(?:as_\w+|to_\w+|into_\w+|name|path|host|uri|query|id)$/,
  checks: [
    { callee: /\.starts_with$/, of: 'receiver', fact: 'named' },
    { callee: /\.(?:domain|host_str|host)\(\)\.is_some_and$/, of: 'receiver', fact: 'host', written: /==/ },
    { callee: /\.components\(\)\.any$/, of: 'receiver', fact: 'inside', when: false, written: /ParentDir|Normal/ },
    { callee: /\.components\(\)\.all$/, of: 'receiver', fact: 'inside', written: /Normal/ },
    {
      callee: /\.(?:chars|bytes)\(\)\.all$/,
      of: 'receiver',
      fact: 'shaped',
      written:
        /is_(?:ascii_)?(?:alphanumeric|digit|hexdigit|alphabetic|lowercase|uppercase|numeric)(?!.*(?:'[./\\'"]'|\|\|!))/,
    },
  ],
  strict: /(?:^|\.)(?:Uuid\.parse_str)$/,
  parsesAddress: /^(?:Url\.parse|url\.Url\.parse|reqwest\.Url\.parse)$/,
  relativePath: /\.strip_prefix$/,
});

/** What is known of Rust's libraries: the standard one, axum, actix-web, Rocket, warp. */
export const RUST_VALUES: Knowledge = {
  ...RUST,
  role: (parameter, fn) => (isOfClient(parameter, fn) ? null : RUST.role(parameter, fn)),
  parameter: (parameter, fn) => {
    if (isNumberOfTuple(parameter)) return 'scalar';
    return RUST.parameter(parameter, fn) ?? (isOfFilter(parameter, fn) ? 'request' : null);
  },
};

const NUMBER = /^(?:[ui](?:8|16|32|64|128|size)|f32|f64|bool|char|(?:uuid::)?Uuid|NaiveDate)$/;

/** `Path((name, id)): Path<(String, u32)>`: whether this one is a number. */
function isNumberOfTuple({ name, node }: Parameter): boolean {
  const [, names = '', types = ''] =
    /^[\w:]{1,60}\s*\(\s*\(([^()]{1,300})\)\s*\)\s*:\s*[\w:]{1,60}<\s*\(([^()]{1,300})\)\s*>$/.exec(node.text) ?? [];
  const listed = (text: string): string[] => text.split(',').map((one) => one.trim().replace(/^mut\s+/, ''));
  const at = listed(names).indexOf(name);
  return at !== -1 && NUMBER.test(listed(types)[at] ?? '');
}

const SERVES =
  /\b(?:axum|actix_web|actix|rocket|warp|tonic|poem|salvo|tide|lambda_http|lambda_runtime|hyper::(?:server|service)|service_fn|HttpResponse|http_body_util|vercel_runtime|worker)\b/;

/** Whether a request is one that this program makes. */
function isOfClient({ node }: Parameter, fn: Syntax): boolean {
  if (/\b(?:client|reqwest|aws_\w+)::/.test(node.text)) return true;
  let root = fn;
  while (root.parent !== null) root = root.parent;
  return !/Request\s*</.test(node.text) && !SERVES.test(root.text);
}

/** What warp hands to a function that stands in, or is named by, a chain of filters. */
function isOfFilter({ node }: Parameter, fn: Syntax): boolean {
  if (/:\s*&/.test(node.text) || RUST_PARTS.test(node.text)) return false;
  const call = fn.parent?.kind === 'arguments' ? fn.parent.parent : null;
  if (call !== null)
    return (
      /\bwarp::(?:path|query|body|header|get|post)|\bpath!/.test(call.text.slice(0, 2000)) &&
      /\.(?:map|and_then|then)$/.test(call.children[0]?.text ?? '')
    );
  const name = fn.kind === 'function_declaration' ? fn.children[0]?.text : undefined;
  let root = fn;
  while (root.parent !== null) root = root.parent;
  return (
    name !== undefined &&
    /\bwarp::/.test(root.text) &&
    new RegExp(String.raw`\.(?:map|and_then|then)\(\s{0,20}(?:\w{1,40}::){0,5}${name}\s{0,20}\)`).test(root.text)
  );
}

/** Pools, states and senders that a chain hands on beside what the client wrote. */
const RUST_PARTS =
  /:\s{0,5}(?:\w{1,40}::){0,5}(?:Arc|Pool|PgPool|Sqlite\w*|Db|Database|State|Sender|Config|Store|Client|Connection)\b/;
