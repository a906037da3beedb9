import type { SecurityRule } from '../vocabulary.ts';

/** An option of a library that decides whether something is checked. */
interface Switch {
  readonly rule: SecurityRule;
  /** What the option is called, with what is given to it; the value under which nothing is checked. */
  readonly option: RegExp;
  readonly off: boolean;
  readonly title: string;
  readonly harm: string;
}

/** Behind a comma stands the value of an option in quotes, or the next argument. */
const GIVES = String.raw`(?:['"\]]{0,2}\s{0,4}(?:=>|[:=])|['"]\s{0,4},)`;
const VALUE = String.raw`\s{0,4}(!|not\s)?((?:[\w$]{1,60}(?:::|->|\.)){0,4}[$@]?\w{2,80})\b(?!\s{0,4}[(.[])`;
const option = (names: string, gives = GIVES): RegExp => new RegExp(String.raw`\b(?:${names})${gives}${VALUE}`, 'g');

const certificates = {
  rule: 'certificate-check-off',
  title: 'A constant switches the check of TLS certificates off',
  harm: 'Someone on the way answers with a certificate of his own; the connection is accepted, and he reads and changes what is sent.',
} as const;
const tokens = {
  rule: 'unverified-token',
  title: 'A constant switches the check of signed tokens off',
  harm: 'Somebody writes a token of his own, or takes one that has expired; it is accepted.',
} as const;

/** What libraries call it; the same names that the rules about written values know. */
const SWITCHES: readonly Switch[] = [
  {
    ...certificates,
    option: option(
      'rejectUnauthorized|strictSSL|verify|verify_ssl|verify_certs|verify_peer|verify_peer_name|ssl_verify|ssl_verify_peer|check_hostname|validate_certs',
    ),
    off: false,
  },
  // `curl_setopt($c, CURLOPT_SSL_VERIFYPEER, $x)`, and `[CURLOPT_SSL_VERIFYPEER => $x]`.
  {
    ...certificates,
    option: option('CURLOPT_SSL_VERIFYPEER|CURLOPT_SSL_VERIFYHOST', String.raw`\s{0,4}(?:=>|[:=,])`),
    off: false,
  },
  { ...certificates, option: option('InsecureSkipVerify|insecureSkipTLSVerify'), off: true },
  { ...tokens, option: option('verify_signature|verify_exp'), off: false },
  { ...tokens, option: option('ignoreExpiration'), off: true },
  {
    rule: 'cross-site-scripting',
    option: option('autoescape'),
    off: false,
    title: 'A constant switches the escaping of templates off',
    harm: 'What people write is put into the page as it is, and runs in the browsers of others.',
  },
];

/** Parts of all those names: a line without any of them, as nearly all are, is not looked at further. */
const HINTS = [
  'rejectUnauthorized',
  'SSL',
  'erify',
  'check_hostname',
  'validate_certs',
  'ignoreExpiration',
  'autoescape',
];

/** A name on a line that decides whether something is checked. */
export interface Switched extends Pick<Switch, 'rule' | 'title' | 'harm'> {
  readonly name: string;
  /** The value of the name under which nothing is checked. */
  readonly off: boolean;
}

const LONGEST = 2000;

/** The names that options on a line are given. */
export function switchesOn(line: string): readonly Switched[] {
  if (line.length > LONGEST || !HINTS.some((hint) => line.includes(hint))) return [];
  return SWITCHES.flatMap(({ option, off, ...words }) =>
    [...line.matchAll(option)].map(([, not, path = '']) => ({
      ...words,
      name: path.split(/[.:>$@]/).at(-1) ?? path,
      off: not === undefined ? off : !off,
    })),
  );
}
