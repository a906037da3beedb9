import { ENVIRONMENTS } from '../../rules/hostile/environments.ts';
import { plainGrammar } from '../plain/plain-grammar.ts';
import { plainKnowledge } from '../plain/plain-knowledge.ts';

const GRAMMAR = plainGrammar({
  exported: (text) => /^\s*(?:#\[[^\]]*\]\s*)*pub\b/.test(text),
  neverReturns: /^(?:panic|unreachable|todo|unimplemented|bail|process\.exit|std\.process\.exit)$/,
  adds: /^\+$/,
  answersLast: true,
});

/** What is known of Rust's libraries: the standard one, axum, actix-web, Rocket, warp. */
export const RUST_VALUES = plainKnowledge({
  grammar: GRAMMAR,
  environment: ENVIRONMENTS.rust,
  constant:
    /^(?:[A-Z][A-Z0-9_]*|(?:\w+\.)+[A-Z][A-Z0-9_]+|[A-Z]\w*\.[A-Z]\w*|(?:std\.)?env\.(?:consts|current_dir|temp_dir).*)$/,
  request:
    /^(?:httpRequest\.(?:query_string|headers|uri|path|match_info|cookie|connection_info|body|extensions|query|param)\(\)|(?:[\w.()]+\.)?(?:file_name|filename)\(\)$)/,
  declared: [
    {
      text: /:\s{0,8}&?(?:u(?:8|16|32|64|128|size)|i(?:8|16|32|64|128|size)|f32|f64|bool|char|Uuid|Duration|Instant|NaiveDate\w{0,20}|DateTime<.{0,200}|IpAddr|SocketAddr|(?:web::)?Path<(?:[ui]\d{1,3}|[ui]size|Uuid|\((?:[ui](?:\d{1,3}|size),?\s{0,4}){1,12}\))>)$/,
      is: 'scalar',
    },
    {
      text: /:\s{0,8}(?:\w{1,40}::){0,6}(?:Query|Form|Json|RawQuery|RawForm|HeaderMap|TypedHeader|Multipart|Bytes|LenientForm)(?:<|$)/,
      is: 'request',
    },
    { text: /:\s{0,8}(?:\w{1,40}::){0,6}Path</, is: 'request' },
    {
      text: /:\s*(?:&str|String|Option<&str|Option<String|PathBuf)/,
      is: 'request',
      of: /#\[(?:get|post|put|delete|patch|route)\(/,
    },
  ],
  roles: [{ text: /:\s{0,8}&?(?:mut\s{1,8})?(?:\w{1,40}::){0,6}(?:HttpRequest|Request)(?:<|$)/, name: 'httpRequest' }],
  converters: [
    {
      callee:
        /(?:^|\.)(?:len|count|is_empty|parse|to_bits|hash|elapsed|as_secs|as_millis|id|Uuid\.parse_str|Uuid\.new_v4|clamp|min|max|timestamp|as_u\d+|as_i\d+|as_f64|as_bool)$/,
      safeFor: 'everything',
    },
    { callee: /(?:^|\.)(?:file_name|sanitize_filename\.sanitize|sanitize)$/, safeFor: ['path'] },
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
    /^(?:String\.from|Some|Ok|Path\.new|PathBuf\.from|Cow\.\w+|Box\.new|Arc\.new|Url\.parse|.*\.(?:to_string|to_owned|clone|as_str|as_ref|as_deref|as_bytes|into|into_inner|unwrap|unwrap_or|unwrap_or_default|unwrap_or_else|expect|trim\w*|to_lowercase|to_uppercase|to_ascii_\w+|replace|replacen|split\w*|lines|get|get_all|iter|into_iter|map|and_then|ok|ok_or|ok_or_else|map_err|filter|next|nth|first|last|collect|borrow|deref|to_str|to_string_lossy|display|canonicalize|await|concat|repeat|strip_prefix|chars|decode|decode_utf8|as_path|to_path_buf|body))$/,
  joining: /^(?:.*\.join)$/,
  comparesSegments: /\.(?:canonicalize|join)\(/,
  accessors: /^(?:as_\w+|to_\w+|into_\w+|name|path|host|uri|query|id)$/,
  checks: [{ callee: /\.starts_with$/, of: 'receiver', fact: 'named' }],
  strict: /(?:^|\.)(?:Uuid\.parse_str)$/,
  parsesAddress: /^(?:Url\.parse|url\.Url\.parse|reqwest\.Url\.parse)$/,
  relativePath: /\.strip_prefix$/,
});
