import type { Syntax } from '../../../changed-code/syntax-node.ts';
import type { Made } from '../../values/making.ts';
import type { Call } from '../../values/grammar.ts';
import type { Place } from '../../values/find-uses.ts';
import { sinksOf, type SinkRow } from '../plain/make-sinks.ts';
import { isNeverFilled } from '../plain/never-filled.ts';

/** What stands for another value, is the same everywhere, or says that it is for trying out. */
const NO_SECRET =
  /^$|^changeit$|^\W*$|^<.*>$|\$\{|%s|example|changeme|change_me|dummy|placeholder|^(?:x+|none|null|empty|test\w{0,8}|foo|bar|user(?:name)?|sa|guest|anonymous)$|[_.-](?:password|secret|key|token)$|^(?:password|secret|key|token)[_.-]|\s\S+\s/i;

const isSecret = (text: string): boolean => text.length >= 3 && !text.includes('{}') && !NO_SECRET.test(text);

/** Whether all that a value may be stands in the code. */
function isWritten(made: Made): boolean {
  const texts = made.texts();
  return texts.length > 0 && texts.every(isSecret);
}

/** How text is turned into bytes, and back. */
const CHARSET = /^(?:UTF-?(?:8|16(?:[BL]E)?)|(?:US-)?ASCII|ISO-?8859-1)$/i;

/** What only turns a text into bytes. */
const DECODES =
  /(?:^|\.)(?:decode\w{0,10}|getDecoder|getMimeDecoder|parse(?:Hex|Base64)\w{0,6}|from(?:Hex|Base64)\w{0,8}|hexToBytes|hexStringToByteArray|toByteArray|getBytes|toCharArray|toUpperCase|toLowerCase|copyOf(?:Range)?)$|^new (?:BigInteger|String|Base64|Hex|BASE64Decoder)$/;

/** `Base64.getDecoder().decode("…")`, `new BigInteger("…").toByteArray()`. */
function isDecoded(made: Made): boolean {
  const { calls, literals } = made;
  const [text = '', ...more] = literals.filter((one) => !CHARSET.test(one));
  if (text.length < 8 || more.length > 0 || !isSecret(text) || calls.size === 0) return false;
  return (
    [...calls].every((call) => DECODES.test(call)) &&
    made.texts().every((one) => one === '{}' || one === text || /^[A-Z]\w{0,40}$/.test(one))
  );
}

const CHARSETS = /(?:^|\.)(?:StandardCharsets|Charsets)\.\w+$/;

/** What a value may be, without what says how its text becomes bytes, and without nothing. */
function writtenTexts(made: Made): string[] {
  const texts = made.texts().filter((text) => text !== 'null' && !CHARSET.test(text));
  const ofCharset = [...made.reads].some((path) => CHARSETS.test(path)) ? texts.indexOf('{}') : -1;
  return texts.filter((_, index) => index !== ofCharset);
}

/** The same where a value may be bytes, or signs, one by one. */
function isWrittenBytes(made: Made): boolean {
  const texts = writtenTexts(made);
  const isText = texts.length > 0 && texts.every(isSecret);
  const isListed = texts.length > 3 && texts.every((text) => /^(?:0x[\da-f]{1,2}|-?\d{1,3}|.)$/i.test(text));
  return isText || isListed || isDecoded(made);
}

/** A number of a key, as long as one has it, or its bytes. */
const isWrittenNumber = (made: Made): boolean =>
  isWrittenBytes(made) || made.literals.some((text) => /^[\da-fA-F]{6,4000}$/.test(text));

/** A key by its name in a store, or what opens the store for those who take keys from it. */
const isOfStore: Place['only'] = ({ callee, receiver }) =>
  callee.startsWith('new ') ||
  (callee.endsWith('getKey')
    ? /(?:[sS]tore|ks)\d?$/.test(receiver?.text ?? '')
    : /(?:kmf|[fF]actory|KeyManagerFactory\.getInstance\([^()]{0,80}\))$/.test(receiver?.text ?? ''));

/** A key of settings under which a password stands. */
const NAMES_PASSWORD = /(?:(?:^|[^"\w])\w{0,40}(?:PASSWORD|PASS_?PHRASE|CREDENTIALS|SECRET_KEY)|[pP]ass[wW]ord")$/;

/** A name, as the text that this file gives it. */
function writtenAs({ text }: Syntax, place: Syntax): string {
  if (!/^[A-Z]\w{1,60}$/.test(text)) return text;
  let root = place;
  while (root.parent !== null) root = root.parent;
  return new RegExp(String.raw`\b${text}\s{0,9}=\s{0,9}("[^"\n]{1,100}")`).exec(root.text)?.[1] ?? text;
}

const PASSWORD =
  /^(?:this\.)?(?:get)?\w{0,40}(?:[pP]ass(?:w(?:or)?d|phrase)|(?<![a-z])pwd|Pwd|[sS]ecretKey|[aA]piKey)(?:\(\))?$/;

const PASSWORD_CONSTANT = /^(?:[A-Z][\dA-Z]*_){0,5}(?:PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET)$/;

/** What a password is compared with. */
function comparedPassword({ receiver, arguments: [other] }: Call): readonly Syntax[] {
  const pair = [receiver, other].flatMap((one) => one ?? []);
  const at = pair.findIndex(({ text }) => PASSWORD.test(text));
  if (pair.length < 2) return [];
  return at === -1 ? pair.filter(({ text }) => PASSWORD_CONSTANT.test(text)) : pair.filter((_, index) => index !== at);
}

const place = (
  id: string,
  name: RegExp,
  values: readonly number[] | 'all',
  made = isWritten,
  only?: Place['only'],
): SinkRow => ({
  id,
  rule: 'hard-coded-secret',
  severity: 'suggestion',
  confidence: 450,
  hint: name.source.includes('KeySpec')
    ? /KeySpec|hmacShaKeyFor|HMAC\d|setSigningKey|signWith|DESKey/
    : /[pP]assword|[sS]ecret|[cC]redentials|getConnection|\.load\(|KerberosKey|\.getKey\(|\.init\(/,
  takes: { of: 'call', name, values, ...(only && { only }), need: { purpose: 'key', needs: 'made', made } },
  title: 'A key or password stands in the code',
});

/** Java: keys, passwords and vectors that are the same in every copy of the program. */
export const JAVA_FIXED_SECRETS = sinksOf([
  place(
    'java-fixed-key',
    /^new (?:[\w.]+\.)?(?:SecretKeySpec|PBEKeySpec|DESKeySpec|DESedeKeySpec|HmacKey|OctetSequenceKey\.Builder)$|(?:^|\.)(?:hmacShaKeyFor|HMAC(?:256|384|512)|setSigningKey)$/,
    [0],
    isWrittenBytes,
  ),
  place(
    'java-fixed-private-key',
    /^new (?:[\w.]+\.)?(?:PKCS8EncodedKeySpec|(?:RSA|DSA|EC|DH)Private(?:Crt)?KeySpec)$/,
    'all',
    isWrittenNumber,
  ),
  place('java-fixed-holder', /^new KerberosKey$|(?:^|\.)(?:getKey|init)$/, [1], isWrittenBytes, isOfStore),
  place('java-fixed-signing', /\.signWith$/, [1]),
  place(
    'java-fixed-password',
    /(?:^|\.)(?:set(?:Password|ClientSecret|SecretKey|Secret|ApiKey|KeyStorePassword|KeyPassword|Passphrase)|clientSecret|secretKey)$|^new KeyStore\.PasswordProtection$/,
    [0],
    isWrittenBytes,
  ),
  {
    ...place(
      'java-fixed-login',
      /^new (?:PasswordAuthentication|UsernamePasswordCredentials)$|\.load$|(?:^|\.)login$/,
      [1],
      isWrittenBytes,
    ),
    elsewhere: /PasswordAuthentication|UsernamePasswordCredentials|KeyStore/,
  },
  {
    ...place('java-fixed-session', /\.(?:login|authPassword|authenticate)$/, [1]),
    hint: /\.(?:login|authPassword|authenticate)\(/,
    elsewhere: /\b(?:FTPS?Client|SSHClient|SMTPClient|AuthenticatingSMTPClient|IMAPClient|LDAPConnection)\b/,
  },
  place('java-fixed-connection', /^DriverManager\.getConnection$/, [2]),
  {
    id: 'java-password-compared',
    rule: 'hard-coded-secret',
    severity: 'suggestion',
    confidence: 450,
    hint: /\bequals\w*\(/,
    takes: {
      of: 'call',
      name: /\.equals(?:IgnoreCase)?$/,
      values: comparedPassword,
      need: { purpose: 'key', needs: 'made', made: isWritten },
    },
    title: 'A password is compared with one that stands in the code',
  },
  {
    id: 'java-fixed-entry',
    rule: 'hard-coded-secret',
    severity: 'suggestion',
    confidence: 450,
    hint: /\.(?:put|putIfAbsent|setProperty|addProperty)\(/,
    takes: {
      of: 'call',
      name: /\.(?:put|putIfAbsent|setProperty|addProperty)$/,
      values: [1],
      only: ({ arguments: [key], node }) => key !== undefined && NAMES_PASSWORD.test(writtenAs(key, node)),
      need: { purpose: 'key', needs: 'made', made: isWritten },
    },
    title: 'A key or password stands in the code',
  },
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
