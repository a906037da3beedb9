import { afterAll, expect, test } from 'vitest';
import { createAnalyserPool } from '../../../analysers/pool.ts';
import { createSecretScanner } from '../../../analysers/secret-scanner.ts';
import { blankSecrets, secretLines } from '../../../forge/redact/blank-secrets.ts';
import { FILE_FORMS } from '../../support/secrets/file-forms.ts';
import { RULE_KINDS } from '../../support/secrets/rule-kinds.ts';
import { madeUp, SECRET_KINDS } from '../../support/secrets/secret-kinds.ts';
import { runs } from '../../support/soak.ts';

const pool = createAnalyserPool({ timeoutMs: 300_000 });
const scanner = createSecretScanner(pool);
afterAll(() => pool.close());

/** Signs of a secret in a row that give it away, of those that stand for it as many more. */
const TELLING = 12;
/** How many kinds are looked at in each form; all of them take minutes. */
const STEP = runs(12, 1);
const KINDS = [...RULE_KINDS, ...SECRET_KINDS];

function isTold(text: string, form: string, secret: string): boolean {
  const telling = Math.ceil(Math.min(TELLING, secret.length) * Math.max(1, form.length / secret.length));
  for (let at = 0; at + telling <= form.length; at += 1) if (text.includes(form.slice(at, at + telling))) return true;
  return false;
}

test.each(Object.entries(FILE_FORMS))('secrets of every kind, %s', async (name, form) => {
  const start = Object.keys(FILE_FORMS).indexOf(name);
  const files = KINDS.filter((_, at) => (at + start) % STEP === 0).flatMap((kind) => {
    const written = form(kind);
    return written === null ? [] : [{ ...written, path: kind.path, kind: kind.name, secret: kind.secret }];
  });
  const scans = await scanner.scan(files.map(({ path, text }) => ({ path, text })));
  const told = files.filter(({ text, forms, secret }, at) => {
    const scan = scans[at];
    if (scan?.kind !== 'scanned') throw new Error(`not searched: ${scan?.reason}`);
    const clean = blankSecrets(text, secretLines(text.split('\n'), scan.spans) ?? new Map());
    return forms.some((one) => isTold(clean, one, secret));
  });
  expect(told.map(({ kind }) => kind)).toEqual([]);
});

const PASSWORD = madeUp('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789', 20, 11);
const KEY_LINE = madeUp('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 64, 12);
const TOKEN = `gh${'p_'}${PASSWORD}${KEY_LINE.slice(0, 16)}`;

test.each([
  ['.envrc', `export DB_PASSWORD=${PASSWORD}`, PASSWORD],
  ['.env~', `DB_PASSWORD=${PASSWORD}`, PASSWORD],
  ['env/production', `DB_PASSWORD=${PASSWORD}`, PASSWORD],
  ['config/env.old', `DB_PASSWORD=${PASSWORD}`, PASSWORD],
  ['.flaskenv', `SECRET_KEY=${PASSWORD}`, PASSWORD],
  ['.dev.vars', `API_TOKEN=${PASSWORD}`, PASSWORD],
  ['shop.service', `Environment="DB_PASSWORD=${PASSWORD}"`, PASSWORD],
  ['half-a-key.txt', `-----BEGIN ${'RSA PRIVATE'} KEY-----\n${KEY_LINE}\n${KEY_LINE}\n`, KEY_LINE],
  ['a.ppk', `PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 2\n${KEY_LINE}\n${KEY_LINE}\nPrivate-MAC: 00\n`, KEY_LINE],
  ['turned.md', `${TOKEN.slice(0, 12)}\u202e${TOKEN.slice(12)}`, TOKEN.slice(12)],
  [
    'turned-round.js',
    `const t = '${Array.from(TOKEN).toReversed().join('')}';`,
    Array.from(TOKEN).toReversed().join(''),
  ],
  ['deploy.sh', `mysql -u shop -p${PASSWORD} shop < a.sql\n`, PASSWORD],
  ['dump.sh', `mysqldump -u shop -p'${PASSWORD}' shop > a.sql\n`, PASSWORD],
  ['login.sh', `docker login -u shop -p ${PASSWORD} registry.acme.io\n`, PASSWORD],
  ['cloud.sh', `az login --service-principal -u shop -p "${PASSWORD}" -t acme\n`, PASSWORD],
  ['cache.sh', `redis-cli -h cache.acme.io -a ${PASSWORD} ping\n`, PASSWORD],
  ['release.sh', `helm upgrade shop ./chart --set image.tag=v1,db.password=${PASSWORD}\n`, PASSWORD],
  ['root.sh', `echo '${PASSWORD}' | sudo -S apt-get update\n`, PASSWORD],
  ['push.sh', `echo ${PASSWORD} | docker login -u shop --password-stdin\n`, PASSWORD],
  ['wp-config.php', `define('AUTH_KEY', '${PASSWORD}');\n`, PASSWORD],
  ['run.sh', `PGPASSWORD=${PASSWORD} psql -h db.acme.io shop\n`, PASSWORD],
  ['copy.sh', `sshpass -p '${PASSWORD}' scp a b:\n`, PASSWORD],
  ['ask.sh', `curl -s -u shop:${PASSWORD} https://acme.io/api\n`, PASSWORD],
  ['sign.sh', `keytool -genkey --storepass ${PASSWORD}\n`, PASSWORD],
  ['src/db.py', `dsn = "host=db.acme.io user=shop password=${PASSWORD} dbname=shop"\n`, PASSWORD],
  ['src/db.go', `dsn := "shop:${PASSWORD}@tcp(db.acme.io:3306)/shop"\n`, PASSWORD],
  ['src/Db.java', `String url = "jdbc:oracle:thin:shop/${PASSWORD}@db.acme.io:1521:ORCL";\n`, PASSWORD],
  ['app/src/main/res/values/strings.xml', `<string name="api_key">${PASSWORD}</string>\n`, PASSWORD],
  ['ios/Info.plist', `<key>ApiKey</key>\n  <string>${PASSWORD}</string>\n`, PASSWORD],
  ['values.yaml', `db:\n  password: >-\n    ${PASSWORD}\n`, PASSWORD],
  ['.htpasswd', `shop:$2y$10$${PASSWORD}${KEY_LINE.slice(0, 33)}\n`, KEY_LINE.slice(0, 33)],
])('what stands in %s is blanked: %s', async (path, text, secret) => {
  const [scan] = await scanner.scan([{ path, text }]);
  if (scan?.kind !== 'scanned') throw new Error(`not searched: ${scan?.reason}`);
  expect(blankSecrets(text, secretLines(text.split('\n'), scan.spans) ?? new Map())).not.toContain(secret);
});

test.each([
  ['a.sh', 'mysql -u shop -p"$MYSQL_PASSWORD" shop\nmysql -u root -ppassword -h localhost\n'],
  ['b.sh', 'curl -u "$USER:$TOKEN" https://acme.io\ncurl -u user:password https://acme.io\n'],
  ['c.sh', 'tool --password-file secret.txt --password "$(cat file)" --pass-through\n'],
  [
    'i.sh',
    'docker login -p "$REGISTRY_TOKEN"\necho "$PASSWORD" | sudo -S ls\nmkdir -p build/output\nredis-cli -a $AUTH ping\n',
  ],
  ['j.sh', 'helm install a . --set image.tag=v1.22.333,password=$P\necho hello-world-1234 | tee a.txt\n'],
  ['d.py', 'parser.add_argument("--password", help="the password")\n'],
  ['e.go', 'dsn := "root:root@tcp(localhost:3306)/test"\n'],
  ['f.yaml', 'password: >-\n  {{ .Values.password }}\n'],
  ['g.xml', '<string name="password">Password</string>\n<string name="forgot_password">Forgotten?</string>\n'],
  ['h.js', 'const sizes = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 99, 98, 97, 96, 95];\n'],
])('what stands in for a password in %s is none', async (path, text) => {
  expect(await scanner.scan([{ path, text }])).toEqual([{ kind: 'scanned', spans: [] }]);
});

test('a password that a program puts into an address is none', async () => {
  const text = 'const url = "https://" + auth.name + ":" + config.auth.password + "@acme.io/shop";\n';
  expect(await scanner.scan([{ path: 'a.js', text }])).toEqual([{ kind: 'scanned', spans: [] }]);
});
