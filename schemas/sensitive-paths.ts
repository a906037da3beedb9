/** Words that make a file name sensitive when they stand alone in it: `auth.ts`, `user_session.py`, `jwt-verify.go`, `LoginForm.tsx`. */
const WORDS = [
  'auth,auth2,authn,authz,authenticat{e,ed,ion,or},authori{z,s}{e,ed,ation,er},unauthorized',
  'login,logins,logout,signin,signup,sso,session,sessions,oauth,oauth2,oidc,saml',
  'jwt,jwts,jwks,csrf,xsrf,cors,csp,mfa,2fa,totp,webauthn,passkey,passkeys',
  'password,passwords,passwd,permission,permissions,acl,acls,rbac,abac,sudoers',
  'crypto,cryptography,cipher,ciphers,encrypt,encrypted,encryption,decrypt,decryption',
  'secret,secrets,credential,credentials,keystore,keyring,sanitize,sanitizer,sandbox',
].join(',');

/** Folders whose whole contents are sensitive. */
const FOLDERS = [
  'auth,authn,authz,authentication,authorization,oauth,oauth2,sso,session,sessions',
  'crypto,cryptography,security,secrets,certs,certificates,iam,rbac,policy,policies',
  'permission,permissions,payment,payments,billing,checkout,invoice,invoices',
  'middleware,middlewares,migrations,k8s,kubernetes,helm,terraform,ansible',
].join(',');

/**
 * Globs of paths where a small change can do great harm; touching one makes the risk tier `full`. The repository may add to
 * them (`sensitivePaths`), never take away. Matched with picomatch, `dot: true`, case-insensitively, against the path and
 * against the path with hyphens between the words of camel case. A word counts only between separators, so that `author.ts`,
 * `tokenizer.ts`, `keyboard.ts` and `oracle.ts` are ordinary files.
 */
export const SENSITIVE_PATHS: readonly string[] = [
  `**/{${FOLDERS}}/**`,
  `**/{,*[-._]}{${WORDS}}{,[-._]*}`,
  '**/*.{tf,tfvars,pem,key,crt,p12,pfx,jks}',
  '.github/workflows/**',
  '.github/actions/**',
  '**/action.{yml,yaml}',
  '.gitlab-ci.yml',
  '.circleci/**',
  '**/Jenkinsfile',
  '**/{,*.}Dockerfile{,.*}',
  '**/{docker-compose,compose}{,.*}.{yml,yaml}',
  '**/.env{,.*}',
  '**/.envrc',
  '**/.npmrc',
  '**/.pypirc',
  '**/.netrc',
  '**/CODEOWNERS',
];
