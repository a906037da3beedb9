import { expectGuards, type GuardRow } from './guard-table.ts';

/** Inside of `async (req, res) => { … }`. */
const inHandler = (code: string): string => `app.get('/', async (req, res, next) => {\n${code}\n});`;
const REDIRECT = 'res.redirect(req.query.next);';

/** A check that is none of this value, or does not stand before its use on every way. */
const REPORTED: readonly GuardRow[] = [
  // A name is no guard.
  [inHandler(`const safe = true;\n${REDIRECT}`), 'open-redirect'],
  [inHandler(`const isValid = form.isValid();\nif (!isValid) return;\n${REDIRECT}`), 'open-redirect'],
  [inHandler(`const allowed = ['a'];\n${REDIRECT}`), 'open-redirect'],
  [inHandler(`if (!ALLOWED.includes(req.query.other)) return;\n${REDIRECT}`), 'open-redirect'],
  [inHandler(`validate(req.query);\nconst safe = 1;\nfs.readFile(req.query.file, next);`), 'path-traversal'],
  // After the use, in another function, on one way only.
  [
    inHandler(`const { next: to } = req.query;\nres.redirect(to);\nif (!ALLOWED.includes(to)) return;`),
    'open-redirect',
  ],
  [
    inHandler(
      `const to = req.query.next;\nconst check = () => { if (!ALLOWED.includes(to)) return; };\nres.redirect(to);`,
    ),
    'open-redirect',
  ],
  [inHandler(`const to = req.query.next;\nif (ALLOWED.includes(to)) log(to); else res.redirect(to);`), 'open-redirect'],
  [inHandler(`const to = req.query.next;\nif (ALLOWED.includes(to)) { log(to); }\nres.redirect(to);`), 'open-redirect'],
  [inHandler(`const to = req.query.next;\nif (ALLOWED.includes(to)) return;\nres.redirect(to);`), 'open-redirect'],
  [
    inHandler(`const to = req.query.next;\nif (debug) { if (!ALLOWED.includes(to)) return; }\nres.redirect(to);`),
    'open-redirect',
  ],
  [
    inHandler(`let to = req.query.a;\nif (!ALLOWED.includes(to)) return;\nto = req.query.b;\nres.redirect(to);`),
    'open-redirect',
  ],
  [
    inHandler(`const to = req.query.next;\nif (!ALLOWED.includes(to) && strict) return;\nres.redirect(to);`),
    'open-redirect',
  ],
  [inHandler(`const to = req.query.next;\nif (ALLOWED.includes(to) || force) res.redirect(to);`), 'open-redirect'],
  [
    inHandler(`const to = req.query.next;\nif (!ALLOWED.includes(to)) console.warn(to);\nres.redirect(to);`),
    'open-redirect',
  ],
  [
    inHandler(
      `const to = req.query.next;\ntry { if (!ALLOWED.includes(to)) throw new Error(); } catch { log(to); }\nres.redirect(to);`,
    ),
    'open-redirect',
  ],
  [
    inHandler(
      `const to = req.query.next;\nconst ok = ALLOWED.includes(req.query.other);\nif (!ok) return;\nres.redirect(to);`,
    ),
    'open-redirect',
  ],
  [
    inHandler(`const to = req.query.next;\nif (!req.query.list.includes(to)) return;\nres.redirect(to);`),
    'open-redirect',
  ],
  [inHandler(`const to = req.query.next;\nif (to !== req.query.again) return;\nres.redirect(to);`), 'open-redirect'],
  // A check that proves little: still told, less sure.
  [inHandler(`const to = req.query.next;\nif (!isSafe(to)) return;\nres.redirect(to);`), 'open-redirect', 'less'],
  [inHandler(`const to = req.query.next;\nassertAllowed(to);\nres.redirect(to);`), 'open-redirect', 'less'],
  [inHandler(`if (!isAllowedTarget(req.query.next)) return;\n${REDIRECT}`), 'open-redirect', 'less'],
  [
    inHandler(`const to = req.query.next;\nif (!to.startsWith('/')) return;\nres.redirect(to);`),
    'open-redirect',
    'less',
  ],
  [inHandler(`const to = req.query.next;\nif (isBlocked(to)) return;\nres.redirect(to);`), 'open-redirect', 'less'],
  [inHandler(`const file = sanitizePath(req.query.file);\nfs.readFile(file, next);`), 'path-traversal', 'less'],
  [
    inHandler(
      `const file = path.resolve(ROOT, req.query.f);\nif (!file.startsWith(ROOT)) return;\nfs.readFile(file, next);`,
    ),
    'path-traversal',
    'less',
  ],
  [inHandler(`const f = req.query.f;\nif (f.includes('..')) return;\nfs.readFile(f, next);`), 'path-traversal', 'less'],
  // The wrong sign, the wrong half of an address, a pattern that lets everything through.
  [inHandler(`const to = req.query.next;\nif (isSafe(to)) return;\nres.redirect(to);`), 'open-redirect'],
  [inHandler(`const f = req.query.f;\nif (!/[\\w-]+/.test(f)) return;\nfs.readFile(f, next);`), 'path-traversal'],
  [inHandler(`const f = req.query.f;\nif (!/^.+$/.test(f)) return;\nfs.readFile(f, next);`), 'path-traversal'],
  [inHandler(`const f = req.query.f;\nif (/^[\\w-]+$/.test(f)) return;\nfs.readFile(f, next);`), 'path-traversal'],
  [
    inHandler(`const f = req.query.f;\nif (!/^[\\w-]+$/.test(req.query.g)) return;\nfs.readFile(f, next);`),
    'path-traversal',
  ],
  [
    inHandler(`const f = req.query.f;\nif (path.extname(f) !== '.txt') return;\nfs.readFile(f, next);`),
    'path-traversal',
  ],
  [
    inHandler(
      `const file = path.resolve(ROOT, req.query.f);\nif (!other.startsWith(ROOT + path.sep)) return;\nfs.readFile(file, next);`,
    ),
    'path-traversal',
  ],
  [
    inHandler(`const u = new URL(req.query.u);\nif (!ALLOWED.has(u.pathname)) return;\nawait fetch(u);`),
    'server-side-request-forgery',
  ],
  [
    inHandler(`const u = new URL(req.query.u);\nif (u.protocol !== 'https:') return;\nawait fetch(u);`),
    'server-side-request-forgery',
  ],
  [
    inHandler(`const u = new URL(req.query.u);\nif (!ALLOWED.has(u.hostname)) return;\nawait fetch(req.query.v);`),
    'server-side-request-forgery',
  ],
  [
    inHandler(`const id = req.params.id;\nconst n = Number(id);\ndb.query('SELECT a FROM t WHERE id = ' + id);`),
    'sql-injection',
  ],
  [
    inHandler(
      `const id = Number(req.params.id);\ndb.query('SELECT a FROM t WHERE n = ' + req.query.n + ' AND id = ' + id);`,
    ),
    'sql-injection',
  ],
  [
    inHandler(`let id = Number(req.params.id);\nid = req.query.id;\ndb.query('SELECT a FROM t WHERE id = ' + id);`),
    'sql-injection',
  ],
  [inHandler(`const clean = DOMPurify.sanitize(req.query.a);\nel.innerHTML = req.query.a;`), 'cross-site-scripting'],
  ['function f(el, safeHtml) { el.innerHTML = safeHtml; }', 'cross-site-scripting', 'less'],
  ['function f(el, html) { const escaped = true; el.innerHTML = html; }', 'cross-site-scripting'],
  [inHandler(`const q = encodeURIComponent(req.query.q);\nexec('grep ' + q);`), 'command-injection'],
  [inHandler('const clean = escapeHtml(req.query.name);\nexec(`id ${clean}`);'), 'command-injection'],
  [inHandler('const clean = path.basename(req.query.name);\nexec(`cat ${clean}`);'), 'command-injection'],
  [inHandler("switch (req.query.op) { case 'a': exec(`run ${req.query.other}`); }"), 'command-injection'],
  ['for (const name of names) exec(`ls ${name}`);', 'command-injection'],
  [
    inHandler('const v = req.query.v;\nif (!semver.valid(req.query.w)) throw new Error();\nexec(`npm i a@${v}`);'),
    'command-injection',
  ],
  // Through names, objects, functions.
  [inHandler('const { body } = req;\nconst { host } = body;\nexec(`ping ${host}`);'), 'command-injection'],
  [inHandler('const a = req.query.a;\nconst b = a.trim();\nconst c = `ls ${b}`;\nexec(c);'), 'command-injection'],
  ["function run(cmd) { exec(cmd); }\napp.get('/', (req) => run(req.query.c));", 'command-injection'],
  ["const target = (req) => req.query.to;\napp.get('/', (req, res) => res.redirect(target(req)));", 'open-redirect'],
  ["app.get('/', ({ query }, res) => res.redirect(query.to));", 'open-redirect'],
  ["import { exec as sh } from 'node:child_process';\nexport const f = (a) => sh(`ls ${a}`);", 'command-injection'],
  ["const run = promisify(exec);\nexport const f = (a) => run('ls ' + a);", 'command-injection'],
  [
    "export const f = (db, n) => { let q = 'SELECT a FROM t'; q += ` WHERE n = '${n}'`; return db.query(q); };",
    'sql-injection',
  ],
  [inHandler('await User.findOne({ email: req.body.email });'), 'query-injection'],
  [inHandler('const re = new RegExp(req.query.q);'), 'pattern-injection'],
  [inHandler('_.merge(settings, req.body);'), 'prototype-pollution'],
  [inHandler('res.send(ejs.render(req.body.template));'), 'template-injection'],
  [inHandler("res.set('Location', req.query.to);"), 'open-redirect'],
  [inHandler('require(`./plugins/${req.query.name}`);'), 'path-traversal'],
  [
    "export async function GET(request) { const { searchParams } = new URL(request.url); return fetch(searchParams.get('u')); }",
    'server-side-request-forgery',
  ],
  [
    "export const load = (el) => { el.innerHTML = new URLSearchParams(location.search).get('q'); };",
    'cross-site-scripting',
  ],
];

/** A value that was made safe, or checked, before its use. */
const SILENT: readonly GuardRow[] = [
  [inHandler("const id = Number(req.params.id);\ndb.query('SELECT a FROM t WHERE id = ' + id);")],
  [inHandler('const id = parseInt(req.params.id, 10);\ndb.query(`SELECT a FROM t WHERE id = ${id}`);')],
  [inHandler('const id = +req.params.id;\ndb.query(`SELECT a FROM t WHERE id = ${id}`);')],
  [
    inHandler(
      "const raw = req.params.id;\nconst id = Number(raw);\nconst where = 'id = ' + id;\ndb.query('SELECT a FROM t WHERE ' + where);",
    ),
  ],
  ['function f(db, id: number) { return db.query(`SELECT a FROM t WHERE id = ${id}`); }'],
  ["for (const t of ['users', 'orders']) db.query(`SELECT a FROM ${t} WHERE x = 1`);"],
  ["['a', 'b'].forEach((name) => exec(`ls ${name}`));"],
  ["const NAMES = ['a', 'b'];\nfor (const name of NAMES) exec(`ls ${name}`);"],
  ['function f(el, x) { const clean = DOMPurify.sanitize(x); el.innerHTML = clean; }'],
  ['function f(el, x) { const clean = DOMPurify.sanitize(x); const box = `<b>${clean}</b>`; el.innerHTML = box; }'],
  ['function f(el, x) { x = escapeHtml(x); el.innerHTML = `<b>${x}</b>`; }'],
  ['function f(v) { if (!semver.valid(v)) throw new Error(); exec(`npm i a@${v}`); }'],
  ['function f(v) { const ok = semver.valid(v); if (!ok) throw new Error(); exec(`npm i a@${v}`); }'],
  ['function f(v) { const ok = semver.valid(v); if (ok === null) throw new Error(); exec(`npm i a@${v}`); }'],
  [
    inHandler(
      'const file = path.resolve(ROOT, req.query.f);\nif (!file.startsWith(ROOT + path.sep)) return;\nfs.readFile(file, next);',
    ),
  ],
  [
    inHandler(
      'const file = path.resolve(ROOT, req.query.f);\nif (!file.startsWith(`${ROOT}/`)) return;\nfs.readFile(file, next);',
    ),
  ],
  [
    inHandler(
      "const file = path.resolve(ROOT, req.query.f);\nconst rel = path.relative(ROOT, file);\nif (rel.startsWith('..') || path.isAbsolute(rel)) return;\nfs.readFile(file, next);",
    ),
  ],
  [inHandler('const to = req.query.next;\nif (!ALLOWED.includes(to)) return;\nres.redirect(to);')],
  [inHandler('const to = req.query.next;\nif (!ALLOWED.has(to)) throw new Error();\nres.redirect(to);')],
  [inHandler('if (!ALLOWED.has(req.query.next)) throw new Error();\nres.redirect(req.query.next);')],
  [inHandler('const to = req.query.next;\nif (to in TARGETS) res.redirect(to);')],
  [inHandler('const to = req.query.next;\nif (ALLOWED.includes(to)) { res.redirect(to); }')],
  [inHandler("const to = req.query.next;\nres.redirect(ALLOWED.includes(to) ? to : '/');")],
  [inHandler('const to = req.query.next;\nALLOWED.includes(to) && res.redirect(to);')],
  [inHandler("let to = req.query.next;\nif (!ALLOWED.includes(to)) to = '/';\nres.redirect(to);")],
  [inHandler('const to = req.query.next;\nif (ALLOWED.indexOf(to) === -1) return;\nres.redirect(to);')],
  [inHandler('const to = req.query.next;\nif (!(to && ALLOWED.includes(to))) return;\nres.redirect(to);')],
  [
    inHandler(
      'const to = req.query.next;\nif (!to || !ALLOWED.includes(to)) return res.status(400).end();\nres.redirect(to);',
    ),
  ],
  [inHandler('const to = req.query.next;\nconst ok = ALLOWED.includes(to);\nif (!ok) return;\nres.redirect(to);')],
  [inHandler("const to = req.query.next;\nif (to !== '/a' && to !== '/b') return;\nres.redirect(to);")],
  [inHandler("const to = req.query.next;\nif (!to.startsWith('/') || to.startsWith('//')) return;\nres.redirect(to);")],
  [inHandler('const to = TARGETS[req.query.next];\nres.redirect(to);')],
  [inHandler("const targets = { a: '/a', b: '/b' };\nres.redirect(targets[req.query.next] ?? '/');")],
  [
    "const allowed = new Set(['a', 'b']);\napp.get('/', (req, res) => { const to = req.query.next; if (!allowed.has(to)) return; res.redirect(to); });",
  ],
  [
    "const isKnown = (x) => ALLOWED.includes(x);\napp.get('/', (req, res) => { if (!isKnown(req.query.to)) return; res.redirect(req.query.to); });",
  ],
  [inHandler('const u = new URL(req.query.u);\nif (!ALLOWED_HOSTS.has(u.hostname)) return;\nawait fetch(u);')],
  [
    inHandler(
      'const u = new URL(req.query.u);\nif (!ALLOWED_HOSTS.has(u.hostname)) return;\nawait fetch(req.query.u);',
    ),
  ],
  [
    inHandler(
      "const { hostname } = new URL(req.query.u);\nif (hostname !== 'api.example') return;\nawait fetch(`https://${hostname}/`);",
    ),
  ],
  [inHandler('const u = new URL(req.query.next, BASE);\nif (u.origin !== BASE) return;\nres.redirect(u.href);')],
  [inHandler("const url = req.query.u;\nif (!url.startsWith('https://api.example/')) return;\nawait fetch(url);")],
  [inHandler('const f = req.params.f;\nif (!/^[\\w-]+$/.test(f)) return;\nfs.readFile(path.join(ROOT, f), next);')],
  [inHandler('const f = req.params.f;\nif (!f.match(/^[a-z]+\\.txt$/)) return;\nfs.readFile(`files/${f}`, next);')],
  [
    "const NAME = /^[a-z0-9]+$/i;\napp.get('/', (req) => { const f = req.params.f; if (!NAME.test(f)) throw new Error(); exec(`id ${f}`); });",
  ],
  [inHandler("const f = req.params.f.replace(/[^\\w]/g, '');\nexec(`id ${f}`);")],
  [inHandler('const file = path.join(ROOT, path.basename(req.params.f));\nfs.readFile(file, next);')],
  [inHandler('const name = path.basename(req.params.f);\nconst file = path.join(ROOT, name);\nres.sendFile(file);')],
  [inHandler('const q = encodeURIComponent(req.query.q);\nres.redirect(`/search?q=${q}`);')],
  [inHandler('const q = encodeURIComponent(req.query.q);\nawait fetch(`https://api.example/?q=${q}`);')],
  [inHandler("switch (req.query.op) { case 'up': exec(`run ${req.query.op}`); break; default: return; }")],
  [inHandler('const a = shellQuote.quote([req.query.a]);\nexec(`ls ${a}`);')],
  ["const build = (n) => `run-${Number(n)}`;\napp.get('/', (req) => exec(build(req.query.n)));"],
  ["function run(cmd) { exec(cmd); }\nrun('ls');\nrun('pwd -P');"],
  ["import { exec } from './tasks';\nexport const f = (a) => exec(`job ${a}`);"],
  [
    "const f = (db, ids) => { const marks = ids.map(() => '?').join(', '); return db.query(`SELECT a FROM t WHERE id IN (${marks})`, ids); };",
  ],
  ["const f = (db, q, n) => { let s = 'SELECT a FROM t'; if (n) s += ' WHERE n = ?'; return db.query(s, [n]); };"],
  [inHandler('await User.findOne({ email: String(req.body.email) });')],
  [inHandler("if (typeof req.body.email !== 'string') return;\nawait User.findOne({ email: req.body.email });")],
  [inHandler('const re = new RegExp(escapeRegExp(req.query.q));')],
  [inHandler('const page = Math.max(1, Number(req.query.page));\nres.redirect(`/list/${page}`);')],
  [inHandler('if (!Number.isInteger(req.body.id)) return;\ndb.query(`SELECT a FROM t WHERE id = ${req.body.id}`);')],
  [inHandler('const id = req.query.id;\nif (isNaN(id)) return;\ndb.query(`SELECT a FROM t WHERE id = ${id}`);')],
  [inHandler('const file = req.query.f;\nassert(ALLOWED.includes(file));\nfs.readFile(file, next);')],
  ["function f(el, kind: 'a' | 'b') { el.innerHTML = `<i class=\"${kind}\"></i>`; }"],
  [inHandler('res.redirect(req.originalUrl);')],
  [inHandler("res.redirect(req.get('referer') ?? '/');")],
  ['const [, , file] = process.argv;\nfs.readFile(file, done);'],
  ['export const f = (cache, key) => cache.get(`user:${key}`);'],
];

expectGuards('JavaScript', 'ts', REPORTED, SILENT);
