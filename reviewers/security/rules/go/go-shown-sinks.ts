import { sinksOf } from '../plain/make-sinks.ts';
import { isNeverFilled } from '../plain/never-filled.ts';
import { NO_SECRET_NEAR } from '../secret-names.ts';

/** Go: calls that are a hazard as they stand, whatever reaches them. Worth considering, no more. */
export const GO_SHOWN = sinksOf([
  {
    id: 'go-digest',
    rule: 'weak-hash',
    severity: 'suggestion',
    confidence: 350,
    hint: /\b(?:md[45]|sha1|ripemd160)\./,
    unless: /"testing"|etag|checksum|gravatar/i,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:md[45]|sha1|ripemd160)\.(?:New|Sum)\(/,
      notFor: NO_SECRET_NEAR,
    },
    title: 'A broken hash is used',
    explanation: 'Two texts with the same MD5 or SHA-1 can be made at will. Use SHA-256, for passwords a slow hash.',
    scenario: (quote) => ({
      description: `Somebody makes a second text for which \`${quote.slice(0, 80)}\` answers the same, and it passes as the first.`,
    }),
  },
  {
    id: 'go-old-hash',
    rule: 'weak-hash',
    hint: /\bmd4\.New\(/,
    shows: { kind: /^call_expression$/, text: /^md4\.New\(\)$/ },
  },
  {
    id: 'go-marked-html',
    rule: 'cross-site-scripting',
    severity: 'suggestion',
    confidence: 350,
    hint: /\btemplate\.(?:HTML|JS|JSStr|URL|HTMLAttr|CSS|Srcset)\(/,
    elsewhere: /"html\/template"/,
    shows: {
      kind: /^(?:call|cast)_expression$/,
      text: /^template\.(?:HTML|JS|JSStr|URL|HTMLAttr|CSS|Srcset)\([a-z]\w*(?:\.\w+){0,3}\)$/,
      without: /[eE]scape|[sS]anitiz|bluemonday|[mM]arkdown|[rR]ender/,
    },
    title: 'A value is marked as safe for the page',
    explanation: 'What it holds is no longer escaped. Give it to the template as a string, or escape it.',
    scenario: (quote) => ({
      description: `A value with \`<script>\` in it goes through \`${quote.slice(0, 80)}\` and runs in the browser of whoever looks at the page.`,
    }),
  },
  {
    id: 'go-zero-nonce',
    rule: 'weak-cipher',
    severity: 'warning',
    confidence: 600,
    unless: /"testing"/,
    hint: /\bcipher\.New|\.Seal\(/,
    elsewhere: /"crypto\/cipher"/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:cipher\.New(?:CTR|OFB|CFBEncrypter|CBCEncrypter)\(\w+,|\w+\.Seal\(\w+,)\w+(?:\[:\])?[,)]/,
      only: (node, around) => {
        const name = /^[\w.]+\(\s*\w+\s*,\s*(\w+)/.exec(node.text)?.[1];
        return name !== undefined && isNeverFilled(name, around);
      },
    },
    title: 'The nonce is always zero',
    explanation:
      '`make` answers zeros, and nothing is read into them. Two texts encrypted with one nonce give each other away; fill it by `io.ReadFull(rand.Reader, nonce)`.',
  },
  {
    id: 'go-redirect-credentials',
    rule: 'guard-removed',
    severity: 'warning',
    confidence: 500,
    unless: /"testing"/,
    hint: /\bCheckRedirect\b/,
    shows: {
      kind: /^function_expression$/,
      text: /^func\(\w+\*http\.Request,\w+\[\]\*http\.Request\)error\{.*\.Header(?:\.(?:Set|Add)\("(?:Authorization|Cookie|Proxy-Authorization)"|=via\[)/i,
      // Where the hosts are compared, only one's own gets them.
      only: ({ text }) => !/\.Host\b|Hostname\(\)|[sS]ame(?:Host|Origin|Domain)/.test(text),
    },
    title: 'Credentials follow a redirect to any host',
    explanation:
      'The client leaves them out on purpose where a redirect leads to another host. Compare the hosts before they are set again.',
    scenario: (quote) => ({
      description: `The server that was asked, or one on the way, answers with a redirect to a host of somebody else, who reads what \`${quote.slice(0, 80)}\` sends along.`,
    }),
  },
  {
    id: 'go-remembered-key',
    rule: 'unverified-token',
    severity: 'warning',
    confidence: 450,
    unless: /"testing"/,
    hint: /\bPublicKeyCallback\b/,
    shows: {
      kind: /^(?:pair|assignment)$/,
      text: /^(?:\w{1,40}\.){0,3}PublicKeyCallback[:=]func\(/,
      only: ({ text }) => {
        const name = /,\s{0,9}(\w{1,40})\s{1,9}(?:ssh\.)?PublicKey\)/.exec(text)?.[1];
        return name !== undefined && new RegExp(String.raw`[\w\]]\s{0,9}=\s{0,9}${name}\s{0,9}\n`).test(text);
      },
    },
    title: 'A key that was only offered is remembered as the caller’s',
    explanation:
      'The callback is also asked about keys that the caller cannot sign with. Return what is to be known in `Permissions.Extensions`.',
    scenario: (quote) => ({
      description: `Somebody offers another person’s public key and then signs with his own; by \`${quote.slice(0, 80)}\` he is taken for the other.`,
    }),
  },
  {
    id: 'go-known-temporary',
    rule: 'insecure-temporary-file',
    severity: 'suggestion',
    confidence: 450,
    unless: /"testing"/,
    hint: /\/tmp\/|os\.TempDir\(\)/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:os|ioutil)\.(?:Create|WriteFile|OpenFile)\((?:"\/(?:usr\/|var\/)?tmp\/|(?:path|filepath)\.Join\((?:os\.TempDir\(\)|"\/(?:var\/)?tmp\/?"),"[^"]*"\)|os\.TempDir\(\)\+")/,
    },
  },
  {
    id: 'go-open-file',
    rule: 'public-exposure',
    severity: 'suggestion',
    confidence: 350,
    unless: /"testing"/,
    hint: /\b0?o?[67][67][67]\b/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:os|ioutil)\.(?:WriteFile|OpenFile)\(.{1,300},(?:os\.FileMode\()?0o?(?:777|722|733|766|776)\)?\)$/,
    },
  },
  {
    id: 'go-profiler',
    rule: 'debug-mode',
    severity: 'suggestion',
    confidence: 450,
    hint: /ListenAndServe/,
    elsewhere: /_\s+"net\/http\/pprof"/,
    unless: /"testing"/,
    shows: {
      kind: /^call_expression$/,
      text: /^http\.ListenAndServe(?:TLS)?\((?!"(?:localhost|127\.0\.0\.1|\[::1\])).*,nil\)$/,
    },
    title: 'The profiler answers everybody',
    explanation:
      'Importing `net/http/pprof` adds its pages to the default handler. Serve them from a mux of their own, on this machine only.',
    scenario: (quote) => ({
      description: `A visitor reads the command line and the memory’s profile at \`/debug/pprof/\` of \`${quote.slice(0, 80)}\`, or has it profile for minutes.`,
    }),
  },
  {
    id: 'go-whole-disk',
    rule: 'public-exposure',
    severity: 'suggestion',
    confidence: 500,
    hint: /http\.Dir\("\/"\)/,
    shows: { kind: /^(?:call|cast)_expression$/, text: /^http\.Dir\("\/"\)$/ },
    title: 'The whole file system is served',
    explanation: 'Every file that the program may read is handed out. Name the folder that is meant.',
    scenario: () => ({ description: 'A visitor asks for `/etc/passwd` and gets it.' }),
  },
  {
    id: 'go-bypass',
    rule: 'guard-removed',
    severity: 'suggestion',
    confidence: 450,
    hint: /AddInsecureBypassPattern/,
    shows: { kind: /^call_expression$/, text: /\.AddInsecureBypassPattern\((?:"\/"|[^"])/ },
  },
  {
    id: 'go-bomb',
    rule: 'archive-traversal',
    severity: 'suggestion',
    confidence: 350,
    hint: /\bio\.Copy(?:Buffer)?\(|ioutil\.ReadAll\(|io\.ReadAll\(/,
    elsewhere: /(?:gzip|zlib|flate|bzip2|lzw)\.NewReader|zip\.(?:Open|New)Reader/,
    unless: /LimitReader|LimitedReader|CopyN|MaxBytesReader|"testing"|[mM]axSize|MaxDecompress/,
    shows: {
      kind: /^call_expression$/,
      text: /^io\.Copy(?:Buffer)?\([\w.&]+,\w*(?:rc|[zg]r|gz\w*|zip\w*|zlib\w*|[dD]ecompress\w*|unzip\w*|r)\b/,
      around: /(?:gzip|zlib|flate|bzip2|lzw)\.NewReader|zip\.(?:Open|New)Reader|\*zip\.(?:File|Reader)/,
    },
    title: 'What is unpacked has no limit',
    explanation: 'A small archive can unpack to terabytes. Copy through `io.LimitReader`, or `io.CopyN`.',
    scenario: (quote) => ({
      description: `Somebody sends an archive of a megabyte that unpacks to a terabyte, and \`${quote.slice(0, 80)}\` fills the disk.`,
    }),
  },
  {
    id: 'go-weak-suite',
    rule: 'weak-cipher',
    severity: 'suggestion',
    confidence: 400,
    unless: /"testing"/,
    hint: /tls\.TLS_RSA_WITH_/,
    shows: {
      kind: /^(?:pair|assignment)$/,
      text: /^(?:\w{1,40}\.){0,3}CipherSuites(?::|=)\[\]uint16\{(?:[\w.]{1,80},){0,40}tls\.TLS_RSA_WITH_/,
    },
    title: 'A connection without forward secrecy is allowed',
    explanation:
      'With plain RSA whoever gets the key later reads what was recorded earlier. Use the suites with ECDHE.',
    scenario: () => ({
      description: 'Somebody who recorded connections and gets hold of the key of the server reads all of them.',
    }),
  },
]);
