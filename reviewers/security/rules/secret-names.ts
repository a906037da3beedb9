const WORDS = String.raw`(?:token|secret|passw(?:or)?d|passphrase|otp|nonce|csrf|xsrf|api_?key|salt|session_?id|session_?key|(?:reset|verification|verify|invite|auth|access|recovery|confirmation)_?code|credential)`;

/** The name of something that must not be guessed, as a regular expression: the word stands at its end. */
export const SECRET_NAME = String.raw`(?i)^['"]?(?:\w+\.)*\w*${WORDS}s?['"]?$`;

/** What such a thing is for; a function called so, and nothing else, makes one: `reset_token`. One that gets, sends or checks it may wait at random. */
const OF_WHAT =
  '(?:(?:password|user|account|auth|email|one)_?)?(?:reset|session|csrf|xsrf|temp|temporary|time|invite|invitation|verification|confirmation|login|magic|unsubscribe|share|api|recovery|random|initial|default|secure|unique)';

const MAKER = String.raw`_?(?:(?:generate|gen|create|make|new|random|build|issue)\w{0,30}|${OF_WHAT}_?)${WORDS}s?`;

/** The name of a function that makes such a thing. */
export const SECRET_MAKER = String.raw`(?i)^${MAKER}$`;

/** Heads of functions that make such a thing, by language: what stands before the name, and the name. */
export const HEADS_OF_MAKERS = {
  go: new RegExp(String.raw`^func\s{1,4}(?:\([^()]{0,80}\)\s{0,4})?${MAKER}\(`, 'i'),
  php: new RegExp(String.raw`^(?:\w{1,12}\s{1,4}){0,3}function\s{1,4}${MAKER}\s{0,4}\(`, 'i'),
  ruby: new RegExp(String.raw`^def\s{1,4}(?:self\.)?${MAKER}\s{0,4}(?:\(|$|\n)`, 'i'),
  typed: new RegExp(String.raw`^[^(]{0,200}\b${MAKER}\s{0,4}\(`, 'i'),
} as const;

/** A mention of a password: fast hashes are no protection for it. */
export const PASSWORD = String.raw`(?i)passw(?:or)?d|passphrase|\bpwd\b`;

/** What a fast hash is right for: it names, compares and spreads, and keeps nobody out. */
export const NO_SECRET_NEAR =
  /checksum|etag|cache|finger_?print|thumbprint|gravatar|avatar|chunk|shard|bucket|partition|dedup|uniq|file|path|blob|content|uuid|guid|\bid\b|[a-z]_id\b|(?:cache|lock|hash|sort|map|primary|unique)_?key|version|digestOf|certificate|\bcert|\bgit|maven|artifact|image|digest_?name|slug|seed|colou?r|asset|websocket|bittorrent|info_?hash|migration|mysql|postgres/i;
