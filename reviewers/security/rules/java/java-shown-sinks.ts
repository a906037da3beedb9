import { sinksOf } from '../plain/make-sinks.ts';
import { NO_SECRET_NEAR } from '../secret-names.ts';

/** Java: calls that are a hazard as they stand, whatever reaches them. Worth considering, no more. */
export const JAVA_SHOWN = sinksOf([
  {
    id: 'java-old-cipher',
    rule: 'weak-cipher',
    severity: 'suggestion',
    confidence: 500,
    hint: /getInstance\(/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:\w+\.)*(?:Cipher|KeyGenerator|SecretKeyFactory)\.getInstance\("(?:des(?:ede)?|DESEDE|3DES|TripleDES|RC2|RC4|ARCFOUR|Blowfish|\w+\/ECB)\b/i,
    },
  },
  {
    id: 'java-unauthenticated-cipher',
    rule: 'weak-cipher',
    severity: 'suggestion',
    confidence: 350,
    hint: /\bCipher\.getInstance\(/,
    // Encrypted and then signed is as good.
    unless: /\bMac\.getInstance|Hmac/i,
    shows: { kind: /^call_expression$/, text: /^Cipher\.getInstance\("AES\/(?:CBC|CTR|CFB\d?|OFB\d?)\/\w+"/ },
    title: 'What is encrypted can be changed unseen',
    explanation:
      'CBC, CTR and their kin keep a text secret and do not notice when somebody alters it; padding answers give it away. Use `AES/GCM/NoPadding`.',
    scenario: (quote) => ({
      description: `Somebody who may alter what \`${quote.slice(0, 80)}\` encrypted turns bits of the text round, and nothing notices.`,
    }),
  },
  {
    id: 'java-digest',
    rule: 'weak-hash',
    severity: 'suggestion',
    confidence: 350,
    hint: /MessageDigest|DigestUtils|Hashing\./,
    unless: /etag|checksum|md5sum|gravatar/i,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:\w+\.)*(?:MessageDigest\.getInstance\("(?:MD[245]|SHA-?1?)"|DigestUtils\.(?:get(?:Md[25]|Sha1?)Digest|md[25](?:Hex)?|sha1?(?:Hex)?|getDigest\("(?:MD[25]|SHA-?1)")\(?|Hashing\.(?:md5|sha1)\(\))/,
      notFor: NO_SECRET_NEAR,
    },
    title: 'A broken hash is used',
    explanation: 'Two texts with the same MD5 or SHA-1 can be made at will. Use SHA-256, for passwords a slow hash.',
    scenario: (quote) => ({
      description: `Somebody makes a second text for which \`${quote.slice(0, 80)}\` answers the same, and it passes as the first.`,
    }),
  },
  {
    id: 'java-short-key',
    rule: 'weak-cipher',
    severity: 'suggestion',
    confidence: 500,
    hint: /\.(?:initialize|init)\(|KeyGenParameterSpec/,
    shows: {
      kind: /^(?:call|new)_expression$/,
      text: /^\w+\.initialize\((?:128|256|512|768|1024|1536)[,)]|^newRSAKeyGenParameterSpec\((?:128|256|512|768|1024|1536),|^\w+\.init\((?:40|56|64|80|96|112)[,)]/,
      around: /"(?:RSA|DSA|DiffieHellman|Blowfish|RC[24])"/i,
    },
    title: 'A key is made that is too short',
    explanation:
      'Keys of RSA and DSA below 2,048 bits, and others below 128, are within reach of those who can pay for it.',
    scenario: (quote) => ({
      description: `Somebody computes the private half of the key of \`${quote.slice(0, 80)}\`, and signs or reads in its owner’s name.`,
    }),
  },
  {
    id: 'java-old-tls',
    rule: 'weak-cipher',
    severity: 'suggestion',
    confidence: 500,
    hint: /SSLContext\.getInstance|DefaultHttpClient|setEnabledProtocols|SSLv3|TLSv1\b/,
    shows: {
      kind: /^(?:call|new)_expression$/,
      text: /^SSLContext\.getInstance\("(?:SSL(?:v[23])?|TLSv1(?:\.1)?)"|^newDefaultHttpClient\(|^\w+\.setEnabledProtocols\(newString\[\]\{[^}]*"(?:SSLv3|TLSv1(?:\.1)?)"/,
    },
    title: 'A broken version of TLS is allowed',
    explanation:
      'SSL 3, TLS 1.0 and 1.1 have known attacks. Ask for TLS 1.2 at least (`SSLContext.getInstance("TLS")`).',
    scenario: (quote) => ({
      description: `Somebody on the way has both ends of \`${quote.slice(0, 80)}\` agree on the old version, and reads what is sent.`,
    }),
  },
  {
    id: 'java-any-host',
    rule: 'certificate-check-off',
    severity: 'warning',
    confidence: 600,
    hint: /\bverify\(|getAcceptedIssuers|checkClientTrusted|checkServerTrusted/,
    shows: {
      kind: /^function_declaration$/,
      text: /^(?:@Override)?publicbooleanverify\((?:final)?String\w+,(?:final)?SSLSession\w+\)\{(?:\/\/[^{}]*)?returntrue;\}$|^(?:@Override)?public(?:final)?voidcheck(?:Client|Server)Trusted\([^)]*\)(?:throws[\w.]+)?\{(?:return;)?\}$/,
    },
  },
  {
    id: 'java-mail-host',
    rule: 'certificate-check-off',
    severity: 'suggestion',
    confidence: 450,
    hint: /setSSLOnConnect\(/,
    shows: {
      kind: /^call_expression$/,
      text: /\.setSSLOnConnect\(true\)$/,
      only: (node, around) =>
        !around.text.includes(`${node.text.slice(0, node.text.indexOf('.setSSL'))}.setSSLCheckServerIdentity(true)`),
    },
  },
  {
    id: 'java-cors',
    rule: 'cors-with-credentials',
    severity: 'suggestion',
    confidence: 400,
    hint: /Access-Control-Allow-Origin/i,
    shows: {
      kind: /^call_expression$/,
      text: /^[\w.()]{1,60}\.(?:add|set)Header\("Access-Control-Allow-Origin",(?:"(?:\*|null|\*\.[\w.-]{1,80})"|\w{1,40}\.(?:getHeader|getParameter)\([^()]{0,80}\))\)$/i,
    },
    title: 'Every site may read the answers',
    explanation: 'Scripts of any site may call this and read what comes back. Name the origins that may.',
    scenario: (quote) => ({
      description: `A visitor of another site has its script ask this server, and after \`${quote.slice(0, 80)}\` it reads the answer.`,
    }),
  },
  {
    id: 'java-cookie-open',
    rule: 'unencrypted-data',
    severity: 'suggestion',
    confidence: 450,
    hint: /\.set(?:Secure|HttpOnly)\(\s*false/,
    elsewhere: /\bCookie\b/,
    shows: { kind: /^call_expression$/, text: /\.set(?:Secure|HttpOnly)\(false\)$/ },
    title: 'A cookie is open to scripts or to the network',
    explanation: 'Without `Secure` it is sent in the clear, without `HttpOnly` any script of the page reads it.',
    scenario: (quote) => ({
      description: `A script on the page, or somebody on the way, reads the cookie of \`${quote.slice(0, 80)}\` and goes on in its owner’s name.`,
    }),
  },
  {
    id: 'java-cookie-scripts',
    rule: 'unencrypted-data',
    severity: 'suggestion',
    confidence: 400,
    hint: /new Cookie\(/,
    elsewhere: /servlet/,
    shows: {
      kind: /^variable_declarator$/,
      text: /^\w{1,60}=newCookie\("\w{0,30}(?:[tT]oken|[sS]ession|[aA]uth|[jJ][wW][tT]|[rR]emember)\w{0,30}",(?!""|null)/,
      only: (node, around) => {
        const name = /^\w+/.exec(node.text)?.[0] ?? '';
        return !new RegExp(String.raw`\b${name}\.set(?:HttpOnly\(|MaxAge\(\s*0)`).test(around.text);
      },
    },
    title: 'A cookie is open to scripts or to the network',
    explanation: 'Without `HttpOnly` any script of the page reads it: `setHttpOnly(true)`, and `setSecure(true)`.',
    scenario: (quote) => ({
      description: `A script on the page reads the cookie of \`${quote.slice(0, 80)}\` and goes on in its owner’s name.`,
    }),
  },
  {
    id: 'java-groovy',
    rule: 'code-injection',
    severity: 'suggestion',
    confidence: 350,
    hint: /GroovyShell|GroovyClassLoader/,
    takes: {
      of: 'call',
      name: /(?:^new GroovyShell\(\)|[sS]hell)\.(?:evaluate|parse|run)$|(?:[lL]oader|^new GroovyClassLoader\(\))\.parseClass$/,
      need: { purpose: 'code', needs: 'any' },
    },
  },
  {
    id: 'java-cookie-years',
    rule: 'public-exposure',
    severity: 'suggestion',
    confidence: 350,
    hint: /\.setMaxAge\(/,
    elsewhere: /\bCookie\b/,
    shows: {
      kind: /^call_expression$/,
      text: /^\w{0,30}[cC]ookie\w{0,30}\.setMaxAge\((?:[\d*]{0,16}\b(?:365|1000)\b[\d*]{0,16}|\d{8,12})\)$/,
    },
    title: 'A cookie stays for a year',
    explanation: '`setMaxAge` counts seconds. What lies on a machine that long is found by its next user.',
    scenario: (quote) => ({
      description: `Somebody who uses the same browser months later is still known by the cookie of \`${quote.slice(0, 80)}\`.`,
    }),
  },
  {
    id: 'java-rpc',
    rule: 'unsafe-deserialisation',
    severity: 'suggestion',
    confidence: 450,
    hint: /setEnabledForExtensions\(/,
    shows: { kind: /^call_expression$/, text: /\.setEnabledForExtensions\((?!false\))/ },
  },
  {
    id: 'java-ldap-objects',
    rule: 'unsafe-deserialisation',
    severity: 'suggestion',
    confidence: 450,
    hint: /setReturningObjFlag|SearchControls\(|SECURITY_AUTHENTICATION/,
    shows: {
      kind: /^(?:call|new)_expression$/,
      text: /\.setReturningObjFlag\(true\)$|^newSearchControls\([^()]*,true,\w+\)$|\.put\(Context\.SECURITY_AUTHENTICATION,"none"\)$/,
    },
    title: 'A directory is asked for objects, or by nobody',
    explanation:
      'Entries that are turned into objects may make any class; a connection without authentication believes everybody.',
    scenario: (quote) => ({
      description: `Whoever may write an entry of the directory names a class of his own, and \`${quote.slice(0, 80)}\` has it made.`,
    }),
  },
  {
    id: 'java-open-permissions',
    rule: 'public-exposure',
    severity: 'suggestion',
    confidence: 450,
    hint: /OTHERS_WRITE|PosixFilePermissions\.fromString|setWritable\(|setReadable\(/,
    shows: {
      kind: /^(?:call_expression|member_expression)$/,
      text: /^PosixFilePermissions\.fromString\("[rwx-]{7}w[x-]"\)$|^PosixFilePermission\.OTHERS_WRITE$|\.setWritable\(true,false\)$/,
    },
  },
  {
    id: 'java-csrf-off',
    rule: 'guard-removed',
    severity: 'suggestion',
    confidence: 400,
    hint: /csrf/,
    elsewhere: /springframework\.security/,
    // A service without cookies has nothing to forge.
    unless: /STATELESS|oauth2ResourceServer|httpBasic|[jJ]wt|[bB]earer|token/,
    shows: {
      kind: /^call_expression$/,
      text: /\.csrf\(\)\.disable\(\)$|\.csrf\((?:\(?\w+\)?->\w+\.disable\(\)|\w+::disable|AbstractHttpConfigurer::disable)\)$/,
    },
    title: 'Forged requests are let in',
    explanation:
      'Where a cookie says who somebody is, any site can have his browser send requests here. Leave the check on.',
    scenario: (quote) => ({
      description: `A visitor of another site who is logged in here has its form sent by his browser, and after \`${quote.slice(0, 80)}\` it is carried out.`,
    }),
  },
  {
    id: 'java-hash-compare',
    rule: 'weak-hash',
    severity: 'suggestion',
    confidence: 400,
    hint: /\bequals\(/,
    elsewhere: /MessageDigest|DigestUtils|\bMac\b|[hH]mac/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:\w+\.)?(?:\w*(?:[hH]mac|[sS]ignature|[pP]asswordHash|[dD]igest)|hash)\w{0,10}(?:\(\))?\.equals(?:IgnoreCase)?\((?!null)[\w.]+(?:\([\w.]*\))?\)$|^(?:\w+\.)?(?:get|compute)Hash\w{0,10}\([\w.]*\)\.equals\(|^Arrays\.equals\([^()]*(?:[hH]ash|[hH]mac|[mM]d5|[dD]igest|[sS]ignature)\w*(?:\([\w.]*\))?,/,
      around: /(?:[pP]assword|[sS]ecret|[tT]oken|[hH]mac|[sS]ignature|[uU]ser|[lL]ogin|[aA]uth)/,
    },
    title: 'A secret hash is compared step by step',
    explanation:
      '`equals` stops at the first difference, and its time tells how far it came. Use `MessageDigest.isEqual`.',
    scenario: (quote) => ({
      description: `Somebody measures how long \`${quote.slice(0, 80)}\` takes, and finds the right value byte by byte.`,
    }),
  },
]);
