import { ENVIRONMENTS } from '../../rules/hostile/environments.ts';
import type { Parameter } from '../grammar.ts';
import type { Knowledge } from '../knowledge.ts';
import { PYTHON_GRAMMAR } from './python-grammar.ts';
import type { Syntax } from '../../../changed-code/syntax-node.ts';

const SCALAR =
  /^(?:(?:typing\.)?(?:Optional|Annotated)\[)?(?:int|float|bool|complex|Decimal|UUID|uuid\.UUID|date|datetime|datetime\.\w+|Literal\[.*|PositiveInt|conint.*|IPv4Address)\b/;
const ROUTE = /^@\w+(?:\.\w+)*\.(?:route|get|post|put|delete|patch|head|options|websocket|api_route)\(/;
const INJECTED = /^(?:Depends|Security|BackgroundTasks|Request|Response|WebSocket|Session|AsyncSession)\b/;

/** What a handler's parameter is by its annotation, its default and the address of its route. */
function parameter({ name, node }: Parameter, fn: Syntax): ReturnType<Knowledge['parameter']> {
  const type = node.children.find(({ kind }) => kind === 'type')?.text ?? '';
  if (SCALAR.test(type)) return 'scalar';
  const value = /default/.test(node.kind) ? (node.children.at(-1)?.text ?? '') : '';
  if (/^(?:fastapi\.)?(?:Query|Body|Form|Header|Cookie|Path|File)\(/.test(value)) return 'request';
  const routes = (fn.parent?.kind === 'decorated_definition' ? fn.parent.children : []).filter(
    (one) => one.kind === 'decorator' && ROUTE.test(one.text),
  );
  if (routes.length === 0 || INJECTED.test(type) || INJECTED.test(value) || name === 'request') return null;
  const route = routes.map(({ text }) => text).join('\n');
  // Flask's `<name>` and FastAPI's `{name}` hold no slash.
  if (new RegExp(String.raw`<(?:int|float|uuid):${name}>`).test(route)) return 'scalar';
  if (new RegExp(String.raw`<path:${name}>|\{${name}:path\}`).test(route)) return 'request';
  if (new RegExp(String.raw`<(?:\w+:)?${name}>|\{${name}\}`).test(route)) return 'one-segment';
  return /^(?:str|list\[str\]|List\[str\]|Optional\[str\]|str\s*\|\s*None|dict|Dict.*|bytes|Any|UploadFile)?$/.test(
    type,
  ) && /\.(?:get|post|put|delete|patch)\(/.test(route)
    ? 'request'
    : null;
}

const SERVES =
  /^[ \t]{0,40}(?:from|import)[ \t]{1,20}(?:flask|django|rest_framework|fastapi|starlette|aiohttp|tornado|bottle|falcon|sanic|quart|pyramid|webob|werkzeug|litestar|robyn|ninja)\b/m;
const SENDS =
  /^[ \t]{0,40}(?:from|import)[ \t]{1,20}(?:requests|httpx|httpcore|urllib3?|http\.client|scrapy|niquests|botocore)\b|^class (?:Http)?Request\b/m;

/** A parameter called `request` where a file imports a client and no server, or has a class of that name, is one that is sent. */
function role({ name, within }: Parameter, fn: Syntax): string | null {
  if (within.length > 0 || !/^req(?:uest)?$/.test(name)) return null;
  let root = fn;
  while (root.parent !== null) root = root.parent;
  return SENDS.test(root.text) && !SERVES.test(root.text) ? 'otherRequest' : null;
}

const REQUEST = String.raw`(?:(?:flask|self|cls|bottle|info\.context|context)\.)?(?:request|req)`;
const PARTS = String.raw`args|form|values|json|data|cookies|headers|files|GET|POST|body|META|FILES|COOKIES|query_params|path_params|view_args|match_info|query|forms|params|full_path|url|query_string|rel_url|raw_body|stream`;

/** What is known of Python's libraries: the standard one, Flask, Django, FastAPI, aiohttp, Tornado. */
export const PYTHON_VALUES: Knowledge = {
  grammar: PYTHON_GRAMMAR,
  renames: [
    [/^(?:__import__|importlib\.import_module|import_module)\((['"])([\w.]+)\1\)/, '$2'],
    [/^getattr\(([\w.()'"]+),(['"])(\w+)\2(?:,None)?\)/, '$1.$3'],
    [/^(?:__import__|importlib\.import_module|import_module)\((['"])([\w.]+)\1\)/, '$2'],
    [/^(?:vars\(([\w.]+)\)|([\w.]+)\.__dict__)\.(?=\w)/, '$1$2.'],
    [/^(?:globals\(\)\.)?(?:__builtins__|builtins)\.(?:__dict__\.)?(?=\w)/, ''],
    [/^globals\(\)\.(?=\w)/, ''],
    [/^sys\.modules\.(?=\w)/, ''],
  ],
  libraries:
    /^(?:django|werkzeug|flask|markupsafe|html|urllib|shlex|pipes|subprocess|os|posixpath|ntpath|bleach|nh3|slugify|pathvalidate|psycopg\w*|pymysql|MySQLdb|sqlite3|sqlalchemy|ldap3?|re|uuid|decimal|datetime|ipaddress|secrets|time|json|cgi|xml|jinja2|tornado|aiohttp|starlette|fastapi|pathlib|tempfile|ast|hashlib|builtins|math|random|string)(?:\.|$)/,
  environment: ENVIRONMENTS.python,
  constant:
    /^(?!os\.environ\.(?:\w*_)?(?:HEAD_REF|REF_NAME|BRANCH_NAME|PR_TITLE|PR_BODY|PULL_REQUEST_TITLE|PULL_REQUEST_BODY|ISSUE_TITLE|ISSUE_BODY|COMMENT_BODY|COMMIT_MESSAGE)$)(?:_?[A-Z][A-Z0-9_]*(?:\..*)?|__file__|__name__|sys\.(?:executable|prefix|platform|version\w*)|os\.(?:sep|linesep|environ\..*|name|curdir)|[A-Z]\w*\.[A-Z]\w*|.*\.[A-Z][A-Z0-9_]+)$/,
  request: new RegExp(
    String.raw`^(?:${REQUEST}\.(?:(?:${PARTS})(?:\.|$|\(\))|(?:get_json|get_data|post|text|read)\(\))|(?:self|handler)\.get_(?:query_|body_)?arguments?\(\)|event\.(?:queryStringParameters|pathParameters|body|headers)(?:\.|$))`,
  ),
  converters: [
    {
      callee:
        /^(?:int|float|bool|len|abs|round|hash|id|ord|sum|min_int|range|isinstance|hex|bin|Decimal|decimal\.Decimal|uuid\.\w+|UUID|datetime\.\w+(?:\.\w+)?|date\.\w+|time\.\w+|ipaddress\.\w+|secrets\.\w+|url_for|flask\.url_for|reverse|reverse_lazy|.*\.(?:isoformat|timestamp|hexdigest|count|index|find|fileno)|os\.(?:getpid|getcwd|cpu_count|getuid)|Path\.cwd|Path\.home|tempfile\.\w+|ast\.literal_eval)$/,
      safeFor: 'everything',
    },
    // Before those for HTML, whose names it resembles.
    { callee: /^re\.escape$/, safeFor: ['pattern'] },
    {
      callee: /^(?:(?:shlex|pipes)\.)?(?:quote|join)$|^(?:subprocess\.)?list2cmdline$|^shlex_quote$/,
      safeFor: ['command'],
    },
    {
      callee:
        /^(?:os\.path\.|ntpath\.|posixpath\.)?basename$|^(?:werkzeug\.(?:utils|security)\.)?(?:secure_filename|safe_join)$|^get_valid_filename$|^(?:\w+\.)?(?:slugify|sanitize_filename)$/,
      safeFor: ['path'],
    },
    { callee: /^(?:\w+\.)?slugify$/, safeFor: 'everything' },
    {
      callee:
        /^(?:(?:[\w.]+\.)?(?:escape|conditional_escape|escapejs|format_html\w*|bleach\.\w+|clean|sanitize\w*|strip_tags|nh3\.clean)|bleach\.clean|nh3\.clean|static|gettext\w*|_|render_to_string|json\.dumps|json_script|urlize)$/,
      safeFor: ['html'],
    },
    {
      callee: /^(?:urllib\.parse\.|parse\.)?(?:quote|quote_plus|urlencode)$|^(?:urlquote|iri_to_uri)$/,
      safeFor: ['address', 'redirect', 'html'],
    },
    {
      callee:
        /^(?:\w+\.)*(?:escape_string|quote_ident|quote_name|mogrify|literal|Identifier|Literal|escape_filter_chars|escape_dn_chars)$/,
      safeFor: ['sql', 'query'],
    },
    { callee: /^(?:str|bytes)$/, safeFor: ['query'] },
  ],
  passing:
    /^(?:str|bytes|list|tuple|set|frozenset|dict|sorted|reversed|enumerate|zip|iter|next|filter|repr|Path|PurePath|pathlib\.Path|os\.path\.(?:normpath|abspath|realpath|expanduser|expandvars|dirname)|os\.fspath|urllib\.parse\.\w+|unquote|unquote_plus|urljoin|urlparse|urlsplit|json\.loads|base64\.\w+|copy\.\w+|text|cast|io\.(?:BytesIO|StringIO)|BytesIO|StringIO|(?:.*\.)(?:strip|lstrip|rstrip|lower|upper|title|capitalize|split|rsplit|splitlines|partition|rpartition|replace|encode|decode|format|get|pop|getlist|get_list|items|keys|values|copy|resolve|absolute|expanduser|joinpath|geturl|read|read_text|removeprefix|removesuffix|zfill|ljust|rjust|casefold|as_posix|model_dump|dict|to_dict|setdefault|first))$/,
  joining: /^(?:os\.path\.|posixpath\.)join$|^(?:pathlib\.)?(?:Path|PurePath)$/,
  iterating: /^(?:map|filter)$/,
  checks: [
    { callee: /\.(?:isdigit|isalnum|isdecimal|isnumeric|isalpha|isidentifier)$/, of: 'receiver', fact: 'shaped' },
    { callee: /^(?:[\w.]*\.)?(?:url_has_allowed_host_and_scheme|is_safe_url)$/, of: 0, fact: 'host' },
    { callee: /\.is_relative_to$/, of: 'receiver', fact: 'inside' },
    { callee: /^os\.path\.isabs$/, of: 0, fact: 'no-dots', when: false },
  ],
  strict:
    /^(?:int|float|UUID|uuid\.UUID|ipaddress\.\w+|Decimal|[\w.]*\.relative_to|date\.fromisoformat|datetime\.fromisoformat|datetime\.strptime)$/,
  fullMatch: /^(?:[\s\S]*\.)?fullmatch$/,
  partMatch: /^(?:[\s\S]*\.)?(?:match|search)$/,
  loose: {
    functions:
      /^(?:eval|exec|__import__|(?:os|posix)\.(?:system|popen|exec[lv]\w*|spawn\w+|posix_spawnp?)|subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|pty\.spawn|c?[pP]ickle\.loads?|marshal\.loads?)$/,
    holders: /^(?:os|posix|subprocess|pty|builtins|__builtins__|globals\(\)|locals\(\)|vars\(\))(?:\.__dict__)?$/,
    lookups: /^getattr$/,
    hint: /(?:eval|exec|exec[lv]p?e?|__import__|system|popen|spawn[lv]?p?e?|posix_spawnp?|run|call|check_call|check_output|Popen|getoutput|getstatusoutput|loads?)$/,
    loads: /^(?:(?:\w{1,40}\.)?import_module|__import__)$/,
  },
  dollarLeavesLineFeed: true,
  parsesAddress: /^(?:urllib\.parse\.|parse\.)?(?:urlparse|urlsplit)$|^(?:furl|yarl\.URL|URL|httpx\.URL)$/,
  relativePath: /^os\.path\.relpath$/,
  parameter,
  role,
};
