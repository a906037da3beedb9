/** What a name says about its value: a word somebody chose, or a key that a machine made; null where it is no secret. */
export type SecretKind = 'password' | 'key' | null;

const PASSWORD = /(?:^|_)(?:password|passwd|passphrase|passwort|pwd|pass|userpassword|dbpassword|dbpass)$/;

const KEY =
  /(?:^|_)(?:secret|secrets|secret_key|secret_key_base|api_key|apikey|api_secret|access_key|access_token|auth_token|authtoken|refresh_token|session_token|client_secret|private_key|encryption_key|signing_key|master_key|account_key|storage_key|service_key|app_key|app_secret|consumer_secret|webhook_secret|jwt_secret|hmac_key|license_key|token|client_key_data|auth|auth_key|logged_in_key|nonce_key|api_token|bot_token|deploy_key|shared_key|cookie_secret|session_secret|salt|pepper|credentials?|identitytoken|registrytoken)$/;

/** Names that end like a secret's and are none: where it lies, how long it is, what it is called. */
const NO_SECRET =
  /(?:public|pub|primary|foreign|partition|sort|cache|idempotency|row|hash|lookup|object|index|unique|next|page|continuation|csrf|xsrf|cancel(?:l?ation)?|max|min|num|no|use|has|is|require[sd]?|allow|enable[sd]?|show|hide|reset|forgot|confirm|invalid|bearer)_(?:\w+_)?(?:key|token|secret|password|auth|pass|salt)$/;

/** A name in words with `_` between, in lower case: `dbPassword`, `DB-PASSWORD` and `db.password` are `db_password`. */
function wordsOf(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
}

/** Reads a name of a setting. */
export function secretKindOf(name: string): SecretKind {
  const words = wordsOf(name.slice(-80));
  if (NO_SECRET.test(words)) return null;
  if (PASSWORD.test(words)) return 'password';
  return KEY.test(words) ? 'key' : null;
}
