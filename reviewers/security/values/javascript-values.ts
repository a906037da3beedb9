import { ENVIRONMENTS } from '../rules/hostile/environments.ts';
import { JAVASCRIPT_GRAMMAR } from './javascript-grammar.ts';
import { parameter, role } from './javascript-parameters.ts';
import type { Knowledge } from './knowledge.ts';

const REQUEST = String.raw`(?:(?:ctx|context|c|this|event|args|opts|options)\.)?(?:req|request|_req)`;
const PARTS = String.raw`query|params?|body|headers?|cookies|signedCookies|url|originalUrl|rawBody|files?|nextUrl|payload|path`;
const METHODS = String.raw`json|text|formData|get|header|param|query|parseBody|queries|blob|arrayBuffer`;

/** What is known of JavaScript's libraries: Node, browsers, Express, Koa, Fastify, Hono, Next, Nest. */
export const JAVASCRIPT_VALUES: Knowledge = {
  grammar: JAVASCRIPT_GRAMMAR,
  renames: [
    [/^\(?(?:[01]|null|void0|''),([\w.]+)\)?/, '$1'],
    [/^\(([\w.]+)\)/, '$1'],
    [
      /^\(?(?:await)?(?:import|(?:module\.|process\.mainModule\.|globalThis\.)?require)\((['"`])(?:node:)?([@\w./-]+)\1\)\)?(?:\.default(?=\.))?/,
      '$2',
    ],
    [/^(?:globalThis|global|window|self|frames|top|parent)\.(?=[a-zA-Z])(?!location|name\b|opener)/, ''],
    [/^(?:util\.)?promisify\((.+)\)$/, '$1'],
    [/^([\w.]+)\.bind\(.*\)$/, '$1'],
    [
      /^(?:[^]*\.constructor\.constructor|\(?(?:async)?(?:function\*?\(\)\{\}|\(\)=>\{\})\)?\.constructor)$/,
      'Function',
    ],
    [/^Object\.getPrototypeOf\((?:async)?function[^]*\)\.constructor$/, 'Function'],
  ],
  // What does not come from this repository itself.
  libraries: /^(?:[a-z][\w-]*(?:[./]|$)|@[\w-]+\/)/i,
  environment: ENVIRONMENTS.javascript,
  constant:
    /^(?!process\.env\.(?:\w*_)?(?:HEAD_REF|REF_NAME|BRANCH_NAME|PR_TITLE|PR_BODY|PULL_REQUEST_TITLE|PULL_REQUEST_BODY|ISSUE_TITLE|ISSUE_BODY|COMMENT_BODY|COMMIT_MESSAGE)$)(?:[A-Z][A-Z0-9_]*(?:\..*)?|__dirname|__filename|NaN|undefined|process\.(?:env\..*|execPath|pid|platform|arch|versions?\b.*)|import\.meta\..*|[A-Z]\w*\.[A-Z]\w*|.*\.(?:[A-Z][A-Z0-9_]+|length)|os\.EOL|path\.sep|(?:window\.)?location\.(?:origin|host|hostname|pathname|protocol))$/,
  request: new RegExp(
    String.raw`^(?:${REQUEST}\.(?:(?:${PARTS})(?:\(\))?(?:\.|$)|(?:${METHODS})\(\))|(?:ctx|context)\.(?:query|params|querystring)(?:\.|$)|(?:event|evt)\.(?:queryStringParameters|multiValueQueryStringParameters|pathParameters|body|headers)(?:\.|$)|(?!(?:db|dsn|database|connection|redis|postgres|proxy)\w*\.)(?:\w+\.)*[sS]earchParams\.(?:get|getAll)\(\)|useSearchParams\(\)|router\.query(?:\.|$)|searchParams\.\w|formData\.(?:get|getAll)\(\)|messageEvent\.data(?:\.|$)|(?:window\.|document\.|self\.)?location\.(?:search|hash|href)(?:\.|$)|document\.(?:URL|documentURI|referrer|cookie)(?:\.|$)|window\.name$)`,
  ),
  converters: [
    {
      callee:
        /^(?:Number|parseInt|parseFloat|Boolean|BigInt|isNaN|Number\.(?:parseInt|parseFloat)|Math\.\w+|new Date|Date\.now|Symbol|(?:crypto\.)?randomUUID|nanoid|uuid(?:v4)?|process\.cwd|os\.\w+|.*\.(?:toFixed|getTime|indexOf|charCodeAt|toISOString|digest|test|includes|startsWith|endsWith)|z\.coerce\.\w+(?:\(\))?(?:\.\w+\(\))*\.parse)$/,
      safeFor: 'everything',
    },
    {
      callee:
        /^(?:(?:.*\.)?(?:shellQuote|shell_quote|shellescape|shellEscape|shescape)(?:\.\w+)?|(?:\w+\.)?(?:escapeShell\w*|escapeArg\w*|quoteArg\w*|quoteForShell)|(?:sq|shq|quote)|(?:shell|sh|q)\.quote)$/,
      safeFor: ['command'],
    },
    {
      callee:
        /^(?:path\.|posix\.|win32\.)?basename$|^(?:\w+\.)?(?:sanitizeFilename|sanitize_filename|safeJoin|secureJoin)$|^sanitize$/,
      safeFor: ['path'],
    },
    {
      callee:
        /^(?:DOMPurify|purify|dompurify|domPurify|createDOMPurify\(\w*\)|isomorphicDompurify|insane|xss|filterXSS|sanitizeHtml|sanitizeHTML|sanitize|escape|_\.escape|lodash\.escape|he\.(?:encode|escape)|validator\.escape|entities\.\w+|(?:\w+\.)?(?:escape_?html|escapeHtml\w*|escapeHTML\w*|htmlEscape|html_escape|encodeHTML|encodeHtml))(?:\.sanitize)?$/,
      safeFor: ['html'],
    },
    {
      callee: /^(?:encodeURIComponent|encodeURI|qs\.stringify|querystring\.(?:escape|stringify)|new URLSearchParams)$/,
      safeFor: ['html', 'address', 'redirect'],
    },
    {
      callee: /^(?:\w+\.)*(?:escapeRegExp|escapeStringRegexp|escapeRegex|RegExp\.escape|regexEscape)$/,
      safeFor: ['pattern'],
    },
    {
      callee:
        /^(?:\w+\.)*(?:escape|escapeId|escapeIdentifier|escapeLiteral|format|quoteIdentifier|quote_ident|quote_literal)$/,
      safeFor: ['sql'],
    },
    { callee: /^(?:String|.*\.toString)$/, safeFor: ['query'] },
  ],
  passing:
    /^(?:(?:new )?String|(?:new )?URL|new Request|new Buffer|Buffer\.from|Object\.(?:keys|values|entries|assign|freeze)|Array\.from|new Set|new Map|decodeURIComponent|decodeURI|unescape|atob|JSON\.parse|_\.(?:get|trim|cloneDeep|merge)|url\.parse|URL\.parse|querystring\.parse|qs\.parse|(?:path\.|posix\.)?(?:normalize|dirname)|(?:fs\.)?realpath(?:Sync)?|(?:.*\.)?(?:trim|trimStart|trimEnd|toString|toLowerCase|toUpperCase|slice|substring|substr|split|replace|replaceAll|concat|normalize|padStart|padEnd|at|pop|shift|filter|sort|reverse|flat|values|keys|entries|valueOf|href|get|getAll|raw|trimLeft|trimRight|toArray))$/,
  joining: /^(?:(?:path|posix|win32|nodePath|path\.posix|path\.win32)\.)?(?:join|resolve)$|^util\.format$/,
  iterating: /^(?:forEach|map|filter|some|every|flatMap|find|reduce)$/,
  checks: [
    {
      callee:
        /^(?:semver|semverValid)(?:\.valid)?$|^(?:\w+\.)?(?:isUUID|isUuid|uuidValidate|validateUuid|isInt|isInteger|isSafeInteger|isNumeric|isAlphanumeric|isAlpha|isHexadecimal|isMongoId|isSlug|isSemVer|isIP|isIPv4|isFinite|isHexColor|isBoolean|isDecimal)$/,
      of: 0,
      fact: 'shaped',
    },
    {
      callee:
        /^(?:uuid|UUID)\.validate$|^ObjectId\.isValid$|^(?:mongoose\.)?(?:Types\.)?ObjectId\.isValid$|^mongoose\.isValidObjectId$|^isValidObjectId$/,
      of: 0,
      fact: 'shaped',
    },
    { callee: /^(?:Number\.)?isNaN$/, of: 0, fact: 'shaped', when: false },
    { callee: /^(?:path\.|posix\.)?isAbsolute$/, of: 0, fact: 'no-dots', when: false },
  ],
  strict: /^(?:new ObjectId|new mongoose\.Types\.ObjectId|uuid\.parse|BigInt)$/,
  fullMatch: /^(?!)/,
  partMatch: /^(?:[\s\S]*\.)?(?:test|match|exec)$/,
  loose: {
    functions:
      /^(?:eval|Function|child_process\.(?:exec|execSync|spawn|spawnSync|execFile|execFileSync|fork)|vm\.(?:runIn\w+|compileFunction|Script))$/,
    holders: /^(?:child_process|vm|globalThis|global|window|self|process\.mainModule)$/,
    lookups: /^Reflect\.get$/,
    hint: /(?:eval|Function|exec|execSync|execFile|execFileSync|spawn|spawnSync|fork|runIn(?:New|This)?Context|compileFunction|Script)$/,
    loads: /^(?:import|require|module\.require)$/,
  },
  dollarLeavesLineFeed: false,
  parsesAddress: /^(?:new URL|url\.parse|URL\.parse)$/,
  relativePath: /^(?:path\.|posix\.)?relative$/,
  parameter,
  role,
};
