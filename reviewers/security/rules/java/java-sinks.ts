import type { Syntax } from '../../../changed-code/syntax-node.ts';
import { JAVA_DATA } from './java-data.ts';
import { JAVA_FIXED_SECRETS } from './java-fixed-secrets.ts';
import { JAVA_XML } from './java-xml.ts';
import { NEEDS, shellOf, sinksOf, sqlSinks } from '../plain/make-sinks.ts';
import { HEADS_OF_MAKERS } from '../secret-names.ts';

const SHELL =
  /"(?:\/(?:usr\/)?bin\/)?(?:ba|z|k|da)?sh"\s*,\s*"-\w*c"|"cmd(?:\.exe)?"\s*,\s*"\/[cC]"|"powershell(?:\.exe)?"/;

/** The whole file. */
function fileOf(node: Syntax): Syntax {
  return node.parent === null ? node : fileOf(node.parent);
}

const FIRST = sinksOf([
  {
    id: 'java-exec',
    rule: 'command-injection',
    hint: /\.exec\(/,
    takes: { of: 'call', name: /(?:getRuntime\(\)|[rR]untime|\brt)\.exec$/, need: NEEDS.command },
  },
  {
    id: 'java-exec-shell',
    rule: 'command-injection',
    hint: /\bProcessBuilder\b|\.exec\(|\.command\(/,
    takes: {
      of: 'call',
      name: /^new ProcessBuilder$|getRuntime\(\)\.exec$|\.command$/,
      values: 'all',
      elements: true,
      only: shellOf(SHELL),
      need: NEEDS.command,
    },
  },
  {
    id: 'java-program',
    rule: 'command-injection',
    hint: /\bProcessBuilder\b|\.exec\(/,
    takes: {
      of: 'call',
      name: /^new ProcessBuilder$|getRuntime\(\)\.exec$/,
      need: { purpose: 'command', needs: 'request' },
    },
  },
  ...sqlSinks(
    'java',
    /\.(?:executeQuery|executeUpdate|execute|executeLargeUpdate|addBatch|prepareStatement|prepareCall|createQuery|createNativeQuery|createSQLQuery|query|queryForObject|queryForList|queryForMap|queryForRowSet|queryForStream|update|batchUpdate|nativeQuery|sql|rawQuery|rawQueryWithFactory|execSQL|compileStatement|queryForInt|queryForLong|preparedQuery|prepare|newQuery|executeStatement)$|^new (?:PreparedStatementCreatorFactory|CallableStatementCreatorFactory|SqlUpdate|SqlCall|StoredProcedure|SqlFunction|BatchSqlUpdate)$/,
    /\.(?:executeQuery|executeUpdate|execute|prepareStatement|createQuery|createNativeQuery|query|queryForObject|queryForList|update|sql)\(/,
    // `digest.update(text.getBytes())`.
    { only: ({ method, arguments: [given] }) => method !== 'update' || !/\bgetBytes\(/.test(given?.text ?? '') },
  ),
  {
    id: 'java-archive',
    rule: 'archive-traversal',
    hint: /\bnew File|\.resolve\(|Paths?\.(?:of|get)\(|Files\./,
    elsewhere: /\b(?:ZipInputStream|ZipFile|ZipEntry|TarArchive|JarFile|ArchiveEntry)\b/,
    unless: /\.startsWith\(\s*\w*(?:dest|target|root|base|out|dir)\w*|getCanonicalPath/i,
    takes: {
      of: 'call',
      name: /^(?:new (?:FileOutputStream|FileWriter|File)|Files\.(?:copy|newOutputStream|write|writeString|createDirectories|createFile)|[\w.]*\.resolve)$/,
      values: 'all',
      checkedLater: true,
      need: NEEDS.path,
    },
  },
  {
    id: 'java-path',
    rule: 'path-traversal',
    hint: /\bnew (?:File|FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile|FileSystemResource|UrlResource)\b|\bFiles\.|transferTo\(/,
    unless: /\b(?:ZipInputStream|ZipFile|TarArchiveInputStream)\b/,
    takes: {
      of: 'call',
      name: /^(?:new (?:FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile|FileSystemResource|UrlResource|PrintWriter)|Files\.(?:read\w*|write\w*|newInputStream|newOutputStream|newBuffered\w+|copy|move|delete\w*|lines|list|walk|createFile|createDirector\w+)|[\w.]+\.transferTo)$/,
      need: NEEDS.path,
    },
  },
  {
    id: 'java-file',
    rule: 'path-traversal',
    hint: /\bnew File\(|Paths?\.(?:of|get)\(|\.resolve\(/,
    unless: /\b(?:ZipInputStream|ZipFile|TarArchiveInputStream)\b/,
    takes: {
      of: 'call',
      name: /^(?:new File|Paths?\.(?:of|get)|[\w.()]*\.resolve)$/,
      values: 'all',
      // Addresses, names of configuration and of types are resolved, too.
      only: ({ method, node }) => method !== 'resolve' || /\bPaths?\b/.test(fileOf(node).text),
      checkedLater: true,
      need: NEEDS.path,
    },
  },
  {
    id: 'java-fetch',
    rule: 'server-side-request-forgery',
    hint: /openConnection|openStream|\.newBuilder\(|getForObject|getForEntity|postFor|\.exchange\(|\.uri\(|\bHttp(?:Get|Post|Put)\b|\.url\(|Jsoup\.connect/,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:HttpRequest\.newBuilder|getForObject|getForEntity|postForObject|postForEntity|exchange|uri|Jsoup\.connect|url)$|^new Http(?:Get|Post|Put|Delete|Head)$/,
      need: NEEDS.address,
    },
  },
  {
    id: 'java-open',
    rule: 'server-side-request-forgery',
    hint: /openConnection|openStream|getContent/,
    takes: { of: 'receiver', name: /\.(?:openConnection|openStream)$/, need: NEEDS.address },
  },
  {
    id: 'java-write-html',
    rule: 'cross-site-scripting',
    hint: /\.(?:println|print|write|append|printf|format)\(/,
    elsewhere: /HttpServletResponse|text\/html|TEXT_HTML/,
    takes: {
      of: 'call',
      name: /(?:getWriter\(\)|\bout|\bwriter|\bpw|getOutputStream\(\))\.(?:println|print|write|append|printf|format)$/,
      values: 'all',
      need: { ...NEEDS.htmlOfRequest },
    },
  },
  {
    id: 'java-answer-html',
    rule: 'cross-site-scripting',
    hint: /ResponseEntity|\.body\(/,
    takes: { of: 'call', name: /\.body$|^ResponseEntity\.ok$|^new ResponseEntity$/, need: NEEDS.html },
  },
  {
    id: 'java-redirect',
    rule: 'open-redirect',
    hint: /sendRedirect|RedirectView|\.location\(|setHeader\(\s*"Location"/,
    takes: {
      of: 'call',
      name: /\.(?:sendRedirect|seeOther|temporaryRedirect)$|^new RedirectView$/,
      need: NEEDS.redirect,
    },
  },
  {
    id: 'java-location',
    rule: 'open-redirect',
    hint: /Location"/,
    takes: {
      of: 'call',
      name: /\.(?:setHeader|addHeader|header)$/,
      values: [1],
      only: (call) => /^"[lL]ocation"$/.test(call.arguments[0]?.text ?? ''),
      need: NEEDS.redirect,
    },
  },
  {
    id: 'java-redirect-view',
    rule: 'open-redirect',
    hint: /"redirect:"/,
    takes: {
      of: 'answers',
      name: /^/,
      need: { purpose: 'command', needs: 'request', begins: /^redirect:\{\}/, whole: false },
    },
  },
  {
    id: 'java-redirect-model',
    rule: 'open-redirect',
    hint: /"redirect:"/,
    takes: {
      of: 'call',
      name: /^new ModelAndView$/,
      need: { purpose: 'command', needs: 'request', begins: /^redirect:\{\}/, whole: false },
    },
  },
  {
    id: 'java-expression',
    rule: 'code-injection',
    hint: /parseExpression|\.eval\(|\.evaluate\(|GroovyShell|Ognl|createValueExpression/,
    severity: 'critical',
    takes: {
      of: 'call',
      name: /\.(?:parseExpression|eval|parseRaw|createValueExpression|getValue)$|(?:GroovyShell\(\)|[sS]hell)\.(?:evaluate|parse)$|^Ognl\.(?:getValue|parseExpression)$|^MVEL\.eval$/,
      values: 'all',
      only: (call) => !call.callee.endsWith('.getValue') || call.callee.startsWith('Ognl'),
      need: NEEDS.code,
    },
  },
  {
    id: 'java-spel',
    rule: 'code-injection',
    hint: /parseExpression/,
    elsewhere: /SpelExpressionParser|ExpressionParser/,
    unless: /SimpleEvaluationContext|TemplateParserContext/,
    takes: { of: 'call', name: /\.parseExpression$/, need: { purpose: 'code', needs: 'any' } },
  },
  {
    id: 'java-class',
    rule: 'code-injection',
    hint: /Class\.forName|loadClass/,
    takes: { of: 'call', name: /^Class\.forName$|\.loadClass$/, need: NEEDS.code },
  },
  {
    id: 'java-lookup',
    rule: 'code-injection',
    severity: 'critical',
    hint: /\.lookup\(/,
    elsewhere: /InitialContext|javax\.naming|JndiTemplate/,
    takes: { of: 'call', name: /\.(?:lookup|doLookup)$/, need: NEEDS.code },
  },
  {
    id: 'java-template',
    rule: 'template-injection',
    hint: /new Template\(|\.process\(|Velocity\.evaluate|getTemplateFromString/,
    takes: {
      of: 'call',
      name: /^new Template$|^Velocity\.evaluate$|\.fromString$/,
      values: 'all',
      need: NEEDS.template,
    },
  },
]);

const OTHERS = sinksOf([
  {
    id: 'java-trust',
    rule: 'certificate-check-off',
    hint: /checkServerTrusted|NoopHostnameVerifier|ALLOW_ALL_HOSTNAME|TrustAllStrategy|InsecureTrustManagerFactory|setHostnameVerifier|hostnameVerifier/,
    shows: {
      kind: /^(?:function_declaration|member_expression|call_expression|new_expression)$/,
      text: /^(?:@Override)?public(?:final)?voidcheckServerTrusted\([^)]*\)(?:throws\w+)?\{(?:return;)?\}$|^NoopHostnameVerifier\.INSTANCE$|ALLOW_ALL_HOSTNAME_VERIFIER$|^TrustAllStrategy\.INSTANCE$|^InsecureTrustManagerFactory\.INSTANCE$|\.(?:set(?:Default)?HostnameVerifier|hostnameVerifier)\(\(\w+,\w+\)->true\)$/,
    },
  },
  {
    id: 'java-cipher',
    rule: 'weak-cipher',
    hint: /\bCipher\.getInstance|KeyGenerator\.getInstance|SecretKeySpec/,
    shows: {
      kind: /^(?:call|new)_expression$/,
      text: /^(?:Cipher|KeyGenerator)\.getInstance\("(?:DES|DESede|RC4|ARCFOUR|RC2|Blowfish|AES"|AES\/ECB)[^"]*"?|^newSecretKeySpec\([^()]*,"(?:DES|RC4)"\)$/,
    },
  },
  {
    id: 'java-password-hash',
    rule: 'weak-hash',
    hint: /MessageDigest|DigestUtils|Hashing\./,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:DigestUtils\.(?:md5|sha1)(?:Hex)?|Hashing\.(?:md5|sha1)\(\)\.hash\w+|\w*[dD]igest\w*\.(?:digest|update))\([\w.()]*(?:[pP]assword|[pP]asswd|[pP]assphrase|\bpwd)\w*/,
      around: /"(?:MD5|SHA-?1)"|DigestUtils\.(?:md5|sha1)|Hashing\.(?:md5|sha1)/i,
    },
  },
  {
    id: 'java-random-function',
    rule: 'predictable-secret',
    hint: /new Random\(|Math\.random|ThreadLocalRandom|RandomStringUtils|\.next(?:Int|Long|Double|Bytes)\(/,
    elsewhere: /\bRandom\(|Math\.random|ThreadLocalRandom|RandomStringUtils/,
    unless: /SecureRandom/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:\w*[rR]\w{0,20}\.next(?:Int|Long|Double|Bytes)\(|newRandom\(\)\.next|Math\.random\(|ThreadLocalRandom\.current\(\)\.next|RandomStringUtils\.random)/,
      around: HEADS_OF_MAKERS.typed,
    },
  },
  {
    id: 'java-random',
    rule: 'predictable-secret',
    hint: /new Random\(|Math\.random|ThreadLocalRandom|RandomStringUtils/,
    unless: /SecureRandom/,
    shows: {
      kind: /^(?:variable_declarator|assignment|return_statement)$/,
      text: /^(?:this\.)?\w*(?:[tT]oken|[sS]ecret|[pP]assword|[nN]once|[sS]essionI[dD]|[aA]piKey|[oO]tp)\w*=.*(?:newRandom\(|Math\.random\(|ThreadLocalRandom|RandomStringUtils\.random|\brandom\.next\w+\(|\brnd\.next\w+\()/,
    },
  },
  {
    id: 'java-token',
    rule: 'unverified-token',
    hint: /JWT\.decode|Jwts\.parser|parseClaimsJwt|Algorithm\.none|\.unsecured\(\)|setSkipSignatureVerification|PlainJWT/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:[\w.()]*\.parseClaimsJwt\(|Jwts\.parser(?:Builder)?\(\)\.(?:setSigningKey|verifyWith)\(.{1,200}\)\.parse\(|JWT\.require\(Algorithm\.none\(\)|[\w.()]*\.unsecured\(\)$|[\w.()]*\.setSkipSignatureVerification\(\))/,
    },
  },
]);

/** Java. */
export const JAVA_SINKS = [...FIRST, ...JAVA_DATA, ...JAVA_XML, ...JAVA_FIXED_SECRETS, ...OTHERS];
