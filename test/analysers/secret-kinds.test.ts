import { afterAll, describe, expect, it, test } from 'vitest';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { createSecretScanner } from '../../analysers/secret-scanner.ts';
import { blankSecrets, secretLines } from '../../forge/redact/blank-secrets.ts';
import { SECRET_KINDS } from '../support/secrets/secret-kinds.ts';

const pool = createAnalyserPool({ timeoutMs: 300_000 });
const scanner = createSecretScanner(pool);
afterAll(() => pool.close());

/** What everybody behind the border sees. */
async function redacted(path: string, text: string): Promise<string> {
  const [scan] = await scanner.scan([{ path, text }]);
  if (scan?.kind !== 'scanned') throw new Error('it was not searched');
  return blankSecrets(text, secretLines(text.split('\n'), scan.spans) ?? new Map());
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const FORMS = SECRET_KINDS.filter(({ path }) => path === 'src/client.ts');

describe('of every kind of secret', () => {
  it('there are sixty and more', () => expect(SECRET_KINDS.length).toBeGreaterThan(60));

  test.each(SECRET_KINDS)('$name is blanked, and the rest of the file stays', async ({ path, text, secret }) => {
    const clean = await redacted(path, text);
    for (const part of secret.match(/[\w+/]{8,}/g) ?? [secret]) expect(clean).not.toContain(part);
    expect(clean).toHaveLength(text.length);
    const whole = text.startsWith(secret) || text.startsWith('-----');
    expect(whole || clean.startsWith(text.slice(0, 3))).toBe(true);
  });
});

describe('a token that a program puts together', () => {
  test.each(FORMS)('$name', async ({ secret }) => {
    const [first, second] = [secret.slice(0, 9), secret.slice(9)];
    for (const text of [
      `const t = "${first}" + "${second}";\n`,
      `$t = '${first}' . '${second}';\n`,
      `t = ("${first}"\n     "${second}")\n`,
      `const t = "${base64(secret)}";\n`,
      `const t = "${first}\\x${secret.charCodeAt(9).toString(16)}${secret.slice(10)}";\n`,
    ]) {
      expect(await redacted('src/client.ts', text), text).not.toContain(
        text.includes(second) ? second : base64(secret).slice(8),
      );
    }
  });
});

const CLEAN: readonly (readonly [path: string, text: string])[] = [
  [
    '.env.production',
    'DB_PASSWORD=changeme\nAPI_KEY=${API_KEY}\nTOKEN=<your-token>\nSECRET_KEY=\nPASSWORD=password\nAPP_KEY=base64:\n',
  ],
  ['config/database.yml', 'password: <%= ENV["DB_PASSWORD"] %>\nusername: app\nhost: db1.acme.io\n'],
  [
    'shop/settings.py',
    "SECRET_KEY = os.environ['SECRET_KEY']\nPASSWORD_RESET_TIMEOUT = 259200\nAUTH_PASSWORD_VALIDATORS = []\n",
  ],
  [
    'application.yml',
    'spring:\n  datasource:\n    password: ${DB_PASSWORD:secret}\n  token-uri: https://acme.io/oauth/token\n',
  ],
  ['openapi.yml', 'password:\n  type: string\n  description: the password\ntoken: string\nsecret: Opaque\n'],
  [
    'prod.tfvars',
    'db_password = var.db_password\nsecret_name = "prod/shop/db-1"\nkms_key = "arn:aws:kms:eu-west-1:1:key/a"\n',
  ],
  ['prod.tf', 'password = random_password.db.result\nprimary_key = "id2"\npartition_key = "tenantId42abcdef"\n'],
  ['.npmrc', '//npm.acme.io/:_authToken=${NPM_TOKEN}\nregistry=https://npm.acme.io/\n'],
  [
    '.github/workflows/ci.yml',
    'env:\n  TOKEN: ${{ secrets.TOKEN }}\n  KEY: ${{ github.sha }}\nuses: a/b@8f4b7f84864484a7bf31766abe9204da3cbe65b3\n',
  ],
  ['tests/fixtures/.env', 'DB_PASSWORD=Hunter2isBack99\n'],
  ['docs/guide.md', 'postgres://user:pass@host/db and https://user:password@example.com\n'],
  [
    'a.ts',
    'const url = `postgres://${user}:${password}@${host}/db`;\nconst next = "redis://:password@localhost:6379";\n',
  ],
  ['appsettings.json', '{"Main": "Server=localhost;Database=shop;User Id=sa;Password=Str0ng!Passw0rd;"}\n'],
  ['appsettings.json', '{"Main": "Server=db.acme.io;Database=shop;Trusted_Connection=True;"}\n'],
  [
    'package-lock.json',
    '"integrity": "sha512-Zk3vQ9tXw7LmB2nRd5Hs8JcYf1Gp4KeAuT6oZk3vQ9tXw7LmB2nRd5Hs8JcYf1Gp4KeAuT6o=="\n',
  ],
  ['a.go', 'h1:PmEvCfVI7ti9dV3s5aMZUY7sS2GxRvG3yzih7E+cS3w=\n'],
  ['docker-compose.yml', 'environment:\n  POSTGRES_PASSWORD: example\n  MYSQL_ROOT_PASSWORD: root\n'],
  ['config.json', '{"token": "csrfmiddlewaretoken", "key": "user-settings-v2", "auth": "bearer", "salt": "none"}\n'],
];

describe('what is no secret', () => {
  test.each(CLEAN)('%s: %s', async (path, text) => expect(await redacted(path, text)).toBe(text));
});
