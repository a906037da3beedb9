import { ENVIRONMENTS } from '../../rules/hostile/environments.ts';
import { plainGrammar } from '../plain/plain-grammar.ts';
import { plainKnowledge } from '../plain/plain-knowledge.ts';

const GRAMMAR = plainGrammar({
  exported: (text) => !/^(?:\[[^\]]*\]\s*)*(?:static\s+)?private\b/.test(text),
  neverReturns: /^(?:Environment\.(?:Exit|FailFast)|Assert\.Fail)$/,
  adds: /^\+$/,
});

/** What of ASP.NET a file names that serves; a project may import its namespaces for all files. */
const SERVER =
  /\b(?:Microsoft\.AspNetCore|Microsoft\.Azure\.(?:WebJobs|Functions)|Microsoft\.Owin|System\.Web|Nancy)\b|\b(?:I?ActionResult|IResult|ControllerBase|HttpContext|HttpContextBase|WebApplication|RequestDelegate|IFormFile)\b|\[ApiController\]/;
/** Where requests of these names come in; elsewhere they are sent. */
const FUNCTIONS =
  /\bMicrosoft\.Azure\.(?:WebJobs|Functions)|\bSystem\.Web\.Http\b|\bApiController\b|\[Function(?:Name)?\(/;

/** What is known of .NET's libraries: its own, ASP.NET Core and the older ASP.NET. */
export const CSHARP_VALUES = plainKnowledge({
  grammar: GRAMMAR,
  bareFields: true,
  environment: ENVIRONMENTS.csharp,
  constant:
    /^(?:[A-Z][A-Z0-9_]+|(?:[A-Z]\w*\.)+(?:[A-Z][A-Z0-9_]+|Empty|InvariantCulture|UTF8|NewLine)|Path\.(?:DirectorySeparatorChar|AltDirectorySeparatorChar)|Environment\.\w+|AppContext\.\w+|AppDomain\..*|[\w.]*(?:ContentRootPath|WebRootPath|BaseDirectory)|(?:_?config(?:uration)?|_?options|_?settings)(?:\..*)?)$/i,
  request:
    /^(?:(?:this\.)?(?:httpContext\.|context\.|HttpContext\.(?:Current\.)?)?(?:Request|httpRequest|request)\.(?:Query|QueryString|Form|Headers|Cookies|Path|RawUrl|Params|Body|RouteValues|Files|Url|InputStream|UserAgent|PathInfo|ReadFormAsync\(\)|GetDisplayUrl\(\)|GetEncodedUrl\(\))(?:\.|$|\()|Request\.\w+$|(?:[\w.()]+\.)?FileName$|(?:[\w.()]+\.)?Entries\.FullName$|(?:RouteData|httpContext\.GetRouteData\(\))\.Values)/,
  declared: [
    {
      text: /\b(?:int|long|short|byte|bool|double|float|decimal|uint|ulong|Guid|DateTime|DateTimeOffset|DateOnly|TimeSpan|CancellationToken)\??\s{1,9}\w{1,60}(?:\s{0,9}=[^,]{0,100})?$/,
      is: 'scalar',
    },
    { text: /\[From(?:Query|Body|Form|Header)\b/, is: 'request' },
    { text: /\[FromRoute\b/, is: 'one-segment' },
    {
      text: /\[FromServices\b|\bI(?!FormFile)[A-Z]\w+\s+\w+$|\bClaimsPrincipal\b|\bHttp(?:Context|Request|Response)\b/,
      is: 'scalar',
      of: /\[Http(?:Get|Post|Put|Delete|Patch)\b/,
    },
    {
      text: /^(?:string\??|string\[\]|List<string>|IEnumerable<string>|[A-Z]\w*(?:Request|Model|Dto|Input|ViewModel|Form|Command|Query))\s+\w+/,
      is: 'request',
      of: /\[(?:Http(?:Get|Post|Put|Delete|Patch)|Route|AcceptVerbs)\b/,
    },
    {
      text: /^string\??\s+\w+/,
      is: 'request',
      of: /\bpublic\s+(?:async\s+)?(?:virtual\s+)?(?:Task<)?(?:IActionResult|ActionResult|ViewResult|JsonResult|FileResult|ContentResult|RedirectResult)\b/,
    },
  ],
  roles: [
    { text: /\bHttpRequest(?:Base)?\s+\w+$/, name: 'httpRequest', from: SERVER },
    { text: /\bHttpRequest(?:Message|Data)\s+\w+$/, name: 'httpRequest', from: FUNCTIONS },
    // A client and a bus have requests, too, and call them so.
    { text: /\b(?:[A-Z]\w{0,60})?Request\w{0,20}(?:<[^<>]{0,80}>)?\??\s\w{1,60}$/, name: 'otherRequest' },
    { text: /\bHttpContext(?:Base)?\s+\w+$/, name: 'httpContext' },
  ],
  converters: [
    {
      callee:
        /^(?:(?:int|long|short|byte|decimal|double|float|bool|Guid|DateTime|DateTimeOffset|TimeSpan|Enum|Int32|Int64)\.(?:Parse\w*|TryParse\w*)|Convert\.To(?!String)\w+|Math\.\w+|Guid\.NewGuid|Path\.(?:GetTempPath|GetTempFileName|GetRandomFileName|GetExtension)|DateTime\.\w+|Environment\.\w+|nameof|.*\.(?:Count|GetHashCode|Length|IndexOf|ToLongDateString|GetType))$/,
      safeFor: 'everything',
    },
    { callee: /(?:^|\.)Path\.(?:GetFileName|GetFileNameWithoutExtension)$/, safeFor: ['path'] },
    {
      callee:
        /(?:^|\.)(?:HtmlEncode|HtmlAttributeEncode|JavaScriptEncode|Sanitize|HtmlEncoder\.Default\.Encode|EscapeDataString|SerializeObject|Serialize)$|[eE]ncoder(?:\.Default)?\.Encode$/,
      safeFor: ['html'],
    },
    {
      callee: /(?:^|\.)(?:UrlEncode|UrlPathEncode|Uri\.EscapeDataString|WebUtility\.UrlEncode)$/,
      safeFor: ['address', 'redirect', 'html', 'path'],
    },
    { callee: /(?:^|\.)(?:QuoteIdentifier|EscapeSql)$/, safeFor: ['sql'] },
    { callee: /^Regex\.Escape$/, safeFor: ['pattern'] },
    { callee: /(?:^|\.)Url\.(?:Action|Page|RouteUrl|Content)$/, safeFor: ['redirect', 'address'] },
  ],
  passing:
    /^(?:new (?:Uri|StringBuilder|StringReader|MemoryStream|FileInfo|DirectoryInfo|StringContent|HttpRequestMessage|UriBuilder|Markup|HtmlString)|string\.(?:Concat|Copy|IsNullOrEmpty)|String\.Concat|Convert\.(?:ToString|FromBase64String)|Encoding\.\w+\.Get(?:String|Bytes)|Path\.(?:GetFullPath|ChangeExtension|GetDirectoryName)|WebUtility\.(?:UrlDecode|HtmlDecode)|HttpUtility\.\w+Decode|Uri\.UnescapeDataString|.*\.(?:Trim|TrimStart|TrimEnd|ToString|ToLower|ToUpper|ToLowerInvariant|ToUpperInvariant|Substring|Replace|Split|ToArray|ToList|First|FirstOrDefault|Single|SingleOrDefault|Last|Insert|Remove|PadLeft|Normalize|ReadToEnd|ReadToEndAsync|ReadAsStringAsync|GetValue|Get|ToStringAndClear|Append|AppendLine|AppendFormat))$/,
  joining: /^Path\.(?:Combine|Join)$/,
  iterating: /^(?:Select|Where|ForEach|SelectMany)$/,
  accessors: /^(?:Get\w*|To\w+|Read\w*)$/,
  checks: [
    { callee: /(?:^|\.)Url\.IsLocalUrl$/, of: 0, fact: 'for redirect' },
    { callee: /^Uri\.IsWellFormedUriString$/, of: 0, fact: 'named' },
    { callee: /^(?:int|long|Guid|decimal|double|DateTime)\.TryParse$/, of: 0, fact: 'shaped' },
  ],
  strict: /^(?:int|long|Guid|decimal|double|DateTime)\.Parse(?:Exact)?$/,
  parsesAddress: /^new Uri$/,
  relativePath: /^Path\.GetRelativePath$/,
});
