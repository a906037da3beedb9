const WORDS = String.raw`(?:token|secret|passw(?:or)?d|passphrase|otp|nonce|csrf|xsrf|api_?key|salt|session_?id|session_?key|(?:reset|verification|verify|invite|auth|access|recovery|confirmation)_?code|credential)`;

/** The name of something that must not be guessed, as a regular expression: the word stands at its end. */
export const SECRET_NAME = String.raw`(?i)^['"]?(?:\w+\.)*\w*${WORDS}s?['"]?$`;

/** The name of a function that makes such a thing. */
export const SECRET_MAKER = String.raw`(?i)^_?(?:generate|gen|create|make|new|random|build|issue)\w*${WORDS}s?$`;

/** A mention of a password: fast hashes are no protection for it. */
export const PASSWORD = String.raw`(?i)passw(?:or)?d|passphrase|\bpwd\b`;
