import { JAVA_VALUES, WEB_CONTEXT } from '../java/java-values.ts';
import { plainGrammar } from '../plain/plain-grammar.ts';
import { plainKnowledge } from '../plain/plain-knowledge.ts';

const GRAMMAR = plainGrammar({
  exported: (text) => !/^(?:@\w+(?:\([^()]*\))?\s+)*private\b/.test(text),
  neverReturns: /^(?:exitProcess|error|TODO|fail)$/,
  adds: /^\+$/,
});

/** Java's names for Kotlin, which makes objects without `new`, and Kotlin's own. */
const both = (java: RegExp, own: string): RegExp =>
  new RegExp(`${java.source.replaceAll('new ', '(?:new )?')}|${own}`, java.flags);

/** What is known of Kotlin's libraries: Java's, Ktor, Spring. */
export const KOTLIN_VALUES = plainKnowledge({
  ...JAVA_VALUES,
  grammar: GRAMMAR,
  request: both(
    JAVA_VALUES.request,
    String.raw`^(?:this\.)?call\.(?:parameters|pathParameters|request\.(?:queryParameters|headers|cookies|uri|path\(\)|queryString\(\)|rawQueryParameters|header\(\)|local|origin)|receive\w*\(\))(?:\.|$|\(\))|\.originalFileName$|(?:\.nextEntry|getNextEntry\(\))\.name$`,
  ),
  constant: both(JAVA_VALUES.constant, String.raw`^[A-Z][A-Z0-9_]+$`),
  declared: [
    {
      text: /:\s{0,9}(?:Int|Long|Short|Byte|Boolean|Double|Float|UUID|Instant|LocalDate|LocalDateTime|BigDecimal|Duration)\??(?:\s{0,9}=[^,]{0,100})?$/,
      is: 'scalar',
    },
    { text: /@(?:PathVariable|PathParam)\b/, is: 'one-segment' },
    {
      text: /@(?:RequestParam|RequestBody|RequestHeader|CookieValue|ModelAttribute|RequestPart|QueryParam|FormParam|HeaderParam|QueryValue|Body)\b/,
      is: 'request',
    },
  ],
  roles: [
    { text: /:\s*(?:HttpServletRequest|ServletRequest)\??$/, name: 'httpRequest' },
    { text: /:\s*ApplicationCall\??$/, name: 'call' },
    { text: /:\s*Context\??$/, name: 'webContext', from: WEB_CONTEXT },
  ],
  converters: [
    {
      callee:
        /(?:^|\.)(?:toInt|toLong|toDouble|toFloat|toShort|toBoolean|toBigDecimal|toIntOrNull|toLongOrNull|toDoubleOrNull|toUUID|UUID\.fromString|count|enumValueOf|valueOf)$/,
      safeFor: 'everything',
    },
    {
      callee: /(?:^|\.)(?:encodeURLPath\w*|encodeURLParameter|encodeURLQueryComponent)$/,
      safeFor: ['address', 'redirect', 'path', 'html'],
    },
    { callee: /(?:^|\.)escapeHTML$/, safeFor: ['html'] },
    ...JAVA_VALUES.converters,
  ],
  passing: both(
    JAVA_VALUES.passing,
    String.raw`^(?:File|URL|URI|String|StringBuilder|requireNotNull|checkNotNull|Path|.*\.(?:orEmpty|getAll|get|getOrFail|getOrElse|joinToString|lowercase|uppercase|trim\w*|removePrefix|removeSuffix|substringAfter\w*|substringBefore\w*|let|also|takeIf|ifEmpty|ifBlank|toByteArray|decodeToString|first\w*|last\w*|toString|readText|receiveText|canonicalFile|normalize|toUri))$`,
  ),
  joining: both(JAVA_VALUES.joining, String.raw`^(?:File|Path|.*\.resolve)$`),
  parsesAddress: /^(?:URL|URI|URI\.create|Url)$/,
});
