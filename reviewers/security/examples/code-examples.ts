import { flags, flagsChange, type RuleWords } from '../../rule-example.ts';

const GUARD = '  if (!req.user.isAdmin) return res.status(403).end();\n';
const GUARDED = `export function admin(req, res) {\n${GUARD}  res.send(all());\n}\n`;

/** Hazards of code: what flows where it must not. */
export const CODE_EXAMPLES = {
  'command-injection': flags('A value with `;` or `$(…)` in it makes the shell run a command of its author.', [
    'src/archive.js',
    'cp.execSync(`tar xf ${file}`);',
    "cp.execFileSync('tar', ['xf', file]);",
  ]),
  'code-injection': flags('Whoever writes the text decides what the program does, with all of its rights.', [
    'src/formula.js',
    'const value = eval(expression);',
    'const value = JSON.parse(expression);',
  ]),
  'sql-injection': flags('A value with a quote in it ends the literal, and the rest of it is SQL of its author.', [
    'src/users.js',
    "const rows = await db.query(`SELECT * FROM users WHERE name = '${name}'`);",
    "const rows = await db.query('SELECT * FROM users WHERE name = $1', [name]);",
  ]),
  'path-traversal': flags('A path with `..` in it, or one that is absolute, names any file of the machine.', [
    'src/download.js',
    'export const download = (req, res) => res.download(`./files/${req.params.name}`);',
    'export const download = (req, res) => res.download(`./files/${path.basename(req.params.name)}`);',
  ]),
  'mass-assignment': flags('The request sets any column: its author makes himself an administrator.', [
    'app/controllers/users_controller.rb',
    'def create\n  User.new(params.permit!)\nend',
    'def create\n  User.new(params.permit(:name))\nend',
  ]),
  'server-side-request-forgery': flags(
    'The server reaches what a stranger does not: the network inside, the metadata address of its cloud.',
    [
      'src/preview.js',
      'export const preview = async (req) => axios.get(req.body.url);',
      "export const preview = async () => axios.get('https://api.example.com/preview');",
    ],
  ),
  'cross-site-scripting': flags('Markup in the value runs as a script with the rights of whoever looks at the page.', [
    'src/comment.js',
    'element.innerHTML = `<b>${user.name}</b>`;',
    'element.textContent = user.name;',
  ]),
  'template-injection': flags('Template syntax in the value is executed on the server.', [
    'app/hello.py',
    'def hello(name):\n    return render_template_string("<h1>" + name + "</h1>")',
    'def hello(name):\n    return render_template_string("<h1>{{ name }}</h1>", name=name)',
  ]),
  'open-redirect': flags('A link to this site leads to another one, which looks like a part of it.', [
    'src/login.js',
    "app.get('/go', (req, res) => {\n  res.redirect(req.query.next);\n});",
    "app.get('/go', (req, res) => {\n  res.redirect('/home');\n});",
  ]),
  'query-injection': flags(
    'An object in place of a text brings operators of its own: `{ "$ne": null }` fits everybody.',
    [
      'src/session.js',
      'export const find = (req) => users.findOne({ name: req.body.name, password: req.body.password });',
      'export const find = (req) => users.findOne({ name: String(req.body.name) });',
    ],
  ),
  'pattern-injection': flags(
    'A pattern of a stranger can take hours to fail, and the process stands still meanwhile.',
    [
      'src/search.js',
      'export const search = (req) => names.filter((name) => new RegExp(req.query.q).test(name));',
      'export const search = (req) => names.filter((name) => name.includes(req.query.q));',
    ],
  ),
  'external-entities': flags('A document can name a file of the server, whose text then stands in the parsed tree.', [
    'src/main/java/Feed.java',
    'class Feed { Object read(@RequestBody String q) throws Exception {\nreturn DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(q)));\n} }',
    'class Feed { Object read(@RequestBody String q) throws Exception {\nvar f = DocumentBuilderFactory.newInstance();\nf.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);\nreturn f.newDocumentBuilder().parse(new InputSource(new StringReader(q)));\n} }',
  ]),
  'certificate-check-off': flags('Anybody on the way can answer in the place of the server, and reads what is sent.', [
    'src/client.py',
    'answer = requests.get(url, verify=False, timeout=3)',
    'answer = requests.get(url, timeout=3)',
  ]),
  'weak-hash': flags('Whoever gets the stored values tries billions of passwords a second against them.', [
    'src/password.js',
    "const stored = crypto.createHash('md5').update(password).digest('hex');",
    'const stored = await argon2.hash(password);',
  ]),
  'weak-cipher': flags('Equal blocks of text become equal blocks of cipher text, or the key can be found.', [
    'src/box.js',
    "const box = crypto.createCipheriv('aes-128-ecb', key, null);",
    "const box = crypto.createCipheriv('aes-256-gcm', key, nonce);",
  ]),
  'predictable-secret': flags('The generator’s next value follows from those before, so a stranger computes it.', [
    'src/reset.js',
    'const resetToken = Math.random().toString(36).slice(2);',
    "const resetToken = crypto.randomBytes(20).toString('hex');",
  ]),
  'unverified-token': flags('A token that anybody wrote, or that ended long ago, is taken for a valid one.', [
    'src/token.js',
    'const claims = jwt.verify(token, key, { ignoreExpiration: true });',
    "const claims = jwt.verify(token, key, { algorithms: ['HS256'] });",
  ]),
  'prototype-pollution': flags('The name `__proto__` writes into what every object inherits from.', [
    'src/settings.js',
    'export const set = (req) => { settings[req.body.section][req.body.key] = req.body.value; };',
    'export const set = (req) => { settings.theme = req.body.value; };',
  ]),
  'unsafe-deserialisation': flags('Decoding such data calls functions that the data names.', [
    'app/state.py',
    'def load():\n    return pickle.loads(request.data)',
    'def load():\n    return json.loads(request.data)',
  ]),
  'cors-with-credentials': flags(
    'Any page that a user visits calls this one with the user’s cookies, and reads the answer.',
    [
      'src/app.js',
      'app.use(cors({ origin: true, credentials: true }));',
      "app.use(cors({ origin: ['https://a.example'], credentials: true }));",
    ],
  ),
  'message-to-any-origin': flags('Whichever site has been loaded into the window reads the message.', [
    'src/opener.js',
    "opener.postMessage(session, '*');",
    "opener.postMessage(session, 'https://a.example');",
  ]),
  'weak-origin-check': flags('Another site can have a name that fits: `good.example.evil.example`.', [
    'src/listen.js',
    "const listen = (event) => { if (event.origin.includes('good.example')) run(event.data); };",
    "const listen = (event) => { if (event.origin === 'https://good.example') run(event.data); };",
  ]),
  'insecure-temporary-file': flags('Another user of the machine makes a file, or a link, of that name first.', [
    'app/report.py',
    "path = tempfile.mktemp(suffix='.txt')",
    "handle, path = tempfile.mkstemp(suffix='.txt')",
  ]),
  'archive-traversal': flags('A path with `..` inside of the archive writes outside of the folder.', [
    'app/unpack.py',
    'def unpack(path):\n    with tarfile.open(path) as archive:\n        archive.extractall("/srv")',
    'def unpack(path):\n    with tarfile.open(path) as archive:\n        archive.extractall("/srv", filter="data")',
  ]),
  'guard-removed': flagsChange('Whoever was refused here before is let through now.', {
    path: 'src/admin.ts',
    base: GUARDED,
    bad: GUARDED.replace(GUARD, ''),
    good: GUARDED.replace('.end()', '.json({})'),
  }),
  'debug-mode': flags('The debugger shows source and variables to strangers, and often lets them run code.', [
    'app/main.py',
    'if __name__ == "__main__":\n    app.run(host="0.0.0.0", debug=True)',
    'if __name__ == "__main__":\n    app.run(host="0.0.0.0")',
  ]),
  'bidirectional-control': flags(
    'The code is run in another order than it is shown in, so a review sees another program.',
    [
      'src/role.ts',
      'if (role === "admin\u202e \u2066// check\u2069 \u2066") { run(); }',
      'if (role === "admin") { run(); }',
    ],
  ),
  'invisible-character': flags('Two names that look the same are two names.', [
    'src/name.ts',
    'const na\u200bme = 1;',
    'const name = 1;',
  ]),
} as const satisfies Readonly<Record<string, RuleWords>>;
