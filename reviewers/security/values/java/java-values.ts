import { ENVIRONMENTS } from '../../rules/hostile/environments.ts';
import { plainGrammar } from '../plain/plain-grammar.ts';
import { plainKnowledge } from '../plain/plain-knowledge.ts';

const GRAMMAR = plainGrammar({
  exported: (text) => !/^(?:@\w+(?:\([^()]*\))?\s+)*private\b/.test(text),
  neverReturns: /^System\.exit$|^Assert(?:ions)?\.fail$|^fail$/,
  adds: /^\+$/,
});

const ENTRY = String.raw`(?:[\w.$() ]+\.)?(?:getNextEntry|getNextTarEntry|getNextJarEntry|getNextZipEntry|nextElement|entries)\(\)\.getName\(\)`;

/** Frameworks that hand a handler a `Context`; Android has one, too, and many programs their own. */
export const WEB_CONTEXT = /\b(?:io\.javalin|io\.jooby|ratpack)\b/;

/** What is known of Java's libraries: the standard one, servlets, Spring, JAX-RS. */
export const JAVA_VALUES = plainKnowledge({
  grammar: GRAMMAR,
  bareFields: true,
  environment: ENVIRONMENTS.java,
  constant:
    /^(?:[A-Z][A-Z0-9_]*(?:\..*)?|[A-Z]\w*|(?:[A-Z]\w*\.)+[A-Z][A-Z0-9_]+|File\.(?:separator|pathSeparator)(?:Char)?|StandardCharsets\.\w+)$/,
  request: new RegExp(
    String.raw`^(?:(?:httpRequest|request|req|servletRequest)\.(?:getParameter|getParameterValues|getParameterMap|getHeader|getHeaders|getQueryString|getRequestURI|getRequestURL|getPathInfo|getServletPath|getCookies|getInputStream|getReader|getPart|getParts)\(\)|webContext\.(?:queryParam|pathParam|formParam|header|body|cookie|path|queryParams|getRequestPath)\(\)|(?:[\w.$() ]+\.)?(?:getOriginalFilename|getSubmittedFileName)\(\)|${ENTRY})`,
  ),
  declared: [
    {
      text: /\b(?:byte|char)\s+\w+$|\b(?:int|long|short|boolean|double|float|Integer|Long|Short|Boolean|Double|Float|UUID|BigDecimal|BigInteger|LocalDate|LocalDateTime|Instant|Duration|Locale|Pageable|ZonedDateTime|OffsetDateTime|MultipartFile|BindingResult|Principal|Model)(?:\[\])?\s+\w+$/,
      is: 'scalar',
    },
    { text: /@(?:PathVariable|PathParam)\b/, is: 'one-segment' },
    {
      text: /@(?:RequestParam|RequestBody|RequestHeader|CookieValue|ModelAttribute|RequestPart|MatrixVariable|QueryParam|FormParam|HeaderParam|CookieParam|BeanParam|QueryValue|Body)\b/,
      is: 'request',
    },
  ],
  roles: [
    {
      text: /\b(?:HttpServletRequest|ServletRequest|HttpServletRequestWrapper|MultipartHttpServletRequest)\s+\w+$/,
      name: 'httpRequest',
    },
    { text: /\bContext\s+\w+$/, name: 'webContext', from: WEB_CONTEXT },
    // What a client sends is of such a type, and what a framework without servlets takes is read by other methods.
    { text: /\b(?:Client)?Http(?:Uri|Client)?Request(?:Base)?(?:<[^<>]{0,80}>)?\s+\w+$/, name: 'otherRequest' },
    // What asks a macro, a build or a client for something is called a request, too.
    {
      text: /\b(?!\w{0,60}(?:Http|Servlet|Web|Portlet|Action|Render|Resource))[A-Z]\w{1,60}Request\s+\w+$/,
      name: 'otherRequest',
    },
  ],
  converters: [
    {
      callee:
        /^(?:(?:Integer|Long|Short|Byte|Double|Float|Boolean|BigDecimal|BigInteger|UUID|LocalDate|LocalDateTime|Instant|Duration)\.(?:parse\w*|valueOf|fromString|of)|new (?:BigDecimal|BigInteger)|Math\.\w+|System\.(?:currentTimeMillis|nanoTime|getProperty|getenv|lineSeparator)|UUID\.randomUUID|Enum\.valueOf|[A-Z]\w*\.valueOf|.*\.(?:length|size|hashCode|indexOf|isEmpty|isBlank|ordinal|intValue|longValue|getId|getStatus|getStatusCode|getContentLength|getSize|compareTo))$/,
      safeFor: 'everything',
    },
    { callee: /(?:^|\.)(?:FilenameUtils\.getName|getFileName)$/, safeFor: ['path'] },
    {
      callee:
        /(?:^|\.)(?:StringEscapeUtils\.escapeHtml\w*|HtmlUtils\.htmlEscape\w*|Encode\.for\w+|Jsoup\.clean|ESAPI\.encoder|encodeForHTML\w*|escapeHtml\w*|escapeXml\w*|sanitize)$/,
      safeFor: ['html'],
    },
    {
      callee: /^(?:URLEncoder\.encode|UriUtils\.encode\w*|UriComponentsBuilder\.\w+)$/,
      safeFor: ['address', 'redirect', 'html'],
    },
    { callee: /(?:^|\.)(?:encodeForSQL|quoteIdentifier|enquoteIdentifier|enquoteLiteral)$/, safeFor: ['sql'] },
    { callee: /^Pattern\.quote$/, safeFor: ['pattern'] },
  ],
  passing:
    /^(?:new (?:String|StringBuilder|StringBuffer|File|URL|URI|ByteArrayInputStream|InputStreamReader|BufferedReader|StringReader|HttpGet|HttpPost|HttpPut)|String\.(?:valueOf|copyValueOf)|Objects\.(?:requireNonNull\w*|toString)|Optional\.(?:of|ofNullable)|Arrays\.(?:asList|stream)|List\.\w+|Set\.\w+|Map\.\w+|Immutable\w+\.\w+|EnumSet\.of|Stream\.of|Collections\.\w+|URI\.create|URLDecoder\.decode|Base64\.\w+\.decode|Paths?\.(?:of|get)|StringUtils\.\w+|Strings\.\w+|IOUtils\.toString|.*\.(?:trim|strip|toString|toLowerCase|toUpperCase|substring|replace|replaceAll|replaceFirst|concat|getBytes|toCharArray|split|orElse|orElseGet|orElseThrow|toURL|toURI|toURL|normalize|toAbsolutePath|toPath|toFile|toList|stream|map|readLine|build|uri|url|decode|append|insert|intern|getPath|repeat))$/,
  joining: /^(?:Paths?\.(?:of|get)|new File|.*\.resolve)$/,
  comparesSegments: /\.(?:normalize|toRealPath|toPath|toAbsolutePath)\(\)$|^Paths?\.(?:of|get)\(/,
  accessors: /^(?:get\w*|is[A-Z]\w*|[a-z]\w*)$/,
  checks: [{ callee: /\.startsWith$/, of: 'receiver', fact: 'named' }],
  strict: /^(?:(?:Integer|Long|Double|UUID|LocalDate|Instant)\.(?:parse\w*|fromString)|[A-Z]\w*\.valueOf)$/,
  parsesAddress: /^(?:new (?:URL|URI)|URI\.create)$/,
  relativePath: /\.relativize$/,
});
