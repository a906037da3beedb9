import { beforeAll, describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { places, runChecks, type CheckTableResult } from '../check-table.ts';

/** Code, and the rules that it breaks as `rule:line`. */
type Row = readonly [code: string, ...expected: string[]];

const INVALID: readonly Row[] = [
  ["import { exec } from 'node:child_process';\nexec(`git log ${branch}`, done);", 'command-injection:2'],
  ["cp.execSync('rm -rf ' + folder);", 'command-injection:1'],
  [
    'async function f(name) {\n  const command = `tar xf ${name}`;\n  await execAsync(command);\n}',
    'command-injection:3',
  ],
  ["exec(['convert', file, 'out.png'].join(' '));", 'command-injection:1'],
  ['router.post("/run", (req, res) => { child_process.exec(req.body.command); });', 'command-injection:1'],
  ['spawn(command, args, { shell: true });', 'command-injection:1'],
  ["spawnSync('git', ['checkout', branch], {\n  stdio: 'inherit',\n  shell: true,\n});", 'command-injection:1'],
  ["spawn('sh', ['-c', `ls ${folder}`]);", 'command-injection:1'],
  ["execFile('/bin/bash', ['-c', 'ls ' + folder]);", 'command-injection:1'],
  ['(req, res) => { spawn(req.query.tool, []); };', 'command-injection:1'],
  ['await $`sh -c ${"ls " + name}`;', 'command-injection:1'],
  ["(req) => $`/bin/bash -lc 'ls ${req.query.dir}'`;", 'command-injection:1'],
  ["import { $ as run } from 'execa';\nexport const f = (text) => run`sh -c ${text}`;", 'command-injection:2'],
  ['(folder) => execa({ shell: true })`ls ${folder}`;', 'command-injection:1'],
  ['(text) => $`${{ raw: text }}`;', 'command-injection:1'],
  ['(text) => $`eval ${text}`;', 'command-injection:1'],
  ['const value = eval(expression);', 'code-injection:1'],
  ['window.eval(`(${text})`);', 'code-injection:1'],
  ["const f = new Function('a', 'b', body);", 'code-injection:1'],
  ['vm.runInNewContext(source, sandbox);', 'code-injection:1'],
  ["setTimeout('refresh(' + id + ')', 100);", 'code-injection:1'],
  ['(req) => { settings[req.body.section][req.body.key] = req.body.value; };', 'prototype-pollution:1'],
  ['const data = serialize.unserialize(cookie);', 'unsafe-deserialisation:1'],
  ['const rows = await db.query(`SELECT * FROM users WHERE id = ${id}`);', 'sql-injection:1'],
  ["db.all('SELECT * FROM users WHERE name = \\'' + name + '\\'', done);", 'sql-injection:1'],
  ['async () => { const { rows } = await pool.query<Row>(`SELECT a FROM t WHERE b = ${b}`); };', 'sql-injection:1'],
  ['async (req) => { const data = await axios.get<Data>(req.query.url); };', 'server-side-request-forgery:1'],
  ['await prisma.$queryRawUnsafe(`UPDATE t SET a = ${a}`);', 'sql-injection:1'],
  ['await client.execute(\n  `DELETE FROM orders\n   WHERE id = ${order.id}`,\n);', 'sql-injection:1'],
  [
    "async function find(pool, name) {\n  const sql = `SELECT * FROM users WHERE name LIKE '%${name}%'`;\n  return pool.query(sql);\n}",
    'sql-injection:2',
  ],
  [
    "function find(db, filter) {\n  let query = 'SELECT * FROM t WHERE 1 = 1';\n  query = 'SELECT * FROM t WHERE name = ' + filter.name;\n  return db.raw(query);\n}",
    'sql-injection:3',
  ],
  ['(req) => knex.raw(req.query.sql);', 'sql-injection:1'],
  ['(req) => db.query(`SELECT * FROM ${req.query.table}`);', 'sql-injection:1'],
  ['element.innerHTML = `<b>${user.name}</b>`;', 'cross-site-scripting:1'],
  ['element.innerHTML = comment;', 'cross-site-scripting:1'],
  ["list.innerHTML += '<li>' + item.title + '</li>';", 'cross-site-scripting:1'],
  ['box.outerHTML = marked(text);', 'cross-site-scripting:1'],
  ["document.write('<p>' + message + '</p>');", 'cross-site-scripting:1'],
  ["node.insertAdjacentHTML('beforeend', `<i>${note}</i>`);", 'cross-site-scripting:1'],
  ["app.get('/', (req, res) => { res.send('<h1>' + req.query.name + '</h1>'); });", 'cross-site-scripting:1'],
  ["app.get('/go', (req, res) => {\n  res.redirect(req.query.next);\n});", 'open-redirect:2'],
  ['(req, res) => { const { to } = req.query; res.redirect(302, to); };', 'open-redirect:1'],
  ["function back() { location.href = searchParams.get('back'); }", 'open-redirect:1'],
  ['app.use(cors({ origin: true, credentials: true }));', 'cors-with-credentials:1'],
  [
    "(req, res) => {\n  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);\n  res.setHeader('Access-Control-Allow-Credentials', 'true');\n};",
    'cors-with-credentials:2',
  ],
  ["opener.postMessage(session, '*');", 'message-to-any-origin:1'],
  ["(event) => { if (event.origin.includes('good.example')) run(event.data); };", 'weak-origin-check:1'],
  ["(e) => { if (e.origin.indexOf('https://good.example') === 0) run(e.data); };", 'weak-origin-check:1'],
  ["(event) => event.origin.endsWith('good.example');", 'weak-origin-check:1'],
  ['(req, res) => fs.readFile(`./uploads/${req.params.name}`, done);', 'path-traversal:1'],
  ['(req, res) => {\n  const { file } = req.query;\n  fs.createReadStream(file).pipe(res);\n};', 'path-traversal:3'],
  ['(req, res) => res.sendFile(path.join(root, req.params.file));', 'path-traversal:1'],
  ['(req, res) => { const target = path.resolve(root, req.body.path); };', 'path-traversal:1'],
  ['(req, res) => res.download(`./files/${req.params.name}`);', 'path-traversal:1'],
  ['async (req, res) => { const answer = await fetch(req.query.url as string); };', 'server-side-request-forgery:1'],
  ['(req) => axios.get(`http://${req.body.host}/status`);', 'server-side-request-forgery:1'],
  ['(req) => axios({ method: "get", url: req.body.callback });', 'server-side-request-forgery:1'],
  ['const agent = new https.Agent({ rejectUnauthorized: false });', 'certificate-check-off:1'],
  ["process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';", 'certificate-check-off:1'],
  ["const stored = crypto.createHash('md5').update(password).digest('hex');", 'weak-hash:1'],
  ["createHash('sha1').update(user.password + salt);", 'weak-hash:1'],
  ["crypto.createCipher('aes192', key);", 'weak-cipher:1'],
  ["crypto.createCipheriv('aes-128-ecb', key, null);", 'weak-cipher:1'],
  ['const resetToken = Math.random().toString(36).slice(2);', 'predictable-secret:1'],
  ['this.sessionId = `s${Math.random()}`;', 'predictable-secret:1'],
  [
    "function generateOtp() {\n  return String(Math.floor(Math.random() * 1e6)).padStart(6, '0');\n}",
    'predictable-secret:2',
  ],
  ["jwt.verify(token, key, { algorithms: ['HS256', 'none'] });", 'unverified-token:1'],
  ['jwt.verify(token, key, { ignoreExpiration: true });', 'unverified-token:1'],
];

const VALID: readonly Row[] = [
  ["exec('git status', done);"],
  ['const BINARY = "/usr/bin/git";\nexec(`${BINARY} status`);'],
  ["const folder = 'dist';\nexecSync(`rm -rf ${folder}`);"],
  ['const match = /a(b)/.exec(`${text}!`);'],
  ["execFile('git', ['log', branch], done);"],
  ["spawn('git', ['checkout', branch]);"],
  ['await $`git log ${branch}`;'],
  ['await $`sh -c \'echo "$1"\' sh ${name}`;'],
  ["const LIST = 'ls';\nawait $`sh -c ${LIST}`;"],
  ['await $`bash -c "ls" ${name}`;'],
  ["spawn('npm', ['install'], { shell: true });"],
  ["spawn(process.execPath, [script], { stdio: 'inherit' });"],
  ["spawn('npm', args, { shell: process.platform === 'win32' });"],
  ['exec(`ls ${shellQuote.quote([folder])}`);'],
  ['exec(`node ${path.join(__dirname, "worker.js")}`);'],
  ["await page.$eval('#a', (node) => node.textContent);"],
  ['redis.eval(script, 1, key);'],
  ["eval('1 + 1');"],
  ['setTimeout(() => refresh(id), 100);'],
  ["new Function('return this')();"],
  ["db.query('SELECT * FROM users WHERE id = $1', [id]);"],
  ['db.query(`SELECT * FROM users WHERE id = $1`, [id]);'],
  ['db.query(sql`SELECT * FROM users WHERE id = ${id}`);'],
  ['await prisma.$queryRaw`SELECT * FROM users WHERE id = ${id}`;'],
  ["const TABLE = 'users';\ndb.query(`SELECT * FROM ${TABLE} WHERE id = $1`, [id]);"],
  ['db.query(`SELECT * FROM ${tableName} WHERE id = ?`, [id]);'],
  ["db.query(`SELECT * FROM t WHERE id IN (${ids.map(() => '?').join(', ')})`, ids);"],
  ['db.query(`SELECT * FROM t WHERE id = $${values.length + 1}`, values);'],
  ['db.query(`SELECT * FROM t LIMIT ${Number(limit)} OFFSET ${page * size}`);'],
  ['db.query(`SELECT * FROM t WHERE name = ${mysql.escape(name)}`);'],
  [
    "function f(db) {\n  const sql = 'SELECT * FROM t WHERE id = ?';\n  return db.query(sql, [1]);\n}\nfunction g(x) {\n  const sql = `SELECT * FROM t WHERE id = ${x}`;\n  log(sql);\n}",
  ],
  ['logger.query(`Select a file from ${folder}`);'],
  ['toast.all(`Update the ${name} settings`);'],
  ["element.innerHTML = '';"],
  ['element.innerHTML = DOMPurify.sanitize(html);'],
  ['element.innerHTML = `<b>${escapeHtml(user.name)}</b>`;'],
  ['element.textContent = `<b>${user.name}</b>`;'],
  ["element.innerHTML = t('greeting');"],
  ["const ICON = '<svg></svg>';\nelement.innerHTML = ICON;"],
  ['element.innerHTML = `<td>${rows.length}</td>`;'],
  ["res.redirect('/login');"],
  ["(req, res) => res.redirect('/search?q=' + encodeURIComponent(req.query.q));"],
  ['(req, res) => { if (!ALLOWED.has(req.query.next)) return; res.redirect(req.query.next); };'],
  ["app.use(cors({ origin: ['https://a.example'], credentials: true }));"],
  ["app.use(cors({ origin: '*' }));"],
  ["opener.postMessage(session, 'https://a.example');"],
  ["worker.postMessage({ kind: 'start' });"],
  ["_global.postMessage(token, '*');"],
  ["q.postMessage(t, '*');"],
  ["(event) => event.origin === 'https://a.example';"],
  ['(event) => ORIGINS.includes(event.origin);'],
  ["(event) => event.origin.endsWith('.good.example');"],
  ['(req) => fs.readFile(path.join(root, path.basename(req.params.name)), done);'],
  [
    '(req, res) => {\n  const target = path.resolve(root, req.params.name);\n  if (!target.startsWith(root + path.sep)) return res.sendStatus(403);\n  res.sendFile(target);\n};',
  ],
  ["(req, res) => res.sendFile(req.params.name, { root: '/srv/files' });"],
  ["fs.readFileSync(new URL('./a.txt', import.meta.url));"],
  ['(req) => fetch(`https://api.example/users/${req.params.id}`);'],
  ["(req) => { const base = HOSTS[req.query.region]; return fetch(base + '/status'); };"],
  [
    "(req) => { const url = new URL(req.query.url); if (!allowedHosts.has(url.hostname)) throw new Error('no'); return fetch(req.query.url); };",
  ],
  ['const agent = new https.Agent({ rejectUnauthorized: true });'],
  ["({ rejectUnauthorized: process.env.NODE_ENV === 'production' });"],
  ["const etag = crypto.createHash('md5').update(body).digest('hex');"],
  ["crypto.createHash('sha1').update(filename);"],
  ["crypto.createCipheriv('aes-256-gcm', key, iv);"],
  ['const jitter = Math.random() * 100;'],
  ['const tokenColour = COLOURS[Math.floor(Math.random() * COLOURS.length)];'],
  ['const token = crypto.randomUUID();'],
  ["jwt.verify(token, key, { algorithms: ['RS256'] });"],
  ['const settings = { ignoreExpiration: false };'],
  ["// eval(text) and db.query(`SELECT * FROM t WHERE id = ${id}`)\nconst help = 'never call eval(text)';"],
];

const TSX: readonly Row[] = [
  [
    "import type { Request } from 'express';\nexport const send = (one: Request) => fetch(one.query.to);",
    'server-side-request-forgery:2',
  ],
  // A request that this program sends.
  ["import type { Request } from './request';\nexport const send = (one: Request) => fetch(one.query.to);"],
  ['export const A = ({ post }) => <p dangerouslySetInnerHTML={{ __html: post.body }} />;', 'cross-site-scripting:1'],
  ['export const A = () => <p dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(body) }} />;'],
  ["export const A = () => <style dangerouslySetInnerHTML={{ __html: 'a { color: red }' }} />;"],
  ['export const A = () => <script dangerouslySetInnerHTML={{ __html: JSON.stringify(data) }} />;'],
];

const CASES = [
  ...[...INVALID, ...VALID].flatMap((row, index) => [
    { path: `src/case-${index}.ts`, row },
    // What is no TypeScript stays out: the grammars differ in nothing else that matters here.
    ...(/ as string|<\w+>\(/.test(row[0]) ? [] : [{ path: `src/case-${index}.mjs`, row }]),
  ]),
  ...TSX.map((row, index) => ({ path: `src/component-${index}.tsx`, row })),
];

describe.each(['whole', 'diff-only'] as const)('JavaScript and TypeScript, %s', (contents) => {
  let result: CheckTableResult;
  beforeAll(async () => {
    const tree = Object.fromEntries(CASES.map(({ path, row }) => [path, `${row[0]}\n`]));
    result = await runChecks(security, { old: {}, new: tree }, { contents });
  });

  test.each(CASES)('$path: $row', ({ path, row: [, ...expected] }) => {
    expect(places(result.reports.filter((report) => report.location?.path === path))).toEqual(
      expected.map((place) => place.replace(':', ` ${path}:`)),
    );
  });

  test('every quote stands where its report says', () => {
    for (const report of result.reports) {
      const code = CASES.find(({ path }) => path === report.location?.path)?.row[0] ?? '';
      const lines = code.split('\n').slice((report.location?.startLine ?? 1) - 1, report.location?.endLine ?? 1);
      expect(lines.join('\n')).toContain(report.evidence);
    }
    expect(result.skipped).toEqual([]);
    expect(result.unavailable).toEqual([]);
  });
});
