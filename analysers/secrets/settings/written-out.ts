import type { SecretRange } from '../secret-range.ts';
import { secretKindOf } from './secret-name.ts';
import { isHarmlessPassword } from './harmless-password.ts';

/** A writing in which the place alone says that a value is a password: the value is the last group, and ends the match; of two groups the first is its name. */
interface Writing {
  /** A quick look whether it may be there. */
  readonly hint: RegExp;
  readonly form: RegExp;
  /** What must stand before it in its line. */
  readonly before?: RegExp;
  readonly rule: 'command-line' | 'connection-string' | 'marked-up-value' | 'password-hash';
}

const MESSAGES = {
  'command-line': 'A password on a command line',
  'connection-string': 'A password in a connection string',
  'marked-up-value': 'A password in a file of values',
  'password-hash': 'The hash of a password',
} as const;

/** The host is not the machine of whoever wrote it. */
const HOST = String.raw`(?!localhost|127\.|0\.0\.0\.0|db[:/)]|postgres[:/)]|mysql[:/)])[\w.-]{1,200}`;

const WRITINGS: readonly Writing[] = [
  // `host=db.acme.io user=shop password=x dbname=y`, in any order: libpq.
  {
    hint: /\bpassword=/,
    form: /\b(?:host(?:addr)?|dbname|user|port|sslmode)=[^\s"'`]{1,200} (?:[a-z_]{2,30}=[^\s"'`]{1,200} ){0,8}password='?([^\s"'`]{3,200})/g,
    rule: 'connection-string',
  },
  {
    hint: /\bpassword=/,
    form: /\bpassword='?([^\s"'`]{3,200})(?='? (?:[a-z_]{2,30}=[^\s"'`]{1,200} ){0,8}(?:host(?:addr)?|dbname|user|port|sslmode)=)/g,
    rule: 'connection-string',
  },
  // `shop:x@tcp(db.acme.io:3306)/shop`: Go's driver for MySQL.
  {
    hint: /@(?:tcp|unix)\(/,
    form: new RegExp(String.raw`(?<![\w.-])[\w.-]{1,60}:([^\s"'\x60@/]{3,200})(?=@(?:tcp|unix)\(${HOST})`, 'g'),
    rule: 'connection-string',
  },
  // `shop/x@//db.acme.io:1521/ORCL`, `jdbc:oracle:thin:shop/x@db.acme.io:1521:ORCL`: Oracle.
  {
    hint: /@(?:\/\/)?[\w.-]{1,200}:\d/,
    form: new RegExp(
      String.raw`(?<![\w./-])[\w$#-]{1,30}\/([^\s"'\x60@/:]{3,30})(?=@(?:\/\/)?${HOST}:\d{2,5}[:/]\w)`,
      'g',
    ),
    rule: 'connection-string',
  },
  // `mysql -u root -px`, `mysqldump … --password=x`, `sshpass -p x`, `curl -u user:x`, `--password x`.
  {
    hint: /\b(?:mysql|mariadb)/,
    form: /(?<=[ \t])-p["']?([^\s"'`]{4,200})/g,
    before: /\b(?:mysql|mariadb)/,
    rule: 'command-line',
  },
  // `docker login -u shop -p x`, `az login -p x`; `redis-cli -a x`.
  {
    hint: /\blogin\b/,
    form: /(?<=[ \t])-p[ \t]{1,4}["']?([^\s"'`]{4,200})/g,
    before: /\b(?:docker|podman|nerdctl|buildah|skopeo|oras|registry|az|oc|cf)[ \t]{1,4}login\b/,
    rule: 'command-line',
  },
  {
    hint: /\bredis-cli\b/,
    form: /(?<=[ \t])-a[ \t]{1,4}["']?([^\s"'`]{4,200})/g,
    before: /\bredis-cli\b/,
    rule: 'command-line',
  },
  // `helm install shop --set db.password=x`.
  {
    hint: /--set(?:-string)?[ \t=]/,
    form: /(?<=[ \t,"'=])([A-Za-z][\w.-]{2,80})=["']?([^\s"'`,]{4,200})/g,
    before: /--set(?:-string)?[ \t=]/,
    rule: 'command-line',
  },
  // `echo x | sudo -S …`, `echo x | docker login --password-stdin`.
  {
    hint: /\becho\b/,
    form: /\becho[ \t]{1,4}(?:-n[ \t]{1,4})?["']?([^\s"'`|]{4,200})(?=["']?[ \t]{0,4}\|[ \t]{0,4}(?:sudo[ \t]{1,4}-\w{0,5}S|[^\n|]{1,200}--password-stdin))/g,
    rule: 'command-line',
  },
  { hint: /\bsshpass\b/, form: /\bsshpass[ \t]{1,4}-p[ \t]{0,4}["']?([^\s"'`]{3,200})/g, rule: 'command-line' },
  {
    hint: /\bcurl\b/,
    form: /(?<=[ \t])(?:-u|--user)[ \t=]{1,4}["']?[^\s"'`:]{1,100}:([^\s"'`]{3,200})/g,
    before: /\bcurl\b/,
    rule: 'command-line',
  },
  {
    hint: /--?(?:\w{1,20}-)?(?:password|passwd|passphrase|storepass|keypass|pass|pwd)[ =]/i,
    form: /(?<![\w-])--?(?:[a-z]{1,20}-){0,3}(?:password|passwd|passphrase|storepass|keypass|pass|pwd)(?:=|[ \t]{1,4})["']?([^\s"'`]{6,200})/gi,
    rule: 'command-line',
  },
  // `PGPASSWORD=x psql`, wherever it stands.
  {
    hint: /\b(?:PGPASSWORD|MYSQL_PWD|SSHPASS|REDISCLI_AUTH|RESTIC_PASSWORD|BORG_PASSPHRASE|ANSIBLE_VAULT_PASSWORD)=/,
    form: /\b(?:PGPASSWORD|MYSQL_PWD|SSHPASS|REDISCLI_AUTH|RESTIC_PASSWORD|BORG_PASSPHRASE|ANSIBLE_VAULT_PASSWORD)=["']?([^\s"'`]{4,200})/g,
    rule: 'command-line',
  },
  // `<string name="db_password">x</string>`: Android; `<key>Password</key><string>x</string>`: property lists.
  {
    hint: /<string/,
    form: /<string name="(\w{1,80})"[^<>]{0,100}>([^<>\s]{6,500})(?=<\/string>)/gi,
    rule: 'marked-up-value',
  },
  {
    hint: /<key>/,
    form: /<key>([\w.-]{1,80})<\/key>\s{0,40}<string>([^<>\s]{6,500})(?=<\/string>)/gi,
    rule: 'marked-up-value',
  },
  // `password: >-` and the value on the next line: folded and literal YAML.
  {
    hint: /:[ \t]{1,8}[>|]/,
    form: /^[ \t]{0,80}["']?([\w.-]{1,80})["']?:[ \t]{1,8}[>|][-+\d]{0,2}[ \t]{0,8}\r?\n[ \t]{1,80}([^\s"'`#]{6,500})(?=[ \t]{0,8}\r?$)/gim,
    rule: 'marked-up-value',
  },
  // A line of a file of users: `shop:$2y$10$…`, `shop:$apr1$…`, `shop:{SHA}…`.
  {
    hint: /:(?:\$|\{S)/,
    form: /^[\w.@-]{1,60}:(\$(?:2[aby]\$\d\d|apr1|1|5|6|y)\$[./\w$]{20,120}|\{S?SHA\}[A-Za-z0-9+/]{20,60}={0,2})(?=:|[ \t]{0,8}\r?$)/gm,
    rule: 'password-hash',
  },
];

/** OpenSSL's options say where a password comes from: `pass:x`. */
const withoutSource = (value: string): string => value.replace(/^pass:/, '');

/** So far before a password its program is looked for. */
const LINE = 400;

/** Passwords that the place where they stand tells: a command line, a connection string, an element under such a name. */
export function writtenOutRanges(text: string): SecretRange[] {
  return WRITINGS.flatMap(({ hint, form, before, rule }) => {
    if (!hint.test(text)) return [];
    return [...text.matchAll(form)].flatMap((match): SecretRange[] => {
      const value = match.at(-1) ?? '';
      // Of two groups the first is the name.
      if (match.length > 2 && secretKindOf(match[1] ?? '') === null) return [];
      const isHash = rule === 'password-hash';
      // Texts for people stand under such names, too.
      const isText = rule === 'marked-up-value' && !/\d/.test(value);
      // In a call the arguments are divided by commas, in a connection string the settings by spaces.
      const isArgument = rule === 'connection-string' && /[,)]:?$/.test(value);
      if (value === '' || isText || isArgument || (!isHash && isHarmlessPassword(withoutSource(value)))) return [];
      const line = text.slice(Math.max(0, match.index - LINE), match.index);
      if (before?.test(line.slice(line.lastIndexOf('\n') + 1)) === false) return [];
      const end = match.index + match[0].length;
      return [{ start: end - value.length, end, rule: `docket/${rule}`, message: MESSAGES[rule] }];
    });
  });
}
