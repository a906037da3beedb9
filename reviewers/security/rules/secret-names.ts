const WORDS = String.raw`(?:token|secret|passw(?:or)?d|passphrase|otp|nonce|csrf|xsrf|api_?key|salt|session_?id|session_?key|(?:reset|verification|verify|invite|auth|access|recovery|confirmation)_?code|credential)`;

/** The name of something that must not be guessed, as a regular expression: the word stands at its end. */
export const SECRET_NAME = String.raw`(?i)^['"]?(?:\w+\.)*\w*${WORDS}s?['"]?$`;

/** What such a thing is for; a function called so, and nothing else, makes one: `reset_token`. One that gets, sends or checks it may wait at random. */
const OF_WHAT =
  '(?:(?:password|user|account|auth|email|one)_?)?(?:reset|session|csrf|xsrf|temp|temporary|time|invite|invitation|verification|confirmation|login|magic|unsubscribe|share|api|recovery|random|initial|default|secure|unique)';

/** The name of a function that makes such a thing. */
const MAKER = String.raw`_?(?:(?:generate|gen|create|make|new|random|build|issue)\w*|${OF_WHAT}_?)${WORDS}s?`;

export const SECRET_MAKER = String.raw`(?i)^${MAKER}$`;

/** The head of a function that makes such a thing: what stands before its name, and its name. */
export const headOfMaker = (before: string): RegExp => new RegExp(String.raw`${before}${MAKER}\s{0,4}(?:\(|$|\n)`, 'i');

/** A mention of a password: fast hashes are no protection for it. */
export const PASSWORD = String.raw`(?i)passw(?:or)?d|passphrase|\bpwd\b`;
