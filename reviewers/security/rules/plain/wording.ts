import { ABOUT_COMMANDS } from '../command-text.ts';
import { ABOUT_SQL } from '../sql-text.ts';
import { brief } from '../../scenario.ts';
import type { Sink } from '../sink.ts';

type Wording = Pick<Sink, 'title' | 'explanation' | 'scenario'>;

const said = (title: string, explanation: string, scenario: (quote: string) => string): Wording => ({
  title,
  explanation,
  scenario: (quote) => ({ description: scenario(brief(quote)) }),
});

/** What is said about a rule, in whatever language it shows. */
export const WORDING = {
  'command-injection': ABOUT_COMMANDS,
  'sql-injection': ABOUT_SQL,
  'path-traversal': said(
    'A path from outside reaches the file system',
    'A value with `../` in it, or an absolute path, leaves the folder. Take its last part only, or compare the cleaned path with the folder, separator included.',
    (quote) => `A value of \`../../../../etc/passwd\` is given, and \`${quote}\` works on that file.`,
  ),
  'archive-traversal': said(
    'An archive is unpacked without looking at its paths',
    'A name in an archive may hold `../` or be absolute. Refuse names that leave the folder.',
    (quote) => `An archive holds the entry \`../../etc/cron.d/x\`, and \`${quote}\` writes it outside of the folder.`,
  ),
  'server-side-request-forgery': said(
    'The request decides which address the server calls',
    'Whoever calls the service can make it call addresses that only the server reaches. Compare the host with a list of known ones.',
    (quote) => `A caller passes \`http://169.254.169.254/latest/meta-data/\`, and \`${quote}\` fetches it from inside.`,
  ),
  'cross-site-scripting': said(
    'Computed text is put into a page as HTML',
    'What a value holds is read as markup and script. Escape it, or give it to a template that does.',
    (quote) => `A user names himself \`<script>alert(1)</script>\`; whoever sees what \`${quote}\` writes runs it.`,
  ),
  'template-injection': said(
    'Computed text is rendered as a template',
    'A template can call functions of the program. Fix its text and pass the value as data.',
    (quote) => `A value holds directives of the template language, and \`${quote}\` carries them out.`,
  ),
  'open-redirect': said(
    'The request decides where the browser is sent',
    'A link to this site can send its visitor anywhere. Accept only a path of this site.',
    (quote) =>
      `A visitor follows a link to this site whose value is \`https://evil.example\`, and \`${quote}\` sends him there.`,
  ),
  'code-injection': said(
    'Computed text is run as code',
    'Whoever chooses the value chooses what the program does. Map known names to functions instead.',
    (quote) => `A value that is an expression of the attacker’s is run by \`${quote}\` with the rights of the program.`,
  ),
  'query-injection': said(
    'The request writes a query',
    'Escape what the query language gives a meaning to (`ldap_escape`), or pass the value apart from the query.',
    (quote) => `A value of \`*)(uid=*\` is given, and \`${quote}\` answers what it should not.`,
  ),
  'cors-with-credentials': said(
    'Any site may call with the user’s cookies',
    'Every origin is answered with leave to send cookies. Name the origins that may.',
    (quote) =>
      `A visitor of another site who is logged in here loses his data to it, because \`${quote}\` lets it ask.`,
  ),
  'mass-assignment': said(
    'Every attribute that the request names is written',
    '`permit!` lets the request write attributes that no form shows. Name those that it may write: `permit(:name, :email)`.',
    (quote) => `A request adds \`user[admin]=true\` to the form, and \`${quote}\` writes it.`,
  ),
  'unsafe-deserialisation': said(
    'Data is decoded by a format that makes objects of any class',
    'The data says which classes are made, and making some of them runs commands. Use JSON, or a list of allowed classes.',
    (quote) => `Whoever writes the data puts a chain of known classes into it, and \`${quote}\` runs his command.`,
  ),
  'external-entities': said(
    'XML is read with entities that name files and addresses',
    'The document can name files of the server and addresses that it reaches. Switch document types or external entities off.',
    (quote) =>
      `A document declares \`<!ENTITY x SYSTEM "file:///etc/passwd">\`; what \`${quote}\` reads holds the file’s text.`,
  ),
  'public-exposure': said(
    'Everybody on the machine may write the file',
    'The last digit lets every other user and program of the machine change what is there. Leave it at 0, 4 or 5.',
    (code) =>
      `After \`${code}\` any other user of the machine changes the file, and what reads or runs it takes what he wrote.`,
  ),
  'certificate-check-off': said(
    'TLS certificates are not checked',
    'Anyone between the two ends can answer in the other’s name. For a private authority trust its certificate.',
    (quote) =>
      `Someone on the way answers with a certificate of his own; with \`${quote}\` the connection is accepted and he reads and changes what is sent.`,
  ),
  'unencrypted-data': said(
    'Data is sent in the clear',
    'Whoever is on the way reads it, and changes what comes back. Use TLS.',
    (quote) => `Somebody on the way reads what \`${quote}\` sends.`,
  ),
  'guard-removed': said(
    'What refuses forged requests is switched off',
    'Any site can have the browser of somebody who is logged in here send requests. Leave the check on.',
    (quote) =>
      `A form of another site is sent by the browser of somebody who is logged in, and \`${quote}\` lets it in.`,
  ),
  'hard-coded-secret': said(
    'A password stands in the code',
    'Whoever can read the code has it, and it cannot be changed without a release. Read it from the surroundings.',
    (quote) => `Somebody who can read the repository logs in with what \`${quote}\` says.`,
  ),
  'debug-mode': said(
    'What tells about the program is open to all',
    'It shows what only its makers should see. Leave it to development.',
    (quote) => `A visitor sees by \`${quote}\` how the program works and what it holds.`,
  ),
  'insecure-temporary-file': said(
    'A temporary file has a name that others know',
    'Somebody else can put a link there first. Let the library choose the name.',
    (quote) => `Another user of the machine puts a link there before \`${quote}\` writes, and his file is overwritten.`,
  ),
  'weak-hash': said(
    'A credential is hashed with a broken or fast hash',
    'MD5 and SHA-1 are computed billions of times a second. Use bcrypt, scrypt or Argon2.',
    (quote) => `The table of users leaks, and every usual password that \`${quote}\` hashed is found within hours.`,
  ),
  'weak-cipher': said(
    'A broken cipher, mode or key derivation is used',
    'What is encrypted so can be read or changed without the key. Use AES-GCM with a fresh nonce.',
    (quote) => `Someone who sees what \`${quote}\` encrypts recognises equal blocks, or finds the key.`,
  ),
  'predictable-secret': said(
    'A secret is made with a predictable random generator',
    'Its next values follow from earlier ones. Use the generator of the cryptographic library.',
    (quote) => `Someone who has seen a few values works out the one that \`${quote}\` makes next.`,
  ),
  'unverified-token': said(
    'A signed token is accepted without its signature',
    'Anyone can write such a token. Verify it with the key and a fixed algorithm.',
    (quote) => `Someone writes a token that says he is an administrator, and \`${quote}\` believes it.`,
  ),
} as const satisfies Readonly<Record<string, Wording>>;
