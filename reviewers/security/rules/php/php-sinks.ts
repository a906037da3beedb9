import type { Call } from '../../values/grammar.ts';
import { NEEDS, sinksOf, sqlSinks } from '../plain/make-sinks.ts';
import { HEADS_OF_MAKERS } from '../secret-names.ts';

const notJson = (_: Call, code: string): boolean => !/json|text\/plain|Content-Type/i.test(code);

/** PHP. */
export const PHP_SINKS = sinksOf([
  {
    id: 'php-shell',
    rule: 'command-injection',
    hint: /\b(?:exec|shell_exec|system|passthru|popen|proc_open|pcntl_exec|fromShellCommandline)\b/,
    takes: {
      of: 'call',
      name: /^(?:exec|shell_exec|system|passthru|popen|proc_open|pcntl_exec)$|^(?:new Process|Process\.fromShellCommandline|Process\.run)$/,
      only: (call) => !call.callee.startsWith('new ') || (call.arguments[0]?.kind ?? '').endsWith('string'),
      need: NEEDS.command,
    },
  },
  {
    id: 'php-shell-request',
    rule: 'command-injection',
    hint: /\b(?:exec|shell_exec|system|passthru|popen|proc_open)\b/,
    takes: {
      of: 'call',
      name: /^(?:exec|shell_exec|system|passthru|popen)$/,
      need: { purpose: 'command', needs: 'request' },
    },
  },
  {
    id: 'php-backticks',
    rule: 'command-injection',
    hint: /`[^`\n]*\$/,
    takes: { of: 'node', name: /^shell_expression$/, need: NEEDS.command },
  },
  ...sqlSinks(
    'php',
    /(?:^|\.)(?:query|exec|prepare|raw|select|statement|unprepared|insert|update|delete|executeQuery|executeStatement|fetchAll\w*|fetchAssoc\w*|fetchOne|createQuery|createNativeQuery|whereRaw|selectRaw|orderByRaw|havingRaw|groupByRaw|fromRaw|get_results|get_row|get_var|get_col|multi_query|real_query)$|^(?:mysqli_query|mysql_query|pg_query|pg_send_query|sqlite_query|mysqli_multi_query|odbc_exec|sqlsrv_query)$/,
    /(?:->|::)(?:query|exec|prepare|raw|statement|unprepared|executeQuery|createQuery|whereRaw|selectRaw|orderByRaw|havingRaw)\(|\b(?:mysqli|mysql|pg)_query\(/,
    {
      values: (call) =>
        /^(?:mysqli|pg|sqlite|sqlsrv|odbc)_/.test(call.callee)
          ? call.arguments.slice(0, 2)
          : call.arguments.slice(0, 1),
    },
  ),
  {
    id: 'php-raw',
    rule: 'sql-injection',
    hint: /(?:where|select|orderBy|having|groupBy|from)Raw\(|::raw\(/,
    takes: {
      of: 'call',
      name: /\.(?:whereRaw|orWhereRaw|selectRaw|orderByRaw|havingRaw|groupByRaw|fromRaw)$|^DB\.raw$/,
      need: { purpose: 'sql', needs: 'request' },
    },
  },
  {
    id: 'php-path',
    rule: 'path-traversal',
    hint: /\b(?:fopen|file_get_contents|file_put_contents|readfile|file|unlink|copy|rename|mkdir|rmdir|scandir|glob|opendir|move_uploaded_file|symlink|touch|download|response|BinaryFileResponse|SplFileObject)\b/,
    takes: {
      of: 'call',
      name: /^(?:fopen|file_get_contents|file_put_contents|readfile|file|unlink|copy|rename|mkdir|rmdir|scandir|glob|opendir|symlink|touch|parse_ini_file|highlight_file|show_source|simplexml_load_file|new (?:SplFileObject|BinaryFileResponse)|response\(\)\.(?:download|file)|(?:Storage|File)\.(?:get|put|delete|download|path|copy|move)|\$this\.file)$/,
      values: [0, 1],
      need: { ...NEEDS.path, begins: /^(?!https?:|php:\/\/)/ },
    },
  },
  {
    id: 'php-upload',
    rule: 'path-traversal',
    hint: /move_uploaded_file|->move\(|storeAs\(/,
    takes: {
      of: 'call',
      name: /^move_uploaded_file$|\.(?:move|storeAs|putFileAs|moveTo)$/,
      values: [0, 1],
      need: NEEDS.path,
    },
  },
  {
    id: 'php-include',
    rule: 'path-traversal',
    hint: /\b(?:include|require)(?:_once)?\b/,
    takes: { of: 'call', name: /^(?:include|require)(?:_once)?$/, need: NEEDS.path },
  },
  {
    id: 'php-fetch',
    rule: 'server-side-request-forgery',
    hint: /curl_init|CURLOPT_URL|file_get_contents|fopen|->request\(|->get\(|->post\(|Http::|getimagesize|fsockopen|SoapClient/,
    takes: {
      of: 'call',
      name: /^(?:curl_init|file_get_contents|fopen|getimagesize|get_headers|fsockopen|simplexml_load_file|Http\.(?:get|post|put|head))$|(?:[cC]lient|[hH]ttp|[gG]uzzle)\.(?:get|post|put|head|delete)$/,
      need: { ...NEEDS.address, begins: /^(?:\{\}|https?:)/ },
    },
  },
  {
    id: 'php-fetch-request',
    rule: 'server-side-request-forgery',
    hint: /curl_setopt|->request\(/,
    takes: {
      of: 'call',
      name: /^curl_setopt$|(?:[cC]lient|[hH]ttp|[gG]uzzle)\.request$/,
      values: (call) =>
        call.callee !== 'curl_setopt'
          ? call.arguments.slice(1, 2)
          : /CURLOPT_URL/.test(call.arguments[1]?.text ?? '')
            ? call.arguments.slice(2, 3)
            : [],
      need: NEEDS.address,
    },
  },
  {
    id: 'php-echo',
    rule: 'cross-site-scripting',
    hint: /\b(?:echo|print|printf|print_r)\b|<\?=/,
    takes: {
      of: 'call',
      name: /^(?:echo|print|printf|vprintf|print_r)$/,
      values: 'all',
      only: notJson,
      need: NEEDS.htmlOfRequest,
    },
  },
  {
    id: 'php-shown',
    rule: 'cross-site-scripting',
    hint: /<\?=/,
    takes: { of: 'node', name: /^shown_expression$/, need: NEEDS.htmlOfRequest },
  },
  {
    id: 'php-answer',
    rule: 'cross-site-scripting',
    hint: /\bResponse\(|response\(|->write\(|HtmlResponse/,
    takes: {
      of: 'call',
      name: /^new (?:Html)?Response$|^response$|getBody\(\)\.write$/,
      only: notJson,
      need: NEEDS.html,
    },
  },
  {
    id: 'php-redirect',
    rule: 'open-redirect',
    hint: /\bheader\(|redirect|RedirectResponse|withHeader/,
    takes: {
      of: 'call',
      name: /^(?:redirect|redirect\(\)\.(?:to|away)|Redirect\.(?:to|away)|new RedirectResponse|\$this\.redirect|wp_redirect)$/,
      need: NEEDS.redirect,
    },
  },
  {
    id: 'php-location',
    rule: 'open-redirect',
    hint: /[lL]ocation/,
    takes: {
      of: 'call',
      name: /^header$/,
      need: { purpose: 'query', needs: 'request', begins: /^location:\s*\{\}/i, whole: false },
    },
  },
  {
    id: 'php-location-header',
    rule: 'open-redirect',
    hint: /withHeader\(\s*['"][lL]ocation/,
    takes: {
      of: 'call',
      name: /\.(?:withHeader|setHeader|header)$/,
      values: [1],
      only: (call) => /^['"]location['"]$/i.test(call.arguments[0]?.text ?? ''),
      need: NEEDS.redirect,
    },
  },
  {
    id: 'php-eval',
    rule: 'code-injection',
    hint: /\b(?:eval|assert|create_function|call_user_func\w*)\s*\(/,
    severity: 'critical',
    takes: {
      of: 'call',
      name: /^(?:eval|assert|create_function|call_user_func|call_user_func_array)$/,
      need: NEEDS.code,
    },
  },
  {
    id: 'php-call-by-name',
    rule: 'code-injection',
    hint: /\$\w+\s*\(/,
    takes: {
      of: 'call',
      name: /^(?:new )?\$\w+$/,
      values: ({ node }) => node.children.slice(0, 1),
      need: NEEDS.code,
    },
  },
  {
    id: 'php-eval-text',
    rule: 'code-injection',
    hint: /\beval\s*\(/,
    takes: { of: 'call', name: /^eval$/, need: { purpose: 'code', needs: 'text' } },
  },
  {
    id: 'php-unserialize',
    rule: 'unsafe-deserialisation',
    hint: /\bunserialize\s*\(/,
    takes: {
      of: 'call',
      name: /^unserialize$/,
      only: (_, code) => !/allowed_classes/.test(code),
      need: NEEDS.data,
    },
  },
  {
    id: 'php-template',
    rule: 'template-injection',
    hint: /createTemplate|Blade::render|renderString|->fetch\(/,
    takes: { of: 'call', name: /\.createTemplate$|^Blade\.render$|\.renderString$/, need: NEEDS.template },
  },
  {
    id: 'php-xml',
    rule: 'external-entities',
    hint: /LIBXML_NOENT|LIBXML_DTDLOAD|libxml_disable_entity_loader\(\s*false|substituteEntities|resolveExternals/,
    shows: {
      kind: /^(?:call_expression|new_expression|assignment)$/,
      text: /^(?:(?:\$[\w>-]+(?:->|::))?(?:simplexml_load_string|simplexml_load_file|loadXML|load|new(?:\\)?SimpleXMLElement)|new\\?SimpleXMLElement)\(.*LIBXML_(?:NOENT|DTDLOAD)|^libxml_disable_entity_loader\(false\)|->(?:substituteEntities|resolveExternals)=true$/,
      // A schema is loaded in between, and what was set before is set again.
      only: (node, around) =>
        !node.text.startsWith('libxml_') || !/libxml_disable_entity_loader\(\s*\$/.test(around.text),
    },
  },
  {
    id: 'php-tls',
    rule: 'certificate-check-off',
    hint: /CURLOPT_SSL_VERIFY|verify_peer|'verify'|"verify"|withoutVerifying/,
    shows: {
      kind: /^(?:call_expression|pair)$/,
      text: /^curl_setopt\([^,]+,\\?CURLOPT_SSL_VERIFY(?:PEER|HOST),(?:false|0)\)$|^\\?CURLOPT_SSL_VERIFY(?:PEER|HOST)=>(?:false|0)$|^['"](?:verify|verify_peer|verify_peer_name)['"]=>(?:false|0)$|(?:->|::)withoutVerifying\(\)$/i,
    },
  },
  {
    id: 'php-cipher',
    rule: 'weak-cipher',
    hint: /openssl_encrypt|mcrypt_/,
    shows: {
      kind: /^call_expression$/,
      text: /^openssl_(?:en|de)crypt\([^,]+,['"](?:des|rc4|rc2|bf|aes-\d+-ecb)|^mcrypt_encrypt\(/i,
    },
  },
  {
    id: 'php-password-hash',
    rule: 'weak-hash',
    hint: /\b(?:md5|sha1|hash)\s*\(/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:md5|sha1)\([^()]*(?:password|passwd|passphrase|\$pwd|\$pass)\b|^hash\(['"](?:md5|sha1)['"],[^()]*(?:password|passwd|\$pass)\b/i,
    },
  },
  {
    id: 'php-random-function',
    rule: 'predictable-secret',
    hint: /\b(?:rand|mt_rand|uniqid|lcg_value|str_shuffle)\s*\(/,
    shows: {
      kind: /^call_expression$/,
      text: /^\\?(?:rand|mt_rand|uniqid|lcg_value|str_shuffle)\(/,
      around: HEADS_OF_MAKERS.php,
    },
  },
  {
    id: 'php-random',
    rule: 'predictable-secret',
    hint: /\b(?:rand|mt_rand|uniqid|lcg_value|str_shuffle)\s*\(/,
    shows: {
      kind: /^(?:assignment|pair)$/,
      text: /^(?:\$this->)?['"$]?\w*(?:token|secret|password|nonce|session_?id|api_?key|otp)\w*['"]?=>?.*\b(?:rand|mt_rand|uniqid|lcg_value|str_shuffle)\(/i,
    },
  },
  {
    id: 'php-token',
    rule: 'unverified-token',
    hint: /['"]none['"]/,
    elsewhere: /JWT/,
    shows: { kind: /^call_expression$/, text: /^\\?(?:\w+\\)*JWT::(?:en|de)code\(.*['"]none['"]/i },
  },
]);
