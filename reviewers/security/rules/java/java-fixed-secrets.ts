import type { Syntax } from '../../../changed-code/syntax-node.ts';
import type { Made } from '../../values/making.ts';
import { sinksOf, type SinkRow } from '../plain/make-sinks.ts';
import { isNeverFilled } from '../plain/never-filled.ts';

/** What stands for another value, is the same everywhere, or says that it is for trying out. */
const NO_SECRET =
  /^$|^changeit$|^\W*$|^<.*>$|\$\{|%s|example|changeme|change_me|dummy|placeholder|^(?:x+|none|null|empty|test\w{0,8}|foo|bar|user(?:name)?|sa|guest|anonymous)$|[_.-](?:password|secret|key|token)$|^(?:password|secret|key|token)[_.-]|\s\S+\s/i;

/** Whether all that a value may be stands in the code. */
function isWritten(made: Made): boolean {
  const texts = made.texts();
  return texts.length > 0 && texts.every((text) => text.length >= 3 && !text.includes('{}') && !NO_SECRET.test(text));
}

/** The same where a value may be bytes, one by one. */
function isWrittenBytes(made: Made): boolean {
  const texts = made.texts();
  const isText = texts.length === 1 && isWritten(made);
  return isText || (texts.length > 3 && texts.every((text) => /^(?:0x[\da-f]{1,2}|-?\d{1,3}|0)$/i.test(text)));
}

const place = (id: string, name: RegExp, values: readonly number[], made = isWritten): SinkRow => ({
  id,
  rule: 'hard-coded-secret',
  severity: 'suggestion',
  confidence: 450,
  hint: name.source.includes('KeySpec')
    ? /KeySpec|hmacShaKeyFor|HMAC\d|setSigningKey|signWith|DESKey/
    : /[pP]assword|[sS]ecret|[cC]redentials|getConnection|\.load\(/,
  takes: { of: 'call', name, values, need: { purpose: 'key', needs: 'made', made } },
  title: 'A key or password stands in the code',
});

/** Java: keys, passwords and vectors that are the same in every copy of the program. */
export const JAVA_FIXED_SECRETS = sinksOf([
  place(
    'java-fixed-key',
    /^new (?:SecretKeySpec|PBEKeySpec|DESKeySpec|DESedeKeySpec|HmacKey|OctetSequenceKey\.Builder)$|(?:^|\.)(?:hmacShaKeyFor|HMAC(?:256|384|512)|setSigningKey)$/,
    [0],
    isWrittenBytes,
  ),
  place('java-fixed-signing', /\.signWith$/, [1]),
  place(
    'java-fixed-password',
    /(?:^|\.)(?:set(?:Password|ClientSecret|SecretKey|Secret|ApiKey|KeyStorePassword|KeyPassword|Passphrase)|clientSecret|secretKey)$|^new KeyStore\.PasswordProtection$/,
    [0],
  ),
  {
    ...place(
      'java-fixed-login',
      /^new (?:PasswordAuthentication|UsernamePasswordCredentials)$|\.load$|(?:^|\.)login$/,
      [1],
    ),
    elsewhere: /PasswordAuthentication|UsernamePasswordCredentials|KeyStore/,
  },
  place('java-fixed-connection', /^DriverManager\.getConnection$/, [2]),
  {
    id: 'java-fixed-vector',
    rule: 'weak-cipher',
    severity: 'suggestion',
    confidence: 500,
    hint: /IvParameterSpec|GCMParameterSpec/,
    takes: {
      of: 'call',
      name: /^new (?:IvParameterSpec|GCMParameterSpec)$/,
      values: ({ callee, arguments: given }) => given.slice(callee.endsWith('GCMParameterSpec') ? 1 : 0).slice(0, 1),
      // What is decrypted needs the vector of whoever encrypted it.
      only: ({ node }) => !isDecrypting(node),
      need: { purpose: 'key', needs: 'made', made: isWrittenBytes },
    },
    title: 'The initialisation vector is always the same',
    explanation:
      'With one vector for all messages, equal beginnings encrypt to equal beginnings; in CTR and GCM two messages give both away. Make a new one for each message (`SecureRandom`).',
  },
  {
    id: 'java-zero-vector',
    rule: 'weak-cipher',
    severity: 'suggestion',
    confidence: 500,
    hint: /IvParameterSpec|GCMParameterSpec/,
    shows: {
      kind: /^new_expression$/,
      text: /^new(?:IvParameterSpec|GCMParameterSpec)\((?:\d+,)?(?:newbyte\[[^\]]+\]|\w+)\)$/,
      only: (node, around) => {
        const name = /(?:\(|,\s*)(\w+)\)$/.exec(node.text)?.[1];
        return !isDecrypting(node) && (name === undefined || isNeverFilled(name, around));
      },
    },
    title: 'The initialisation vector is always the same',
    explanation:
      'A new array is all zero. With one vector for all messages, equal beginnings encrypt to equal beginnings. Fill it by `SecureRandom`.',
  },
]);

function isDecrypting(node: Syntax): boolean {
  let outer: Syntax | null = node;
  while (outer !== null && outer.kind !== 'function_declaration') outer = outer.parent;
  const text = outer?.text ?? '';
  return text.includes('DECRYPT_MODE') && !/(?<!D)ENCRYPT_MODE|WRAP_MODE/.test(text);
}
