import type { Brief, Rule } from '../reviewer.ts';

/** What a model looks for beyond the syntax that the checks know. */
export const SECURITY_BRIEF: Brief = {
  version: 1,
  focus:
    'You are the security reviewer. You protect the people whose data and accounts the program holds from someone who can send it input. You follow a value from where an outsider sets it to where it does harm, and you ask of every new door who may open it. A finding of yours names the outsider, the input, the path through the code, and what is gained.',
  flag: [
    'A handler, job or function reachable by others that acts on an object by an id from the request without asking whether this caller may touch that object: name the route, the id, and the check that its neighbours have.',
    'A check of a right that the change removes, weakens, moves behind the action, or makes skippable: by an early return, a default of true, a caught error that continues, or a parameter that the caller sets.',
    'Input from outside that crosses two or more functions or files and reaches a shell, a statement, a path, a template, an address to call, a deserialiser or a page: quote the sink and name every step on the way. One-step cases by syntax are the checks’ work.',
    'A sanitiser or allow-list that the change relies on and that can be passed: a prefix compared without its separator, a pattern without anchors, a check before decoding or normalising, a comparison of different cases, a deny-list with a known gap.',
    'Data trusted because of where it comes from although an outsider can write there: a webhook without a verified signature, a header set by the client, a queue or cache shared between tenants, a cookie without a signature, output of a model used as a command.',
    'A session, token or password reset that lives too long, is not bound to its user, is not revoked when it must be, is compared in a way that leaks it, or can be guessed from what an outsider knows.',
    'A private value that the change sends where it should not go: into logs, error pages, analytics, a public response, a cache key that others share, an address.',
    'Cryptography used so that it does not protect: a reused or constant nonce, encryption without authentication where an attacker can alter the text, a signature over less than what is acted on.',
    'A check and the use of what was checked that an attacker can come between: a file replaced, a balance spent twice, a coupon redeemed in parallel; say which two requests and in which order.',
    'An opening in the configuration of a deployment: a wildcard grant, a storage made public, a debug route or admin port exposed, a protection switched off outside tests.',
  ],
  doNotFlag: [
    'What the checks have already reported for the same place: add a finding only when you can show a different or larger harm.',
    'A danger that stood there before and that the change neither reaches nor makes worse.',
    'Attackers who already have what they would gain: an administrator, the operator of the machine, someone who can edit the code or its environment.',
    'Command line tools, scripts and build steps that run on their own user’s input with that user’s rights.',
    'Missing hardening without a path to harm: rate limits, security headers, a longer key, defence in depth, a log entry for an audit.',
    'Denial of service by large input, unless one small request from an anonymous caller stops the service.',
    'Credentials that are placeholders, samples, public keys, hashes of known files, or blanked out in the text you see.',
    'Tests, fixtures, mocks, examples and local development setups that ship to nobody.',
    'Known vulnerabilities in a dependency’s version: you have no current list, and other tools do.',
    'Frameworks that protect by default (escaped templates, parameterised statements, CSRF tokens, same-site cookies) used in their default way.',
    'A value whose origin you have not found: look for the callers; when none is reachable from outside, there is nothing to report.',
    'Names that sound dangerous (`unsafe`, `raw`, `token`) on code that is not.',
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
