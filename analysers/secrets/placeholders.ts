/** Values that vendors print in their documentation; they open nothing. */
const DOCUMENTED = [
  'AKIAIOSFODNN7EXAMPLE',
  'AKIAI44QH8DHBEXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
  // `{"sub":"1234567890`, as jwt.io begins its sample of a token.
  'eyJzdWIiOiIxMjM0NTY3ODkwI',
  // The client that RFC 6749 takes for its examples, encoded.
  'czZCaGRSa3F0Mz',
  // What Microsoft's pages give to SQL Server in a container.
  'YourStrong!Passw0rd',
  'yourStrong(!)Password',
  // The keys of Azure's emulators of storage and Cosmos DB, the same on every machine.
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq',
  'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbI',
];

/** What a template, a shell or a pattern puts in place; a `$` or `*` among other signs is one of a password. */
const INSERTED = /^\$|\$[{(]|\$[A-Z_]{2}|\$[a-z_]{1,40}$|[{}<>[\]]|^\*|\*{2}|\*$|\.[*+]/;

/** Whether something else stands in the place of a password once a program runs. */
export function isInserted(password: string): boolean {
  return INSERTED.test(password);
}

/** Words that someone writes where a secret will stand. */
const WORDS =
  /example|placeholder|redacted|change[-_]?me|replace[-_]?me|dummy|your[-_]|[-_]your|_here\b|-here\b|x{5}|\*{4}|\.{4}|0{8}/i;

/** What stands behind the host of an address with a password: a path, or names of settings. */
const BEHIND_HOST = /^([a-z][\w+.-]{1,20}:\/\/[^\s/@]{1,400}@[^\s/?#]{1,300})[/?#][^]*$/i;

/** The keyboard's or the alphabet's own order, which no generator of keys hits upon. */
const IN_ORDER = /1234567890?abcdef|\babcdefgh\b|abcdefghijklmnop|ABCDEFGHIJKLMNOP/;

/** Whether a value is a stand-in for a secret rather than one. */
export function isPlaceholder(value: string): boolean {
  // What stands behind the host of an address is no part of its secret.
  if (IN_ORDER.test(value.split('@', 1).join())) return true;
  if (DOCUMENTED.some((documented) => value.includes(documented)) || WORDS.test(value.replace(BEHIND_HOST, '$1')))
    return true;
  // Real keys are random: the same few characters over and over are typed by hand.
  const characters = value.replace(/^.*[_-]/, '');
  return characters.length >= 16 && new Set(characters).size < 6;
}

/** Hosts that a stranger cannot reach, `localtest.me` and `lvh.me` by what their name servers answer: a password for one opens a developer's own machine at most. */
const LOCAL_HOST =
  /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|db|database|postgres|postgresql|mysql|mariadb|mongo|mongodb|redis)$|(?:^|\.)tld$|(?:^|\.)(?:example|test|invalid|localhost)(?:\.(?:com|org|net))?$|(?:^|\.)(?:localtest|lvh)\.me$/i;

const STAND_IN_PASSWORD =
  /^(?:(?:my|db|the|your|some|super|strong|a)?[-_]?(?:password|passw0rd|p@ssw0rd|passwd|pass|pwd|secret)[-_]?\d{0,4}!?|changeit|hidden|x-oauth-basic|token|todo|fixme|foo\d*|foobar\d*|bar\d*|baz\d*|abc\d*|test[-_]?\d*|(?:test|fake|mock|sample|demo|dev)[-_]?(?:password|passwd|pass|pwd|secret|key|token)[-_]?\d*|admin\d*|root\d*|guest\d*|qwerty\d*|letmein\d*|tiger|hunter2|(?:12345678|1234567|123456)\d*|\*+|x+|\.+|-+|_+)$/i;

/** Whether a password is one that people write where a real one will stand. */
export function isStandInPassword(value: string): boolean {
  return STAND_IN_PASSWORD.test(value);
}

/** No address is longer; user and password stand at its beginning. */
const LONGEST_ADDRESS = 2000;

const PARTS = /:\/\/[^:/\s]*:([^@\s]*)@([^/:?#\s"'`,;)]*)/;

/** Hosts of a network's own: a name without a dot (RFC 6762 and IANA give `local`, `internal`, `home.arpa` to such networks), and addresses of RFC 1918. */
const INSIDE =
  /^[^.[\]]+$|\.(?:local|internal|lan|home\.arpa)$|^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)\d{1,3}(?:\.\d{1,3}){0,2}$/i;

/** Whether only those inside of a network reach the host of an address. */
export function isOfInside(address: string): boolean {
  return INSIDE.test(PARTS.exec(address.slice(0, LONGEST_ADDRESS))?.[2] ?? '.');
}

/** Whether the user and password of an address are no secret: a placeholder, or for a local service alone. */
export function isHarmlessAddress(address: string): boolean {
  const parts = PARTS.exec(address.slice(0, LONGEST_ADDRESS));
  if (parts === null) return false;
  const [, password = '', host = ''] = parts;
  // Without a host it is a file's; brackets stand in no address but around parts that may be left out, and no end of a line in any.
  return (
    host === '' ||
    LOCAL_HOST.test(host) ||
    isStandInPassword(password) ||
    isInserted(password) ||
    /%[^0-9a-f]|\\[rnt]/i.test(password)
  );
}
