import { expect, test } from 'vitest';
import { secretSearch } from '../../../analysers/secrets/secrets.ts';

const told = async (path: string, text: string): Promise<readonly string[]> =>
  (await secretSearch.analyse({ path, text }, {})).map(({ rule }) => rule);

/** As well-kept repositories have them. */
test.each([
  ['a class', 'config/app.php', "'Password' => Illuminate\\Support\\Facades\\Password::class,\n"],
  ['a class of its own', 'config/aliases/config.php', "'Password' => Password::class,\n"],
  [
    'what is put into an address',
    'a.sh',
    'psql "postgres://shop:x$pass@db.acme.io/a" postgres://a:x${P}y@b.io/c ftp://a:p**s@b.io\n',
  ],
  ['a host of no network', 'src/a.sh', 'API="https://remoteUser:remotePassword1@da.domain.tld:8443"\n'],
  ['rules of a form', 'app/Settings/Home.php', "'password' => 'required|string|max:255',\n"],
  ['a call of a class', 'app/Settings/User.php', "$data['api_token'] = Str::random(80);\n"],
  ['a complaint about what is not set', 'docker-compose.yml', 'MYSQL_PASSWORD: "${DB_PASSWORD:?error}"\n'],
  ['arguments of a call', 'src/script.py', 'connect(user=login_user, password=login_password1, host=login_host)\n'],
  ['defaults of arguments', 'src/script.py', 'def connect(user=None, password=None1):\n'],
  ['variables side by side', 'src/Url.java', 'String path = null, username = null, password = null, host = null;\n'],
  ['an address with parts to fill in', 'src/a.ts', '// postgres://[user][:password]@[host.acme.io][:port]/[name]\n'],
  ['a pattern of addresses', 'src/a.sh', '[[ "$url" =~ https://([[:alnum:]_:]+)@github.com/(.*)$ ]]\n'],
  ['an address of a file', 'src/a.py', 'create_engine("sqlite+pysqlcipher://:testing1@/foo.db")\n'],
  ['a sample of documentation', '.github/workflows/ci.yml', 'env:\n  SA_PASSWORD: YourStrong!Passw0rd\n'],
  ['a known joke, and an end of a line', 'src/a.rs', '"https://me:hunter2@a.io/b" "https://u:p\\rass@a.io/b"\n'],
  ['a file and a password of no other machine', 'gen.sh', 'openssl pkcs12 -in a.crt -password pass:password\n'],
  ['the client of RFC 6749', 'src/token.py', 'Authorization: Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW\n'],
  ['digits in their order', 'src/dns.py', 'dns_cloudflare_api_token = 0123456789abcdef0123456789abcdef01234567\n'],
  ['variables of the shell', 'sync.sh', 'curl -s -u "${git_user}:${!pr_token}" https://api.acme.io/repos\n'],
  [
    'code that looks for keys',
    'src/pem.py',
    'if header == "-----BEGIN OPENSSH PRIVATE KEY-----":\n    f()\nelif x == "-----END OPENSSH PRIVATE KEY-----":\n',
  ],
  [
    'words of keys',
    'src/Pem.java',
    'byte[] BEGIN = "-----BEGIN PRIVATE KEY-----\\n".getBytes(CharsetUtil.US_ASCII);\nbyte[] END = "\\n-----END PRIVATE KEY-----\\n".getBytes(CharsetUtil.US_ASCII);\n',
  ],
  [
    'words of two keys',
    'src/key.rb',
    'a = "-----BEGIN EC PRIVATE KEY-----\\nfewfawefawfe\\n-----END EC PRIVATE KEY-----"\nb = "-----BEGIN EC PRIVATE KEY-----"\nsomething.that.reads.on(to: the_next, words: that, end: with)\nc = "-----END EC PRIVATE KEY-----"\n',
  ],
  [
    'a few signs between the words of a key',
    'src/key.rb',
    'key_content: "-----BEGIN EC PRIVATE KEY-----\\nfewfawefawfe\\n-----END EC PRIVATE KEY-----"\n',
  ],
])('%s is no secret', async (_, path, text) => {
  expect(await told(path, text)).toEqual([]);
});

test.each([
  ['a password in PHP', 'config/app.php', "'password' => 'Tr0ub4dor&3x',\n"],
  ['a password of a container', 'docker-compose.yml', 'MYSQL_PASSWORD: "kJ8vQ2mXw4"\n'],
  ['a row of settings', 'src/script.py', '"host=db.acme.io user=shop password=kJ8vQ2mXw4 dbname=shop"\n'],
  ['a password on a command line', 'gen.sh', 'openssl pkcs12 -in a.crt -password pass:kJ8vQ2mXw4\n'],
  ['an address with an escaped sign', 'a.sh', 'psql "postgres://shop:kJ8v\\!Q2mXw4@db.acme.io/shop"\n'],
  ['a sign of variables in an address', 'a.yml', 'url: postgres://shop:kJ8$vQ2mXw4@db.acme.io/shop\n'],
  ['a sign of patterns in an address', 'a.yml', 'url: postgres://shop:kJ8*vQ2mXw4@db.acme.io/shop\n'],
  ['a word behind an address', 'docs/a.md', 'postgres://shop:kJ8vQ2mXw4@db.acme.io/shop?application_name=your-app\n'],
  ['a name of a database', 'docs/a.md', 'postgres://shop:kJ8vQ2mXw4@db.acme.io/example\n'],
  ['an address', 'src/a.ts', "connect('postgres://shop:kJ8vQ2mXw4@db.acme.io/shop');\n"],
])('%s is one', async (_, path, text) => {
  expect(await told(path, text)).not.toEqual([]);
});
