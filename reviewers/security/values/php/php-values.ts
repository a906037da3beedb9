import { ENVIRONMENTS } from '../../rules/hostile/environments.ts';
import { plainGrammar } from '../plain/plain-grammar.ts';
import { plainKnowledge } from '../plain/plain-knowledge.ts';

const GRAMMAR = plainGrammar({
  exported: (text) => !/\bprivate\b/.test(/^[^(]*/.exec(text)?.[0] ?? ''),
  neverReturns: /^(?:exit|die|abort|redirect|wp_die)$/,
  adds: /^\.$/,
});

const FRAMEWORK = String.raw`(?:get|query|input|post|all|request|header|headers|cookie|cookies|string|json|only|validated|route|file|getContent|getQueryParams|getParsedBody|getQueryParam|getParsedBodyParam|getCookieParams|getAttribute|getHeaderLine|getHeader|getBody|getUri|getUploadedFiles|getPathInfo|getRequestUri|path|fullUrl|getQueryString|getVar|getPost|getGet|getPostGet)`;

/** What is known of PHP's libraries: its own functions, Laravel, Symfony, PSR-7 and Slim. */
export const PHP_VALUES = plainKnowledge({
  grammar: GRAMMAR,
  environment: ENVIRONMENTS.php,
  constant:
    /^(?:[A-Z][A-Z0-9_]*|__(?:DIR|FILE|CLASS|LINE|METHOD|FUNCTION|NAMESPACE)__|(?:[\w\\]+\.)[A-Z][A-Z0-9_]+|(?:self|static)\.[A-Z][A-Z0-9_]*|[A-Z][\w\\]*\.[A-Z]\w*\.(?:value|name)|PHP_\w+|\$_SERVER\.(?:DOCUMENT_ROOT|SERVER_PORT|REQUEST_TIME|REQUEST_METHOD|SCRIPT_FILENAME|REMOTE_ADDR|HTTPS|SERVER_PROTOCOL)|\$_ENV\..*|\$wpdb\.\w+)$/,
  request: new RegExp(
    String.raw`^(?:\$_(?:GET|POST|REQUEST|COOKIE)(?:\.|$)|\$_FILES(?:\.\w+)?\.(?:name|type)$|\$_SERVER\.(?:HTTP_\w+|QUERY_STRING|REQUEST_URI|PATH_INFO|PHP_SELF|ORIG_PATH_INFO)$|(?:httpRequest|\$request|\$req|\$this\.request|request\(\))(?:\.(?:query|request|cookies|headers|attributes|files))?\.${FRAMEWORK}\(\)|(?:Request|Input)\.(?:get|input|query|all|cookie|header)\(\)|request\(\)$|(?:[$\w.()]+\.)?getClientOriginalName\(\))`,
  ),
  declared: [
    { text: /^(?:[\w\s]*\s)?\??(?:int|float|bool|DateTime\w*|UuidInterface|Uuid)\s+&?\.{0,3}\$\w+/, is: 'scalar' },
  ],
  roles: [
    // PSR calls `RequestInterface` what goes out; clients have requests of their own.
    { text: /\bRequestInterface\s+\$\w+/, name: 'otherRequest', from: /\bPsr\\Http\\Message\\RequestInterface\b/ },
    {
      text: /\b\w*Request\s+\$\w+/,
      name: 'otherRequest',
      from: /\buse\s+(?:GuzzleHttp|Saloon|Aws|Google|Buzz|Symfony\\Component\\BrowserKit)\\(?:\w{1,60}\\){0,6}\w{0,60}Request;/,
    },
    { text: /\b(?:\w*Request|ServerRequestInterface|RequestInterface)\s+\$\w+/, name: 'httpRequest' },
  ],
  converters: [
    {
      callee:
        /^(?:intval|floatval|boolval|count|strlen|mb_strlen|sizeof|abs|round|floor|ceil|time|microtime|date|strtotime|mktime|hash|md5|sha1|crc32|hash_hmac|password_hash|bin2hex|dechex|random_bytes|random_int|uniqid|ctype_\w+|is_\w+|in_array|array_search|strpos|stripos|getenv|config|env|base_path|storage_path|public_path|resource_path|app_path|route|url|asset|trans|__|sys_get_temp_dir|tempnam|getcwd|dirname|version_compare|similar_text|.*\.(?:count|getId|isValid|format))$/,
      safeFor: 'everything',
    },
    { callee: /^(?:basename|sanitize_file_name)$/, safeFor: ['path'] },
    { callee: /^escapeshell(?:arg|cmd)$|(?:^|\.)ProcessUtils\.escapeArgument$/, safeFor: ['command'] },
    {
      callee:
        /^(?:htmlspecialchars|htmlentities|strip_tags|e|esc_\w+|wp_kses\w*|h|nl2br_escaped|filter_var|json_encode|urlencode|rawurlencode|http_build_query|number_format|clean|sanitize_\w+)$|\.(?:escape|escapeHtml\w*|purify|clean|sanitize|render|e)$/,
      safeFor: ['html'],
    },
    { callee: /^(?:urlencode|rawurlencode|http_build_query)$/, safeFor: ['address', 'redirect', 'html'] },
    {
      callee:
        /^(?:mysqli_real_escape_string|mysql_real_escape_string|pg_escape_\w+|addslashes|esc_sql|sqlite_escape_string)$|\.(?:quote|real_escape_string|escape|escapeString|quoteIdentifier|quoteInto|prepare|qn|q)$/,
      safeFor: ['sql'],
    },
    { callee: /^preg_quote$/, safeFor: ['pattern'] },
  ],
  passing:
    /^(?:trim|ltrim|rtrim|strtolower|strtoupper|ucfirst|ucwords|str_replace|preg_replace|substr|mb_substr|nl2br|sprintf|strval|array_merge|array_map|array_filter|array_values|array_keys|array_pop|array_shift|reset|end|current|explode|json_decode|base64_decode|urldecode|rawurldecode|stripslashes|html_entity_decode|parse_url|str_pad|strrev|realpath|file_get_contents|wordwrap|iconv|mb_convert_encoding|utf8_decode|gzuncompress|gzinflate|hex2bin|unserialize|collect|optional|Str\.\w+|Arr\.\w+|.*\.(?:trim|lower|upper|toString|get|first|last|all|toArray|getContents|__toString|value|replace|append|prepend|input|query))$/,
  joining: /^(?!)/,
  iterating: /^(?:map|each|filter)$/,
  accessors: /^get[A-Z]\w*$/,
  checks: [
    { callee: /^(?:ctype_(?:alnum|digit|alpha|xdigit)|is_numeric|is_int)$/, of: 0, fact: 'shaped' },
    { callee: /^is_string$/, of: 0, fact: 'text' },
  ],
  strict: /^(?!)/,
  partMatch: /^preg_match$/,
  dollarLeavesLineFeed: true,
  parsesAddress: /^parse_url$/,
});
