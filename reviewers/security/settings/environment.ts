import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { UNCHECKED_SETTINGS } from '../shell/open-doors.ts';
import type { SecurityRule } from '../vocabulary.ts';

const YES = /^(?:1|true|yes|on|enabled?)$/i;
const NO = /^(?:0|false|no|off|disabled?)$/i;
const FOLDED = 240;

/** What variables of this name and value do. */
interface EnvironmentRow {
  readonly rule: SecurityRule;
  readonly name: RegExp;
  readonly value: RegExp;
  readonly title: string;
  readonly explanation: string;
  readonly scenario: string;
  readonly severity?: SideHazard['severity'];
  readonly confidence?: number;
  /** Told wherever it stands; else folded in samples and settings of development. */
  readonly everywhere?: true;
  /** Told openly only where the file says that it is for production. */
  readonly ofProduction?: true;
}

const UNCHECKED =
  'Whoever sits on the way, or answers in the other’s place, decides what arrives. Give the program the certificate or key that it misses.';
const LOADED =
  'Whoever can write there, or chooses the name, has code of theirs in every program that is started so. Load it in the program that needs it.';
const FROM_ELSEWHERE =
  'Whoever runs that server decides what is installed. Name the place in the manifest, where a lockfile pins what comes.';
const LETS_IN = 'Nobody is asked who they are, or forged requests are taken for real ones. Leave the guard on.';

/** The places that everybody takes packages from. Put together, since no host stands in code. */
const EVERYBODYS = [
  ['registry', 'npmjs', 'org'],
  ['pypi', 'org'],
  ['proxy', 'golang', 'org'],
  ['rubygems', 'org'],
]
  .map((parts) => parts.join(String.raw`\.`))
  .join('|');

const ROWS: readonly EnvironmentRow[] = [
  {
    rule: 'code-injection',
    name: /^(?:LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|BASH_ENV|PROMPT_COMMAND|PYTHONSTARTUP|PERL5DB|GIT_SSH_COMMAND|GIT_EXTERNAL_DIFF)$/,
    value: /\S/,
    title: 'Every program that starts so loads or runs something else first',
    explanation: LOADED,
    scenario: 'Somebody changes the file that is named: their code runs with the rights of the program.',
    everywhere: true,
  },
  {
    rule: 'code-injection',
    name: /^(?:NODE_OPTIONS|RUBYOPT|PERL5OPT|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|MAVEN_OPTS|GRADLE_OPTS)$/,
    value:
      /(?:^|\s)(?:--require|--import|--loader|--experimental-loader|-r\s?\S|-M\S|-javaagent:|-agentlib:|-agentpath:|--inspect(?:-brk)?=0\.0\.0\.0)/,
    title: 'Every program that starts so loads something else first',
    explanation: LOADED,
    scenario: 'Somebody changes the file that is named: their code runs with the rights of the program.',
  },
  {
    rule: 'untrusted-search-path',
    name: /^(?:PATH|PYTHONPATH|NODE_PATH|LD_LIBRARY_PATH|GEM_PATH|CLASSPATH|PERL5LIB)$/,
    value: /(?:^|:)(?:\/tmp|\/var\/tmp|\/dev\/shm|\.(?=:|$)|:)/,
    title: 'Programs are looked for where everybody may write',
    explanation: LOADED,
    scenario: 'Another user of the machine puts a program of the same name there.',
  },
  {
    rule: 'certificate-check-off',
    name: /(?:^|_)(?:VERIFY_(?:SSL|TLS|CERTS?|PEER)|(?:SSL|TLS|HTTPS|CERT)_?VERIFY|VERIFYSSL|STRICT_SSL|REJECT_UNAUTHORIZED|SSL_VERIFICATION)$/i,
    value: NO,
    title: 'Certificates are not checked',
    explanation: UNCHECKED,
    scenario: 'Somebody in the same network answers for the server and reads what the program sends.',
  },
  {
    rule: 'certificate-check-off',
    name: /(?:^|_)(?:INSECURE|SKIP_TLS_VERIFY|TLS_SKIP_VERIFY|INSECURE_SKIP_VERIFY|TRUST_SERVER_CERTIFICATE|SSL_NO_VERIFY)$/i,
    value: YES,
    title: 'Certificates are not checked',
    explanation: UNCHECKED,
    scenario: 'Somebody in the same network answers for the server and reads what the program sends.',
  },
  {
    rule: 'certificate-check-off',
    name: /^(?:GOSUMDB|GONOSUMDB|GONOSUMCHECK|GOINSECURE|GOPRIVATE)$/,
    value: /^(?:off|\*)$/,
    title: 'What Go downloads is held against no digest',
    explanation: UNCHECKED,
    scenario: 'The server of a module hands out other code than everybody else gets.',
  },
  {
    rule: 'registry-override',
    name: /^(?:npm_config_registry|NPM_CONFIG_REGISTRY|YARN_NPM_REGISTRY_SERVER|PIP_(?:EXTRA_)?INDEX_URL|PIP_FIND_LINKS|PIP_TRUSTED_HOST|UV_(?:EXTRA_|DEFAULT_)?INDEX(?:_URL)?|GOPROXY|BUNDLE_MIRROR__\w{1,60}|CARGO_REGISTRIES_\w{1,60}_INDEX|RUSTUP_DIST_SERVER|HOMEBREW_\w{1,40}_DOMAIN|ELECTRON_MIRROR|NVM_NODEJS_ORG_MIRROR)$/i,
    value: new RegExp(`^(?!(?:https://(?:${EVERYBODYS})\\b|direct|off$))\\S`),
    title: 'Packages come from another place',
    explanation: FROM_ELSEWHERE,
    scenario: 'That server hands out a package of the same name with code of its own, which is installed and run.',
  },
  {
    rule: 'debug-mode',
    name: /^(?:\w{0,40}_)?DEBUG$/,
    value: /^(?:1|true|yes|on|\*)$/i,
    title: 'The program starts with its debugger on',
    explanation: 'Errors show settings and source to whoever causes one. Turn it on where one develops.',
    scenario: 'Somebody sends a request that fails and reads the credentials of the database on the page.',
    ofProduction: true,
  },
  {
    rule: 'public-exposure',
    name: /(?:^|_)(?:ALLOWED_HOSTS?|TRUSTED_HOSTS|TRUSTED_PROXIES|ALLOWED_IPS)$/i,
    value: /^["'[]{0,2}\*/,
    title: 'Requests for every name, or from everywhere, are answered',
    explanation: 'Links in mails and caches follow the name that a request says. Name the hosts.',
    scenario: 'Somebody asks for a new password with a `Host` of theirs: the link in the mail leads to them.',
  },
  {
    rule: 'cors-with-credentials',
    name: /(?:CORS|ALLOW(?:ED)?_ORIGINS?|ORIGINS?_ALLOWED)/i,
    value: /^["'[]{0,2}\*/,
    title: 'Any site may call',
    explanation: 'Name the sites that may; with credentials any page that is open can act for its reader.',
    scenario: 'A page that a user visits calls the service and reads the answers.',
    severity: 'suggestion',
  },
  {
    rule: 'security-check-off',
    name: /^(?:DISABLE_\w{0,30}(?:AUTH|CSRF|SECURITY|SANDBOX|TLS|SSL)\w{0,20}|\w{0,40}(?:AUTH|CSRF|SECURITY|SANDBOX|TLS|SSL|RATE_?LIMIT)\w{0,20}_DISABLED|NO_AUTH|SKIP_AUTH\w{0,20}|\w{0,40}_?SKIP_(?:AUTH|CSRF|VERIFY)\w{0,20})$/i,
    value: YES,
    title: 'A guard of the program is switched off',
    explanation: LETS_IN,
    scenario: 'Somebody who reaches the program uses it without signing in.',
  },
  {
    rule: 'security-check-off',
    name: /(?:^|_)(?:(?:AUTH|CSRF|SECURITY|SANDBOX|RATE_?LIMIT|MFA|2FA)\w{0,30}_(?:ENABLED?|REQUIRED|PROTECTION)|REQUIRE_(?:AUTH|LOGIN|SSL|TLS)\w{0,20}|ENABLE_(?:AUTH|CSRF|SECURITY|TLS|SSL|RATE_?LIMIT)\w{0,20}|FORCE_(?:SSL|HTTPS)|SECURE_SSL_REDIRECT)$/i,
    value: NO,
    title: 'A guard of the program is switched off',
    explanation: LETS_IN,
    scenario: 'Somebody who reaches the program uses it without signing in.',
  },
  {
    rule: 'public-exposure',
    name: /(?:ALLOW_EMPTY_PASSWORD|ALLOW_ANONYMOUS\w{0,20}|ANONYMOUS_ENABLED|HOST_AUTH_METHOD)$/i,
    value: /^(?:1|true|yes|on|trust)$/i,
    title: 'Whoever reaches the service is let in without a password',
    explanation: 'Every other program of the network has all rights there. Set one.',
    scenario: 'Another container is taken over: it reads and deletes everything.',
  },
  {
    rule: 'unencrypted-data',
    name: /COOKIE\w{0,20}(?:SECURE|HTTPONLY)$/i,
    value: NO,
    title: 'The cookie of the session goes without its protection',
    explanation: 'It is sent without TLS, or scripts of the page can read it.',
    scenario: 'Somebody in the same network reads the cookie and is signed in.',
  },
  {
    rule: 'unencrypted-data',
    name: /(?:URL|URI|DSN|CONNECTION|DATABASE|SSL_?MODE|PGSSLMODE)\w{0,20}$/i,
    value: /sslmode=(?:disable|allow|prefer)\b|\bssl=(?:false|0)\b|useSSL=false|Encrypt=(?:False|no)|^disable$/i,
    title: 'The database is spoken to without encryption',
    explanation: 'Whoever sits on the way reads the password and everything else.',
    scenario: 'Somebody in the same network reads what the program asks the database.',
  },
  {
    rule: 'hard-coded-secret',
    name: /(?:SECRET|PASSWORD|PASSWD|JWT_?KEY|SECRET_KEY|APP_KEY|ENCRYPTION_KEY)$/i,
    value: /^(?:secret|password|passw0rd|changeme|change_me|admin|root|test|123456\d{0,3}|qwerty|default|insecure)$/i,
    title: 'A secret that everybody would try first',
    explanation: 'Leave it empty, so that the program does not start without one.',
    scenario: 'Somebody takes the setting as it is: strangers sign their own tokens.',
    severity: 'suggestion',
    confidence: FOLDED,
  },
  {
    rule: 'public-exposure',
    name: /(?:ADMIN|DEBUG|METRICS|PPROF|INSPECT|MANAGEMENT|CONSOLE)\w{0,30}(?:BIND|HOST|LISTEN|ADDR(?:ESS)?)\w{0,10}$/i,
    value: /^(?:0\.0\.0\.0|\[?::\]?)(?::|$)/,
    title: 'What is meant for few listens on every network',
    explanation: 'Let it listen on this machine alone, or behind what asks who somebody is.',
    scenario: 'Somebody in the same network opens the console and has all rights there.',
    confidence: FOLDED,
  },
  {
    rule: 'unencrypted-data',
    name: /^(?:https?|all)_proxy$/i,
    value: /^http:\/\/(?!localhost|127\.)/i,
    title: 'All requests go by another machine',
    explanation:
      'Who runs it sees where they go, and reads what is not encrypted. It belongs to a machine, not to a repository.',
    scenario: 'The owner of that machine reads tokens in requests that go without TLS.',
    severity: 'suggestion',
    confidence: FOLDED,
  },
];

/** Names of files that one copies, or with which one develops or tests. */
const SAMPLE =
  /(?:^|[./_-])(?:examples?|samples?|templates?|dist|tests?|testing|dev|development|local|ci|docs?|fixtures?|e2e|default|devcontainer)(?:$|[./_-])/i;

/** Where a variable stands: the place says whether it is one of development. */
interface Around {
  readonly line: number;
  readonly path: string;
  /** Whether the file says that it is for production. */
  readonly isProduction: boolean;
}

/** The hazards of one variable of the environment. */
export function environmentHazards(
  { name, value }: { readonly name: string; readonly value: string },
  { line, path, isProduction }: Around,
): SideHazard[] {
  const around = { line, path, isProduction };
  if (UNCHECKED_SETTINGS[name]?.test(value) === true)
    return [hazardOf({ ...UNCHECKED_ROW, everywhere: true }, name, value, around)];
  const found = ROWS.find((row) => row.name.test(name) && row.value.test(value));
  return found === undefined ? [] : [hazardOf(found, name, value, around)];
}

const UNCHECKED_ROW: EnvironmentRow = {
  rule: 'certificate-check-off',
  name: /^/,
  value: /^/,
  title: 'What is loaded here is not checked',
  explanation: UNCHECKED,
  scenario: 'Somebody in the same network answers for a server and hands out a changed program.',
};

function hazardOf(row: EnvironmentRow, name: string, value: string, { line, path, isProduction }: Around): SideHazard {
  const isMeant = SAMPLE.test(path) || (row.ofProduction === true && !isProduction);
  const confidence = row.confidence ?? (row.everywhere === undefined && isMeant ? FOLDED : undefined);
  return {
    rule: row.rule,
    identity: `${name}=${value}`,
    lines: [line],
    title: `${row.title} (\`${name}\`)`,
    explanation: row.explanation,
    failureScenario: { description: row.scenario },
    ...(row.severity !== undefined && { severity: row.severity }),
    ...(confidence !== undefined && { confidence }),
  };
}
