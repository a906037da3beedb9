/** A kind of secret: where it stands, the text around it, and the secret itself. All are made up here, at run time. */
export interface SecretKindSample {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly secret: string;
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
const MIXED = UPPER + LOWER + DIGITS;

/** Letters that look random and are the same in every run (Park and Miller's generator). */
export function madeUp(alphabet: string, length: number, seed: number): string {
  let state = (seed * 7919 + 104_729) % 2_147_483_647;
  let out = '';
  while (out.length < length) {
    state = (state * 48_271) % 2_147_483_647;
    out += alphabet[Math.floor((state / 2_147_483_647) * alphabet.length)] ?? '';
  }
  return out;
}

const mixed = (length: number, seed: number) => madeUp(MIXED, length, seed);
const hex = (length: number, seed: number) => madeUp(HEX, length, seed);
const low = (length: number, seed: number) => madeUp(LOWER + DIGITS, length, seed);
const upper = (length: number, seed: number) => madeUp(UPPER + '234567', length, seed);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const uuid = (seed: number) => [8, 4, 4, 4, 12].map((length, at) => hex(length, seed + at)).join('-');

/** Tokens that are told by their form alone, wherever they stand. */
const TOKENS: Readonly<Record<string, string>> = {
  'AWS access key id': `AK${'IA'}${upper(16, 1)}`,
  'AWS session key id': `AS${'IA'}${upper(16, 2)}`,
  'GitHub personal token': `gh${'p_'}${mixed(36, 3)}`,
  'GitHub fine-grained token': `github${'_pat_'}${mixed(22, 4)}_${mixed(59, 5)}`,
  'GitHub OAuth token': `gh${'o_'}${mixed(36, 6)}`,
  'GitHub server token': `gh${'s_'}${mixed(36, 7)}`,
  'GitLab token': `gl${'pat-'}${mixed(20, 8)}`,
  'Slack bot token': `xo${'xb-'}${madeUp(DIGITS, 12, 9)}-${madeUp(DIGITS, 13, 10)}-${mixed(24, 11)}`,
  'Slack user token': `xo${'xp-'}${madeUp(DIGITS, 12, 9)}-${madeUp(DIGITS, 12, 10)}-${madeUp(DIGITS, 12, 11)}-${hex(32, 12)}`,
  'Stripe key': `sk${'_live_'}${mixed(24, 13)}`,
  'Stripe restricted key': `rk${'_live_'}${mixed(24, 14)}`,
  'Google API key': `AI${'za'}${mixed(35, 15)}`,
  'Google OAuth secret': `GOC${'SPX-'}${mixed(28, 16)}`,
  'Google access token': `ya${'29.'}${mixed(64, 17)}`,
  'SendGrid key': `SG${'.'}${mixed(22, 18)}.${mixed(43, 19)}`,
  'Twilio key': `S${'K'}${hex(32, 20)}`,
  'OpenAI project key': `sk-${'proj-'}${mixed(74, 21)}T3Blbk${'FJ'}${mixed(74, 22)}`,
  'Anthropic key': `sk-${'ant-api03-'}${mixed(93, 23)}AA`,
  'Groq key': `gs${'k_'}${mixed(52, 24)}`,
  'Hugging Face token': `hf${'_'}${madeUp(LOWER + UPPER, 34, 25)}`,
  'npm token': `np${'m_'}${low(36, 26)}`,
  'PyPI token': `py${'pi-'}AgEIcHlwaS5vcmc${mixed(70, 27)}`,
  'RubyGems token': `ruby${'gems_'}${hex(48, 28)}`,
  'Docker Hub token': `dck${'r_pat_'}${mixed(27, 29)}`,
  'DigitalOcean token': `do${'p_v1_'}${hex(64, 30)}`,
  'Shopify token': `shp${'at_'}${hex(32, 31)}`,
  'Square token': `sq0${'atp-'}${mixed(22, 32)}`,
  'Telegram token': `${madeUp('123456789', 9, 33)}:A${'A'}${mixed(33, 34)}`,
  'Discord bot token': `M${'T'}${mixed(22, 35)}.${mixed(6, 36)}.${mixed(30, 37)}`,
  'Vault token': `hv${'s.'}${mixed(95, 38)}`,
  'Terraform Cloud token': `${mixed(14, 39)}.atlas${'v1.'}${mixed(64, 40)}`,
  'Databricks token': `da${'pi'}${hex(32, 41)}`,
  'Grafana token': `gl${'sa_'}${mixed(32, 42)}_${hex(8, 43)}`,
  'New Relic key': `NR${'AK-'}${madeUp(UPPER + DIGITS, 27, 44)}`,
  'Linear key': `lin${'_api_'}${mixed(40, 45)}`,
  'Notion token': `nt${'n_'}${madeUp(DIGITS, 11, 46)}${mixed(35, 47)}`,
  'Figma token': `fig${'d_'}${mixed(40, 48)}`,
  'Postman key': `PM${'AK-'}${hex(24, 49)}-${hex(34, 50)}`,
  'Doppler token': `dp${'.pt.'}${mixed(43, 51)}`,
  'Pulumi token': `pu${'l-'}${hex(40, 52)}`,
  'PlanetScale password': `psc${'ale_pw_'}${mixed(43, 53)}`,
  'Supabase key': `sb${'p_'}${hex(40, 54)}`,
  'Sentry token': `sntr${'yu_'}${hex(64, 55)}`,
  'Atlassian token': `ATA${'TT3'}${mixed(186, 56)}`,
  'Mailchimp key': `${hex(32, 57)}-u${'s12'}`,
  'Airtable token': `pa${'t'}${mixed(14, 58)}.${hex(64, 59)}`,
  'Tencent key id': `AK${'ID'}${mixed(32, 60)}`,
  'Alibaba key id': `LT${'AI'}${low(20, 61)}`,
  'Age key': `AGE-SECRET-${'KEY-1'}${madeUp('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58, 62)}`,
  'cargo token': `ci${'o'}${mixed(32, 63)}`,
  'Razorpay key': `rz${'p_live_'}${mixed(14, 64)}`,
  'Stripe webhook secret': `wh${'sec_'}${mixed(32, 65)}`,
  'JSON Web Token': [
    { alg: 'HS256', kid: mixed(8, 66) },
    { sub: mixed(12, 67), iat: 1_700_000_001 },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(mixed(43, 68))
    .join('.'),
};

type Placed = readonly [path: string, secret: string, text: (secret: string) => string];

/** Secrets that are told by what stands around them. */
const PLACED: Readonly<Record<string, Placed>> = {
  'AWS secret key': ['.env', mixed(40, 70), (s) => `AWS_SECRET_ACCESS_KEY=${s}\n`],
  'AWS session token': ['deploy.sh', `${mixed(200, 71)}==`, (s) => `export AWS_SESSION_TOKEN="${s}"\n`],
  'Azure storage key': [
    'app.cs',
    `${mixed(86, 72)}==`,
    (s) =>
      `var c = "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=${s};EndpointSuffix=core.windows.net";\n`,
  ],
  'Azure service bus key': [
    'a.json',
    `${mixed(43, 73)}=`,
    (s) => `{"bus": "Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=${s}"}\n`,
  ],
  'Azure client secret': ['a.py', `${mixed(3, 74)}8Q~${mixed(34, 75)}`, (s) => `client_secret = "${s}"\n`],
  'Django secret key': ['shop/settings.py', `${mixed(30, 76)}#x!${mixed(17, 77)}`, (s) => `SECRET_KEY = '${s}'\n`],
  'Django database password': [
    'shop/settings.py',
    mixed(14, 78),
    (s) => `DATABASES = {'default': {'NAME': 'shop', 'PASSWORD': '${s}'}}\n`,
  ],
  'Rails secret key base': ['config/secrets.yml', hex(128, 79), (s) => `production:\n  secret_key_base: ${s}\n`],
  'Rails database password': [
    'config/database.yml',
    mixed(12, 80),
    (s) => `production:\n  adapter: postgresql\n  password: ${s}\n`,
  ],
  'Rails master key': ['config/master.key', hex(32, 81), (s) => `${s}\n`],
  'Spring password': [
    'src/main/resources/application.properties',
    mixed(14, 82),
    (s) => `spring.datasource.password=${s}\n`,
  ],
  'Spring password in YAML': [
    'src/main/resources/application.yml',
    mixed(14, 83),
    (s) => `spring:\n  mail:\n    password: "${s}"\n`,
  ],
  'password in .env': ['.env.production', mixed(12, 84), (s) => `DB_PASSWORD=${s}\n`],
  'kubeconfig token': ['.kube/config', mixed(64, 85), (s) => `users:\n- name: admin\n  user:\n    token: ${s}\n`],
  'kubeconfig key': ['kubeconfig', base64(mixed(120, 86)), (s) => `    client-key-data: ${s}\n`],
  'Docker login': [
    '.docker/config.json',
    base64(`acme:${mixed(16, 87)}`),
    (s) => `{"auths": {"r.acme.io": {"auth": "${s}"}}}\n`,
  ],
  '.npmrc token': ['.npmrc', mixed(36, 88), (s) => `//npm.acme.io/:_authToken=${s}\n`],
  '.pypirc password': ['.pypirc', mixed(16, 89), (s) => `[acme]\nusername = ci\npassword = ${s}\n`],
  '.netrc password': ['.netrc', mixed(16, 90), (s) => `machine git.acme.io login ci password ${s}\n`],
  '.pgpass password': ['.pgpass', mixed(16, 91), (s) => `db.acme.io:5432:shop:svc:${s}\n`],
  'PostgreSQL address': ['a.ts', mixed(14, 92), (s) => `const url = 'postgres://svc:${s}@db.acme.io:5432/shop';\n`],
  'MongoDB address': ['a.ts', mixed(14, 93), (s) => `const url = 'mongodb+srv://svc:${s}@c0.acme.mongodb.net/shop';\n`],
  'AMQP address': ['a.ts', mixed(14, 94), (s) => `const url = 'amqps://svc:${s}@mq.acme.io/shop';\n`],
  'Redis address': ['a.ts', mixed(14, 95), (s) => `const url = 'rediss://:${s}@cache.acme.io:6380';\n`],
  'JDBC address': [
    'A.java',
    mixed(14, 96),
    (s) => `String u = "jdbc:postgresql://db.acme.io/shop?user=svc&password=${s}";\n`,
  ],
  'ADO.NET row': [
    'appsettings.json',
    mixed(14, 97),
    (s) => `{"Main": "Server=db.acme.io;Database=shop;User Id=svc;Password=${s};"}\n`,
  ],
  'page address': ['a.sh', mixed(14, 98), (s) => `curl https://svc:${s}@api.acme.io/v1\n`],
  'Terraform variable': ['prod.tfvars', mixed(16, 99), (s) => `db_password = "${s}"\n`],
  'Maven password': [
    'settings.xml',
    mixed(16, 100),
    (s) => `<server><id>acme</id><password>${s}</password></server>\n`,
  ],
  'bearer header': ['a.sh', mixed(40, 101), (s) => `curl -H "Authorization: Bearer ${s}" https://api.acme.io\n`],
  'session cookie': ['a.http', mixed(40, 102), (s) => `Cookie: lang=de; sessionid=${s}\n`],
  'WireGuard key': ['wg0.conf', `${mixed(43, 103)}=`, (s) => `PrivateKey = ${s}\n`],
  'LaunchDarkly key': ['a.js', `sdk-${uuid(104)}`, (s) => `init('${s}')\n`],
  'Heroku key': ['a.sh', uuid(110), (s) => `HEROKU_API_KEY=${s}\n`],
  'private key': [
    'id_rsa',
    mixed(64, 120),
    (s) => `-----BEGIN ${'RSA PRIVATE'} KEY-----\n${s}\n${mixed(64, 121)}\n-----END ${'RSA PRIVATE'} KEY-----\n`,
  ],
};

/** Every kind, in a file as people write it. */
export const SECRET_KINDS: readonly SecretKindSample[] = [
  ...Object.entries(TOKENS).map(([name, secret]) => ({
    name,
    path: 'src/client.ts',
    text: `export const client = connect("${secret}");\n`,
    secret,
  })),
  ...Object.entries(PLACED).map(([name, [path, secret, text]]) => ({ name, path, text: text(secret), secret })),
];
