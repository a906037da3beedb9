import type { Rule } from '../reviewer.ts';

function rule(summary: string, severity: Rule['severity'], confidence: number, cwe: number): Rule {
  return { summary, severity, confidence, references: [`CWE-${cwe}`] };
}

/** The closed vocabulary of the security reviewer. */
export const SECURITY_RULES = {
  'hard-coded-secret': rule('A credential stands in the code.', 'critical', 900, 798),
  'removed-secret': rule('A credential is removed but stays in the history.', 'suggestion', 800, 798),
  'command-injection': rule('A shell command is put together from values.', 'critical', 800, 78),
  'code-injection': rule('Computed text is run as code.', 'warning', 650, 95),
  'sql-injection': rule('An SQL statement is put together from values.', 'critical', 850, 89),
  'path-traversal': rule('A path from the request reaches the file system.', 'critical', 800, 22),
  'server-side-request-forgery': rule('The request decides which address the server calls.', 'critical', 750, 918),
  'cross-site-scripting': rule('Computed text is put into a page as HTML.', 'warning', 650, 79),
  'template-injection': rule('Computed text is rendered as a template.', 'critical', 800, 1336),
  'open-redirect': rule('The request decides where the browser is sent.', 'warning', 750, 601),
  'query-injection': rule('The request writes a query of a database or directory.', 'critical', 700, 943),
  'pattern-injection': rule('The request writes a regular expression.', 'warning', 600, 1333),
  // A setting does not tell who writes the document.
  'external-entities': rule('XML is read with entities that name files and addresses.', 'warning', 750, 611),
  'certificate-check-off': rule('TLS certificates are not checked.', 'warning', 850, 295),
  'weak-hash': rule('A credential is hashed with a broken or fast hash.', 'warning', 750, 916),
  'weak-cipher': rule('A broken cipher, mode or key derivation is used.', 'warning', 850, 327),
  'predictable-secret': rule('A secret is made with a predictable random generator.', 'warning', 750, 338),
  'unverified-token': rule('A signed token is accepted without its signature or expiry.', 'critical', 850, 347),
  'prototype-pollution': rule('The request names the property that is written.', 'warning', 700, 1321),
  'unsafe-deserialisation': rule('Data is decoded by a format that runs code.', 'warning', 700, 502),
  'cors-with-credentials': rule('Any site may call with the user’s cookies.', 'warning', 750, 942),
  'message-to-any-origin': rule('A message is posted to whichever site is shown.', 'suggestion', 500, 359),
  'weak-origin-check': rule('The origin of a message is compared loosely.', 'warning', 750, 346),
  'insecure-temporary-file': rule('A temporary name is chosen before the file exists.', 'warning', 800, 377),
  'archive-traversal': rule('An archive is unpacked without looking at its paths.', 'warning', 600, 22),
  'guard-removed': rule('What refused people who may not is gone.', 'warning', 600, 862),
  'mass-assignment': rule('Every attribute that the request names is written.', 'warning', 750, 915),
  'debug-mode': rule('A server starts with its debugger on.', 'warning', 650, 489),
  'install-script': rule('A script runs on every machine that installs.', 'warning', 700, 829),
  'downloaded-code': rule('A script runs code that it downloads or decodes.', 'critical', 850, 494),
  'secret-sent-away': rule('A script sends credentials of the machine away.', 'critical', 850, 200),
  'remote-shell': rule('A program hands a shell to another machine.', 'critical', 850, 506),
  'dependency-source': rule('A dependency comes from a place that others can change.', 'warning', 700, 829),
  'registry-override': rule('Packages go to, or come from, another registry.', 'warning', 600, 829),
  'lockfile-tampering': rule('A lockfile takes a package from elsewhere, or without its digest.', 'critical', 800, 494),
  'lockfile-removed': rule('No lockfile pins the dependencies any more.', 'warning', 700, 494),
  'look-alike-dependency': rule('A new dependency has nearly the name of a well-known one.', 'warning', 600, 1357),
  'workflow-injection': rule('What a stranger wrote becomes part of a workflow’s program.', 'critical', 850, 94),
  'untrusted-code': rule('A workflow runs code of strangers with its own rights.', 'critical', 850, 829),
  'unpinned-action': rule('An action of others may change under the same name.', 'suggestion', 650, 829),
  'secrets-exposed': rule('Secrets are handed to more than needs them.', 'warning', 700, 200),
  'excessive-permissions': rule('Programs get more rights than they need.', 'warning', 750, 250),
  // Folded: of five on ordinary commits nobody would have written one (docs/precision.md).
  'cache-poisoning': rule('A release is built from a cache that others fill.', 'warning', 200, 349),
  'self-hosted-runner': rule('Code of strangers runs on a machine that stays.', 'warning', 600, 653),
  'ineffective-condition': rule('A condition holds whatever happens.', 'warning', 850, 571),
  'spoofable-actor': rule('A condition can be met by strangers.', 'warning', 650, 290),
  'secret-in-image': rule('A credential becomes a part of an image.', 'warning', 750, 522),
  'container-escape': rule('A container may do what only its host should.', 'warning', 800, 250),
  // Folded: most of the few on ordinary commits were arguable (docs/precision.md).
  'moving-image': rule('An image may change under the same name.', 'suggestion', 200, 829),
  'untrusted-search-path': rule(
    'A function with its owner’s rights looks up names where its caller says.',
    'warning',
    750,
    426,
  ),
  'server-files': rule('A statement reaches the files of the database server’s machine.', 'warning', 700, 552),
  'public-exposure': rule('Everybody can reach what is meant for few.', 'warning', 750, 284),
  'unencrypted-data': rule('Data is stored or sent without encryption.', 'warning', 750, 311),
  'security-check-off': rule('A check for known holes or foreign packages is switched off.', 'warning', 750, 693),
  'audit-off': rule('Nobody can see afterwards what was done.', 'warning', 650, 778),
  'unguarded-agent': rule('Instructions let an agent act without what guards the repository.', 'warning', 700, 693),
  'hidden-instruction': rule('A text has an agent obey or do what people do not see.', 'warning', 700, 1427),
  'foreign-instruction': rule('An agent is told to obey a text that others can change.', 'warning', 600, 829),
  'bidirectional-control': rule('A control character reorders how the code is shown.', 'critical', 900, 1007),
  'invisible-character': rule('A character in the code cannot be seen.', 'warning', 750, 1007),
} as const satisfies Readonly<Record<string, Rule>>;

export type SecurityRule = keyof typeof SECURITY_RULES;
