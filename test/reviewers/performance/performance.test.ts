import { beforeAll, describe, expect, test } from 'vitest';
import { performance } from '../../../reviewers/performance/index.ts';
import { places, runChecks, type CheckTableResult } from '../check-table.ts';

/** Code, and what is found in it as `rule:line`. */
type Row = readonly [code: string, ...expected: string[]];

const loop = (body: string, head = 'for (const id of ids)'): string =>
  `async function run(ids, db) {\n  ${head} {\n    ${body}\n  }\n}\n`;

const SCRIPT_INVALID: readonly Row[] = [
  [loop('users.push(await prisma.user.findUnique({ where: { id } }));'), 'query-in-loop:3'],
  [loop("const { rows } = await db.query('SELECT * FROM users WHERE id = $1', [id]);"), 'query-in-loop:3'],
  [loop('const answer = await fetch(`https://api.example/users/${id}`);'), 'query-in-loop:3'],
  [loop('all.push((await axios.get(`/users/${id}`)).data);'), 'query-in-loop:3'],
  [loop('await User.findByPk(order.userId);', 'for (const order of orders)'), 'query-in-loop:3'],
  [loop('await User.findById(userId);', 'for (const { userId } of orders)'), 'query-in-loop:3'],
  [loop('await repo.findOneBy({ id: ids[i] });', 'for (let i = 0; i < ids.length; i++)'), 'query-in-loop:3'],
  [
    'const posts = await Promise.all(ids.map(async (id) => {\n  const post = await Post.findById(id);\n  return post;\n}));\n',
    'query-in-loop:2',
  ],
  [
    loop(
      'if (!id) continue;\n    const u = await db.user.findFirst({ where: { id } });\n    const p = await db.post.findFirst({ where: { id } });',
    ),
    'query-in-loop:4',
  ],
];

const SCRIPT_VALID: readonly Row[] = [
  ['async function run(db) {\n  const user = await db.user.findUnique({ where: { id } });\n}\n'],
  [loop('const page = await fetch(`${base}?cursor=${cursor}&id=${id}`);\n    cursor = page.next;')],
  ['let url = first;\nwhile (url) {\n  const page = await fetch(url);\n  url = page.next;\n}\n'],
  ['for (let page = 1; ; page++) {\n  const rows = await fetch(`/rows?page=${page}`);\n  if (rows.empty) break;\n}\n'],
  [loop('const u = await User.findById(id);\n    if (u) return u;')],
  [loop('const u = await User.findById(id);\n    if (u.ok) break;')],
  [loop('await fetch(url);\n    await sleep(wait);', 'for (const wait of waits)')],
  [loop('const u = await fetch(id);', 'for await (const id of stream)')],
  [loop('await User.findMany({ where: { id: { in: group } } });', 'for (const group of chunk(ids, 100))')],
  [loop('await User.findMany({ where: { id: { in: batch } } });', 'for (const batch of batches)')],
  [loop("await db.query('INSERT INTO t VALUES ($1)', [id]);")],
  [loop('await client.query(statement);', 'for (const statement of statements)')],
  [loop('await fetch(`https://${region}.example`);', "for (const region of ['eu', 'us'])")],
  [loop('await fetch(`https://${region}.example`);', 'for (const region of REGIONS)')],
  [loop('await tx.user.findUnique({ where: { id } });')],
  [loop('jobs.push(async () => { const u = await User.findById(id); return u; });')],
  [loop('await db.user.findFirst({ where: { active: true } });')],
  ['await Promise.all(urls.map(async (url) => {\n  const page = await fetch(url);\n  return page;\n}));\n'],
  [loop('const item = cache.get(id);\n    list.find((one) => one.id === id);')],
  ['const map = new Map();\nfor (const id of ids) {\n  await map.get(id);\n}\n'],
  ['// for (const id of ids) { await db.findOne(id); }\n'],
  [loop('await retry(() => fetch(id));')],
];

const SYNC_INVALID: readonly Row[] = [
  ["app.get('/', (req, res) => {\n  res.send(fs.readFileSync('page.html'));\n});\n", 'sync-in-handler:2'],
  ["router.post('/run', async (req, res) => {\n  const out = execSync('git log');\n});\n", 'sync-in-handler:2'],
  ['http.createServer((req, res) => {\n  res.end(zlib.gzipSync(body));\n});\n', 'sync-in-handler:2'],
  ['function login(req, res) {\n  if (bcrypt.compareSync(req.body.p, hash)) ok();\n}\n', 'sync-in-handler:2'],
  ["fastify.get('/', async (request, reply) => {\n  return readFileSync(file, 'utf8');\n});\n", 'sync-in-handler:2'],
  ["router.get('/', async (ctx) => {\n  ctx.body = fs.readdirSync(root);\n});\n", 'sync-in-handler:2'],
  [
    'app.use(function (req, res, next) {\n  list.forEach((f) => fs.appendFileSync(log, f));\n});\n',
    'sync-in-handler:2',
  ],
  ['class A {\n  show(req: Request, res: Response) {\n    crypto.scryptSync(a, b, 64);\n  }\n}\n', 'sync-in-handler:3'],
];

const SYNC_VALID: readonly Row[] = [
  ["const page = fs.readFileSync('page.html');\napp.get('/', (req, res) => res.send(page));\n"],
  ["app.get('/', async (req, res) => {\n  res.send(await fs.promises.readFile('page.html'));\n});\n"],
  ["app.get('/', (req, res) => {\n  if (!fs.existsSync(file)) return res.sendStatus(404);\n});\n"],
  ["let page;\napp.get('/', (req, res) => {\n  page ??= fs.readFileSync('page.html');\n  res.send(page);\n});\n"],
  [
    "let page;\napp.get('/', (req, res) => {\n  if (!page) page = fs.readFileSync('page.html');\n  res.send(page);\n});\n",
  ],
  [
    "const seen = new Map();\napp.get('/', (req, res) => {\n  if (!seen.has(req.path)) {\n    seen.set(req.path, fs.readFileSync('page.html'));\n  }\n});\n",
  ],
  ['function loadConfig(path) {\n  return JSON.parse(fs.readFileSync(path));\n}\n'],
  ["test('reads', () => {\n  fs.readFileSync('a');\n});\n"],
  ["cache.get('key', () => {\n  return fs.readFileSync('a');\n});\n"],
  ["app.use('/docs', serve(fs.readFileSync('openapi.json')));\n"],
  ["fastify.register(async (instance) => {\n  const schema = fs.readFileSync('schema.json');\n});\n"],
  ["// app.get('/', (req, res) => fs.readFileSync('x'))\nconst help = 'fs.readFileSync(x)';\n"],
];

const PYTHON: readonly Row[] = [
  ['def run(ids):\n    for i in ids:\n        user = User.objects.get(pk=i)\n', 'query-in-loop:3'],
  [
    'def run(ids):\n    for i in ids:\n        out.append(requests.get(f"https://a.example/{i}").json())\n',
    'query-in-loop:3',
  ],
  [
    'async def run(ids):\n    for i in ids:\n        row = await conn.fetchrow("SELECT * FROM t WHERE id = $1", i)\n',
    'query-in-loop:3',
  ],
  [
    'def run(ids):\n    for i in ids:\n        cursor.execute("select a from t where id = %s", (i,))\n',
    'query-in-loop:3',
  ],
  ['def run(ids):\n    for i in ids:\n        session.get(User, i)\n', 'query-in-loop:3'],
  ['def run(ids):\n    return User.objects.filter(pk__in=ids)\n'],
  ['def run(ids):\n    for i in ids:\n        User.objects.filter(pk=i).update(rank=f(i))\n'],
  ['def run(ids):\n    for i in ids:\n        go(User.objects.filter(pk=i).first())\n', 'query-in-loop:3'],
  ['def run(urls):\n    for url in urls:\n        r = requests.get(url)\n        if r.ok:\n            return r\n'],
  ['def run(n):\n    for attempt in range(5):\n        r = requests.get(f"https://a.example/{attempt}")\n'],
  ['def run(ids):\n    for i in ids:\n        r = requests.get(f"https://a.example/{i}")\n        time.sleep(1)\n'],
  ['def run(ids):\n    for i in ids:\n        cursor.execute("INSERT INTO t VALUES (%s)", (i,))\n'],
  ['def run(groups):\n    for batch in groups:\n        User.objects.filter(pk__in=batch)\n'],
  ['def run(ids):\n    for i in ids:\n        value = settings.get(i)\n'],
];

const CASES = [
  ...[...SCRIPT_INVALID, ...SCRIPT_VALID, ...SYNC_INVALID, ...SYNC_VALID].map((row, at) => ({
    path: `src/a${at}.ts`,
    row,
  })),
  ...PYTHON.map((row, at) => ({ path: `app/b${at}.py`, row })),
];

describe('tables', () => {
  let result: CheckTableResult;
  beforeAll(async () => {
    const files = Object.fromEntries(CASES.map(({ path, row }) => [path, row[0]]));
    result = await runChecks(performance, { old: {}, new: files });
  });
  test.each(CASES)('$path: $row.0', ({ path, row: [code, ...expected] }) => {
    const found = result.reports.filter(({ location }) => location?.path === path);
    expect(found.map(({ rule, location }) => `${rule}:${location?.startLine}`)).toEqual(expected);
    for (const { evidence, location } of found) {
      expect(code.split('\n')[(location?.startLine ?? 0) - 1]).toContain(evidence);
    }
  });
});

const N_PLUS_ONE = loop('await User.findById(id);');

test.each([
  ['the loop stood there before', { 'a.ts': N_PLUS_ONE }, { 'a.ts': `${N_PLUS_ONE}// more\n` }],
  ['tests', {}, { 'test/a.test.ts': N_PLUS_ONE }],
  ['scripts and migrations', {}, { 'scripts/fill.ts': N_PLUS_ONE, 'db/migrations/1.ts': N_PLUS_ONE }],
])('stays quiet: %s', async (_name, old, now) => {
  expect((await runChecks(performance, { old, new: now })).reports).toEqual([]);
});

test('a call that is moved into an existing loop, and a loop put around an existing call, are both the change’s doing', async () => {
  const call = 'async function run(ids, db) {\n    await User.findById(id);\n}\n';
  const around = 'async function run(ids, db) {\n  for (const id of ids) {\n    await User.findById(id);\n  }\n}\n';
  const empty = 'async function run(ids, db) {\n  for (const id of ids) {\n    log(id);\n  }\n}\n';
  expect(places((await runChecks(performance, { old: { 'a.ts': call }, new: { 'a.ts': around } })).reports)).toEqual([
    'query-in-loop a.ts:3',
  ]);
  expect(places((await runChecks(performance, { old: { 'a.ts': empty }, new: { 'a.ts': around } })).reports)).toEqual([
    'query-in-loop a.ts:3',
  ]);
});

test('works on a plain diff as far as the hunks show', async () => {
  const result = await runChecks(performance, { old: {}, new: { 'a.ts': N_PLUS_ONE } }, { contents: 'diff-only' });
  expect(places(result.reports)).toEqual(['query-in-loop a.ts:3']);
});
