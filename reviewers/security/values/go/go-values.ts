import { ENVIRONMENTS } from '../../rules/hostile/environments.ts';
import { plainGrammar } from '../plain/plain-grammar.ts';
import { plainKnowledge } from '../plain/plain-knowledge.ts';

const GRAMMAR = plainGrammar({
  exported: (_, name) => /^[A-Z]/.test(name),
  neverReturns: /^(?:panic|os\.Exit|log\.(?:Fatal|Panic)\w*|t\.Fatal\w*)$/,
  adds: /^\+$/,
});

/** What is known of Go's libraries: the standard one, gin, echo, fiber, chi, gorilla/mux. */
export const GO_VALUES = plainKnowledge({
  grammar: GRAMMAR,
  environment: ENVIRONMENTS.go,
  constant:
    /^(?:[A-Z]\w*|os\.(?:Args\.0|PathSeparator|DevNull)|http\.Method\w+|http\.Status\w+|runtime\.\w+|time\.\w+)$/,
  request:
    /^(?:httpRequest\.(?:URL\.(?:Query\(\)|Path|RawQuery|RawPath|Fragment|String\(\)|RequestURI\(\))|FormValue\(\)|PostFormValue\(\)|PathValue\(\)|Form(?:\.|$)|PostForm(?:\.|$)|MultipartForm|Header(?:\.|$)|Host$|RequestURI$|Body$|Cookie\(\)|Referer\(\)|UserAgent\(\)|FormFile\(\))|webContext\.(?:Query|Param|PostForm|DefaultQuery|DefaultPostForm|GetQuery|GetPostForm|QueryArray|QueryMap|PostFormArray|GetHeader|GetRawData|FormFile|QueryParam|QueryParams|FormValue|FormParams|Cookie|Params|Cookies|Body|BodyRaw|OriginalURL|Get)\(\)|archiveEntry\.(?:Name|Linkname)$|(?:mux\.Vars|chi\.URLParam|chi\.URLParamFromCtx)\(\)|(?:[\w.()]+\.)?(?:File|Next\(\))\.(?:Name|Linkname)$|(?:[\w.()]+\.)?(?:h|hdr|head|header|fh|fhs|file|files|handler|part|upload\w*|[fF]ile[hH]eader)\.(?:Filename|FileName\(\))$)/,
  declared: [
    { text: /\b(?:u?int(?:8|16|32|64)?|bool|float(?:32|64)|time\.(?:Duration|Time)|uuid\.UUID)$/, is: 'scalar' },
  ],
  roles: [
    // What answers with a response, or asks whether to follow one, sends the request.
    {
      text: /\*http\.Request$/,
      name: 'httpRequest',
      notOf: /\*http\.Response\b|\[\]\*http\.Request\b|\bRoundTrip\(/,
    },
    { text: /\*(?:zip\.File|tar\.Header)$/, name: 'archiveEntry' },
    { text: /(?:\*gin\.Context|\becho\.Context|\*fiber\.Ctx|\bfiber\.Ctx|\*beego\.Controller)$/, name: 'webContext' },
  ],
  converters: [
    {
      callee:
        /^(?:strconv\.(?:Atoi|ParseInt|ParseUint|ParseFloat|ParseBool|Itoa|FormatInt|FormatUint|FormatBool|FormatFloat)|len|cap|int\d*|uint\d*|float\d+|uuid\.(?:Parse|MustParse|New\w*)|time\.\w+|netip\.Parse\w+|net\.Parse(?:IP|CIDR|MAC)|hex\.EncodeToString|base64\.\w+\.EncodeToString|sha\d+\.\w+|md5\.\w+|os\.(?:Getpid|Getwd|MkdirTemp|CreateTemp|TempDir|UserHomeDir|Executable|Hostname)|rand\.\w+)$/,
      safeFor: 'everything',
    },
    { callee: /^(?:filepath|path)\.Base$|^filepath\.Localize$|^securejoin\.\w+$/, safeFor: ['path'] },
    {
      callee:
        /^(?:html|template)\.(?:EscapeString|HTMLEscapeString|JSEscapeString|HTMLEscaper)$|\.Sanitize(?:Bytes|Reader)?$|^template\.URLQueryEscaper$/,
      safeFor: ['html'],
    },
    { callee: /^url\.(?:QueryEscape|PathEscape)$/, safeFor: ['address', 'redirect', 'html', 'path'] },
    { callee: /^(?:shellquote|shellescape|shlex)\.(?:Join|Quote\w*)$/, safeFor: ['command'] },
    { callee: /^(?:pq|pgx)\.(?:QuoteIdentifier|QuoteLiteral)$|\.Sanitize$/, safeFor: ['sql'] },
    { callee: /^regexp\.QuoteMeta$/, safeFor: ['pattern'] },
  ],
  passing:
    /^(?:string|template\.(?:HTML|JS|URL|CSS|HTMLAttr)|fmt\.Sprint|strings\.(?:TrimSpace|Trim\w*|ToLower|ToUpper|Title|Replace|ReplaceAll|Split\w*|Fields|Repeat|Map|Clone|NewReader|NewReplacer)|bytes\.(?:NewReader|NewBufferString|NewBuffer|TrimSpace)|url\.(?:QueryUnescape|PathUnescape|Parse|ParseRequestURI|JoinPath)|path\.Clean|filepath\.(?:Clean|FromSlash|ToSlash|Abs|EvalSymlinks|Dir|Rel)|path\.Dir|io\.ReadAll|ioutil\.ReadAll|base64\.\w+\.DecodeString|append|http\.MaxBytesReader|os\.ExpandEnv|.*\.(?:Get|Values|String|Text|Bytes|Trim\w*|Unescape|Replace))$/,
  joining: /^(?:path|filepath)\.Join$/,
  checks: [
    { callee: /^filepath\.IsLocal$/, of: 0, fact: 'inside' },
    { callee: /^fs\.ValidPath$/, of: 0, fact: 'inside' },
    { callee: /^strings\.ContainsRune$|^strings\.ContainsAny$/, of: 0, fact: 'no-dots', when: false },
  ],
  strict: /^(?:strconv\.(?:Atoi|Parse\w+)|uuid\.(?:Parse|MustParse)|netip\.Parse\w+)$/,
  parsesAddress: /^url\.(?:Parse|ParseRequestURI)$/,
  relativePath: /^filepath\.Rel$/,
  loose: {
    functions: /^(?:exec\.Command(?:Context)?|syscall\.(?:Exec|ForkExec|StartProcess)|os\.StartProcess)$/,
    holders: /^(?!)/,
    lookups: /^(?!)/,
    hint: /(?:Command(?:Context)?|Exec|ForkExec|StartProcess)$/,
    loads: /^(?!)/,
  },
});
