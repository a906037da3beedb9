import { brief } from '../scenario.ts';
import { PASSWORD_VALUE } from './plain/password-rows.ts';
import type { Audience } from '../audience.ts';
import type { SecurityRule } from '../vocabulary.ts';

/** What a linter's match is judged by. */
interface LintedCode {
  /** The matched code. */
  readonly code: string;
  /** The lines that it stands on. */
  readonly lines: string;
  /** The same and a few around them. */
  readonly around: string;
  readonly message: string;
  readonly text: string;
  readonly audience: Audience;
}

/** What one of ruff's security rules is told as. Without a stranger's value that is worth considering, no more. */
export interface PythonHazard {
  readonly rule: SecurityRule;
  readonly severity: 'warning' | 'suggestion';
  readonly confidence: number;
  readonly title: string;
  readonly explanation: string;
  readonly scenario: (code: string) => string;
  /** Where the linter says more than is wrong: what it is true of. */
  readonly when?: (found: LintedCode) => boolean;
}

type Words = Pick<PythonHazard, 'title' | 'explanation' | 'scenario'>;
type Told = Pick<PythonHazard, 'rule' | 'severity' | 'confidence' | 'when'>;

const hazard = (told: Told, [title, explanation, scenario]: readonly [string, string, string]): PythonHazard => ({
  ...told,
  ...({
    title,
    explanation,
    scenario: (code) => scenario.replace('CODE', () => `\`${brief(code)}\``),
  } satisfies Words),
});

/** What a fast hash is right for: it names, compares and spreads, and keeps nobody out. */
const NO_SECRET =
  /usedforsecurity\s{0,3}=\s{0,3}False|checksum|etag|cache|finger_?print|digest_?size|\bcontent|chunk|shard|bucket|partition|dedup|unique|file|path|blob|git|s3|gravatar|avatar|md5sum|sha1sum|\bid\b|_id\b|uid|uuid|hash_?key|\bkey\b|_key\b|slug|seed|colou?r|version|signature_key|channel|room|migration|certificate|subject|\bcert/i;

/** What is not broken by two texts with one hash (RFC 6194 of HMAC; codes of one use, padding of RSA, keys from a password, what DNS and X.509 prescribe). */
const HOLDS_WITH_IT = /\b[ht]otp\b|hmac|\boaep\b|\bmgf1?\b|pbkdf2|\bhkdf\b|nsec3|ocsp|key_?identifier/i;

const pickled = hazard({ rule: 'unsafe-deserialisation', severity: 'suggestion', confidence: 400 }, [
  'Data is decoded by a format that runs code',
  'The data says which functions are called while it is decoded. Use JSON, or sign the data and check it first.',
  'Whoever can write what CODE reads has `__reduce__` name `os.system`, and his command runs.',
]);
const cipher = hazard({ rule: 'weak-cipher', severity: 'suggestion', confidence: 500 }, [
  'A broken cipher or mode is used',
  'ECB shows equal blocks as equal; DES, RC4 and Blowfish are broken. Use AES in GCM.',
  'Somebody who sees what CODE encrypts recognises equal blocks or finds the key.',
]);
const plain = hazard(
  {
    rule: 'unencrypted-data',
    severity: 'suggestion',
    confidence: 450,
    when: ({ lines }) => !lines.includes('FTP_TLS'),
  },
  [
    'Names and passwords are sent in the clear',
    'FTP and Telnet encrypt nothing. Use SFTP, FTPS or SSH.',
    'Somebody on the way reads the password that CODE sends, and changes what comes back.',
  ],
);
const digest = (calls: RegExp, without = /$^/): PythonHazard =>
  hazard(
    {
      rule: 'weak-hash',
      severity: 'suggestion',
      confidence: 350,
      when: ({ lines, around }) => !NO_SECRET.test(around) && !without.test(around) && calls.test(lines),
    },
    [
      'A broken hash is used',
      'Two texts with the same MD5 or SHA-1 can be made at will. Use SHA-256, for passwords a slow hash; where nothing depends on it, say `usedforsecurity=False`.',
      'Somebody makes a second text for which CODE answers the same, and it passes as the first.',
    ],
  );
const xml = hazard(
  {
    rule: 'external-entities',
    severity: 'suggestion',
    confidence: 400,
    when: ({ audience, text }) => audience === 'strangers' && !/defusedxml/.test(text),
  },
  [
    'XML of others is read by a parser that expands entities',
    'A small document can expand to gigabytes, and older parsers read the files that it names. Use defusedxml.',
    'A caller sends a document whose entities refer to each other ten deep, and CODE takes all memory.',
  ],
);
const key = hazard({ rule: 'weak-cipher', severity: 'suggestion', confidence: 500 }, [
  'A key is made that is too short',
  'Keys of RSA and DSA below 2,048 bits, and curves below 224, are within reach of those who can pay for it.',
  'Somebody computes the private half of the key of CODE and signs in its owner’s name.',
]);
const oldTls = hazard({ rule: 'weak-cipher', severity: 'warning', confidence: 600 }, [
  'A broken version of TLS is allowed',
  'SSL 2, SSL 3, TLS 1.0 and 1.1 have known attacks. Ask for TLS 1.2 at least.',
  'Somebody on the way has both ends of CODE agree on the old version, and reads what is sent.',
]);
const password = hazard(
  {
    rule: 'hard-coded-secret',
    severity: 'suggestion',
    confidence: 450,
    when: ({ lines }) => PASSWORD_VALUE.test(lines),
  },
  [
    'A password stands in the code',
    'Whoever can read the code has it, and it cannot be changed without a release. Read it from the surroundings.',
    'Somebody who can read the repository logs in with the value of CODE.',
  ],
);

/** ruff's rules (S, after bandit's) that say a hazard and are rare in good code, by its codes. */
export const PYTHON_HAZARDS: Readonly<Record<string, PythonHazard>> = {
  S105: password,
  S106: password,
  S107: password,
  S202: hazard(
    {
      rule: 'archive-traversal',
      severity: 'suggestion',
      confidence: 500,
      when: ({ code }) => !/\bmembers\s*=|\bfilter\s*=\s*(?!["']fully_trusted)/.test(code),
    },
    [
      'An archive is unpacked without looking at its paths',
      'Before Python 3.14 a member may be called `../../etc/cron.d/x`. Pass `filter="data"`.',
      'An archive with a member `../../etc/cron.d/job` has CODE write outside of the folder.',
    ],
  ),
  S302: pickled,
  S304: cipher,
  S305: cipher,
  S312: plain,
  S321: plain,
  S313: xml,
  S314: xml,
  S315: xml,
  S316: xml,
  S317: xml,
  S318: xml,
  S319: xml,
  // Of PyCryptodome; what `hashes.SHA1()` and MD4 are made for, a protocol mostly prescribes.
  S303: digest(/^(?!.*md4).*\.new\s{0,3}\(/i, HOLDS_WITH_IT),
  S324: digest(/(?:md[245]|sha1?|new|crypt)\s{0,3}\(/i),
  S502: oldTls,
  S503: oldTls,
  S504: hazard({ rule: 'weak-cipher', severity: 'suggestion', confidence: 450 }, [
    'The version of TLS is left to the library',
    '`ssl.wrap_socket` without a version accepts broken ones. Use `ssl.create_default_context()`.',
    'Somebody on the way has both ends of CODE agree on an old version, and reads what is sent.',
  ]),
  S505: key,
  S506: hazard({ rule: 'unsafe-deserialisation', severity: 'warning', confidence: 650 }, [
    'YAML is loaded without a safe loader',
    'Up to PyYAML 5 it builds any Python object that the text names, from 6 on the call raises. Use `yaml.safe_load`.',
    'The text `!!python/object/apply:os.system ["id"]` has CODE run that command while it loads.',
  ]),
  S507: hazard({ rule: 'certificate-check-off', severity: 'warning', confidence: 600 }, [
    'Any host key is accepted',
    'Whoever answers first is believed. Load known hosts and keep `RejectPolicy`.',
    'Somebody on the way answers with a key of his own; with CODE he is believed, and gets the password.',
  ]),
  S508: plain,
  S509: plain,
  S609: hazard({ rule: 'command-injection', severity: 'suggestion', confidence: 450 }, [
    'A shell expands a wildcard into arguments',
    'A file whose name begins with `-` becomes an option of the program. Write `./*`, or `--` before it.',
    'Somebody puts a file called `--checkpoint-action=exec=sh x` there, and CODE runs it.',
  ]),
  S610: statementOf('`extra` writes its text into the statement as it is.'),
  S611: statementOf('`RawSQL` writes its text into the statement as it is.'),
  S612: hazard({ rule: 'code-injection', severity: 'warning', confidence: 600 }, [
    'Settings of logging are taken from a socket',
    'They may name any function, and `eval` reads parts of them. Check them first (`verify`), or read a file.',
    'Whoever reaches the port of CODE sends settings that run his function.',
  ]),
  S701: hazard(
    {
      rule: 'cross-site-scripting',
      severity: 'suggestion',
      confidence: 450,
      when: ({ text }) => /["'][\w/.-]{0,80}\.html?["']|text\/html|\bH(?:ttp|TML)Response\b/.test(text),
    },
    [
      'Templates of pages do not escape',
      'Jinja leaves `<` in values as it is unless it is told. Pass `autoescape=select_autoescape()`.',
      'A value with `<script>` in it is rendered by a template of CODE, and runs in the browser.',
    ],
  ),
  S702: hazard({ rule: 'cross-site-scripting', severity: 'suggestion', confidence: 400 }, [
    'Mako does not escape',
    'Values are written into the page as they are. Pass `default_filters=["h"]`.',
    'A value with `<script>` in it is rendered by CODE, and runs in the browser.',
  ]),
};

function statementOf(why: string): PythonHazard {
  return hazard({ rule: 'sql-injection', severity: 'suggestion', confidence: 450 }, [
    'A piece of SQL goes around the query builder',
    `${why} Pass values as parameters, or use expressions of the ORM.`,
    'A value with a quote in it ends the literal in CODE, and the rest is SQL of its author.',
  ]);
}

/** What at least one of them needs in the text: asking is far cheaper than the linter. */
export const HAZARD_HINT =
  /extractall|marshal|Crypto|cryptography|ECB|telnetlib|ftplib|xml|hashlib|crypt|md5|sha1|ssl|SSL|paramiko|generate|yaml|snmp|Snmp|RawSQL|extra|logging|jinja2|mako|os\.|subprocess|popen|pass|secret|token|pwd/i;
