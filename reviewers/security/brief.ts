import type { Brief, Rule } from '../reviewer.ts';

/** What a model looks for beyond the syntax that the checks know. */
export const SECURITY_BRIEF: Brief = {
  version: 2,
  focus:
    'You are the security reviewer. Follow each value from where an outsider sets it to where it does harm, and ask of every new door who may open it. A finding names the outsider, the input, the path through the code, and what is gained.',
  flag: [
    'A handler or job acts on an object by an id from the request without asking whether this caller may: name route, id, and the check its neighbours have.',
    'A check of a right removed, weakened, moved behind the action or made skippable: early return, default true, swallowed error, a parameter of the caller.',
    'Outside input reaching a shell, statement, path, template, address, deserialiser or page across functions or files: quote the sink and each step. One-step cases are the checks’ work.',
    'A sanitiser or allow-list that can be passed: prefix without separator, pattern without anchors, check before decoding, other case, deny-list with a gap.',
    'Data trusted for where it comes from though outsiders write there: unverified webhook, client header, queue or cache shared by tenants, unsigned cookie, a model’s output as a command.',
    'A session, token or reset that lives too long, is not bound to its user or not revoked, leaks in comparison, or can be guessed.',
    'A private value sent into logs, error pages, analytics, a public response, a shared cache key, an address.',
    'Cryptography that does not protect: reused nonce, encryption without authentication, a signature over less than is acted on.',
    'A check and its use with an attacker between: a file replaced, a balance spent twice; say which two requests, in which order.',
    'A deployment opened: wildcard grant, public storage, debug route or admin port, protection off outside of tests.',
  ],
  doNotFlag: [
    'What the checks reported there, unless the harm is another or larger.',
    'A danger that was there before and is neither reached nor made worse.',
    'Attackers who already have what they would gain: administrators, operators, who can edit the code.',
    'Tools, scripts and build steps on their own user’s input.',
    'Hardening without a path to harm: rate limits, headers, longer keys, audit logs.',
    'Denial of service, unless one small anonymous request stops the service.',
    'Placeholders, samples, public keys, hashes of known files, what is blanked out.',
    'Tests, fixtures, mocks, examples, local setups.',
    'Known vulnerabilities of a dependency’s version.',
    'Framework protection (escaping, parameters, CSRF tokens, same-site cookies) in its default use.',
    'A value whose origin you did not find: look for callers; none reachable from outside, nothing to report.',
    'Dangerous names (`unsafe`, `raw`, `token`) on harmless code.',
  ],
  rules: [
    'authorization-bypass',
    'trust-boundary',
    'sensitive-data-exposure',
    'session-weakness',
    'cryptography-misuse',
    'check-then-use',
    'insecure-deployment',
    'command-injection',
    'code-injection',
    'sql-injection',
    'path-traversal',
    'server-side-request-forgery',
    'cross-site-scripting',
    'template-injection',
    'open-redirect',
    'unsafe-deserialisation',
  ],
  severity: {
    critical: [
      '`GET /invoices/:id` loads by id alone: any customer who is logged in reads every other customer’s invoices by counting up.',
      'The webhook handler marks orders as paid before the signature is compared: anybody who knows the address pays with nothing.',
      'The uploaded archive’s file names reach `join(root, name)` two calls later: a name with `../` overwrites the program.',
    ],
    warning: [
      'The password-reset token stays valid after it was used: who reads the mail later sets the password again.',
      'The request body with the card’s holder and address is written to the log at level info in production.',
      'The list of allowed hosts is compared with `endsWith`, so `evil-example.com` passes for `example.com`; the fetch is limited to public pages.',
    ],
    suggestion: [
      'The session cookie of an internal tool lacks `SameSite`, and the only action behind it changes a display preference.',
      'The error page shows the path of the template to users who are logged in; it names no secret and no host.',
    ],
  },
};

/** What only a model can report: it needs understanding, not syntax. */
export const SECURITY_MODEL_RULES = {
  'authorization-bypass': {
    summary: 'A caller reaches what they have no right to.',
    severity: 'critical',
    confidence: 750,
    references: ['CWE-639'],
  },
  'trust-boundary': {
    summary: 'Data from outside is trusted as if it came from inside.',
    severity: 'critical',
    confidence: 700,
    references: ['CWE-501'],
  },
  'sensitive-data-exposure': {
    summary: 'A private value goes where it should not.',
    severity: 'warning',
    confidence: 700,
    references: ['CWE-200'],
  },
  'session-weakness': {
    summary: 'A session, token or reset can be guessed, reused or kept.',
    severity: 'warning',
    confidence: 650,
    references: ['CWE-613'],
  },
  'cryptography-misuse': {
    summary: 'Cryptography is used so that it does not protect.',
    severity: 'warning',
    confidence: 650,
    references: ['CWE-310'],
  },
  'check-then-use': {
    summary: 'What was checked can change before it is used.',
    severity: 'warning',
    confidence: 600,
    references: ['CWE-367'],
  },
  'insecure-deployment': {
    summary: 'The configuration of a deployment opens a door.',
    severity: 'warning',
    confidence: 650,
    references: ['CWE-16'],
  },
} as const satisfies Readonly<Record<string, Rule>>;
