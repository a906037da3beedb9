import { beforeAll, describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { places, runChecks, type CheckTableResult } from '../check-table.ts';

/** Code, and the rules that it breaks as `rule:line`. */
type Row = readonly [code: string, ...expected: string[]];

const INVALID: readonly Row[] = [
  ['import subprocess\nsubprocess.run(f"tar xf {name}", shell=True)', 'command-injection:2'],
  ['subprocess.check_output("ls " + folder, shell=True)', 'command-injection:1'],
  [
    'def f(branch):\n    command = "git log %s" % branch\n    subprocess.call(command, shell=True)',
    'command-injection:3',
  ],
  ['def f(cmd):\n    return subprocess.Popen(cmd, shell=True)', 'command-injection:2'],
  ['os.system("rm -rf {}".format(path))', 'command-injection:1'],
  ['os.popen(f"du -s {path}").read()', 'command-injection:1'],
  ['subprocess.getoutput(f"id {user}")', 'command-injection:1'],
  ['client.exec_command(f"cat {path}")', 'command-injection:1'],
  ['async def f(x):\n    await asyncio.create_subprocess_shell(f"convert {x}")', 'command-injection:2'],
  ['@app.post("/run")\ndef run():\n    os.system(request.form["command"])', 'command-injection:3'],
  ['result = eval(expression)', 'code-injection:1'],
  ['def f(source):\n    exec(source, {})', 'code-injection:2'],
  ['cursor.execute(f"SELECT * FROM users WHERE id = {user_id}")', 'sql-injection:1'],
  ['cursor.execute("SELECT * FROM users WHERE name = \'%s\'" % name)', 'sql-injection:1'],
  ['cursor.execute("SELECT a, b FROM t WHERE x = %s AND y = %s" % (x, y))', 'sql-injection:1'],
  ['cursor.execute("DELETE FROM t WHERE id = " + str(key))', 'sql-injection:1'],
  ['cursor.execute("INSERT INTO t VALUES ({})".format(value))', 'sql-injection:1'],
  ['cursor.execute(\n    "SELECT id "\n    f"FROM t WHERE name = \'{name}\'"\n)', 'sql-injection:1'],
  [
    'def find(connection, name):\n    query = f"""\n        SELECT * FROM users\n        WHERE name = \'{name}\'\n    """\n    return connection.execute(query)',
    'sql-injection:2',
  ],
  ['session.execute(text(f"UPDATE users SET name = \'{name}\'"))', 'sql-injection:1'],
  ['User.objects.raw(f"SELECT * FROM users WHERE name = \'{name}\'")', 'sql-injection:1'],
  ['rows = Entry.objects.extra(where=[f"headline = \'{headline}\'"])', 'sql-injection:1'],
  ['pd.read_sql("SELECT * FROM t WHERE day = \'%s\'" % day, connection)', 'sql-injection:1'],
  ['def f():\n    return send_file(request.args["name"])', 'path-traversal:2'],
  ['def f():\n    with open(request.args.get("name")) as stream:\n        return stream.read()', 'path-traversal:2'],
  ['def f():\n    name = request.args.get("name")\n    return open(f"/srv/{name}").read()', 'path-traversal:3'],
  ['def f():\n    return os.path.join(ROOT, request.form["path"])', 'path-traversal:2'],
  [
    'from aiohttp import web\nimport httpx\ndef send(request):\n    return httpx.get(request.query["to"])',
    'server-side-request-forgery:4',
  ],
  ['def f():\n    return requests.get(request.args["url"]).text', 'server-side-request-forgery:2'],
  ['def f():\n    url = request.json.get("url")\n    return httpx.post(url)', 'server-side-request-forgery:3'],
  ['def f():\n    return redirect(request.args.get("next"))', 'open-redirect:2'],
  ['def f(name):\n    return render_template_string("<h1>" + name + "</h1>")', 'template-injection:2'],
  ['def f():\n    return render_template_string(request.args["t"])', 'template-injection:2'],
  ['html = mark_safe(f"<b>{user.name}</b>")', 'cross-site-scripting:1'],
  ['html = Markup("<b>%s</b>" % name)', 'cross-site-scripting:1'],
  ['env = Environment(loader=loader, autoescape=False)', 'cross-site-scripting:1'],
  ['if __name__ == "__main__":\n    app.run(host="0.0.0.0", debug=True)', 'debug-mode:2'],
  ['requests.get(url, verify=False, timeout=3)', 'certificate-check-off:1'],
  ['session = httpx.Client(verify=False)', 'certificate-check-off:1'],
  ['context = ssl._create_unverified_context()', 'certificate-check-off:1'],
  ['context.verify_mode = ssl.CERT_NONE', 'certificate-check-off:1'],
  ['digest = hashlib.md5(password.encode()).hexdigest()', 'weak-hash:1'],
  ['cipher = AES.new(key, AES.MODE_ECB)', 'weak-cipher:1'],
  ['state = pickle.loads(blob)', 'unsafe-deserialisation:1'],
  ['def f():\n    return pickle.loads(request.data)', 'unsafe-deserialisation:2'],
  ['def f():\n    return shelve.open(request.args["name"])', 'unsafe-deserialisation:2'],
  ['config = yaml.load(stream, Loader=yaml.Loader)', 'unsafe-deserialisation:1'],
  ['config = yaml.unsafe_load(stream)', 'unsafe-deserialisation:1'],
  ['reset_token = "".join(random.choice(LETTERS) for _ in range(20))', 'predictable-secret:1'],
  ['def generate_password(length):\n    return "".join(random.choices(LETTERS, k=length))', 'predictable-secret:2'],
  ['claims = jwt.decode(token, options={"verify_signature": False})', 'unverified-token:1'],
  ['claims = jwt.decode(token, key, algorithms=["none"])', 'unverified-token:1'],
  ['os.chmod(path, 0o777)', 'public-exposure:1'],
  ['Path(path).chmod(0o666)', 'public-exposure:1'],
  ['os.chmod(path, stat.S_IRWXU | stat.S_IRWXO)', 'public-exposure:1'],
  ['path = tempfile.mktemp(suffix=".txt")', 'insecure-temporary-file:1'],
  ['def f(path):\n    with tarfile.open(path) as archive:\n        archive.extractall("/srv")', 'archive-traversal:3'],
];

const VALID: readonly Row[] = [
  // A request that this program sends.
  ['import httpx\ndef send(request):\n    return httpx.get(request.query["to"])'],
  ['subprocess.run(["tar", "xf", name])'],
  ['subprocess.run("ls -l", shell=True)'],
  ['COMMAND = "ls"\nsubprocess.run(COMMAND, shell=True)'],
  ['def f():\n    command = "make all"\n    subprocess.run(command, shell=True)'],
  ['subprocess.run(f"tar xf {shlex.quote(name)}", shell=True)'],
  ['def f(name):\n    command = f"tar xf {shlex.quote(name)}"\n    subprocess.run(command, shell=True)'],
  ['subprocess.run(command, shell=False)'],
  ['os.system("clear")'],
  ['model.eval()'],
  ['frame.eval("a + b")'],
  ['value = ast.literal_eval(text)'],
  ['eval("1 + 1")'],
  ['session.exec(select(User))'],
  ['cursor.execute("SELECT * FROM users WHERE id = %s", (user_id,))'],
  ['cursor.execute("SELECT * FROM users WHERE id = ?", [user_id])'],
  ['cursor.execute("SELECT * FROM users " "WHERE id = %(id)s", {"id": user_id})'],
  ['TABLE = "users"\ncursor.execute(f"SELECT * FROM {TABLE} WHERE id = ?", (key,))'],
  ['cursor.execute(f"SELECT * FROM {table_name} WHERE id = ?", (key,))'],
  ['cursor.execute(f"SELECT * FROM t WHERE id IN ({placeholders})", ids)'],
  ['cursor.execute("SELECT * FROM t WHERE id IN (%s)" % ",".join("?" * len(ids)), ids)'],
  ['cursor.execute(f"SELECT * FROM t LIMIT {int(limit)}")'],
  ['cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))'],
  ['session.execute(text("SELECT * FROM t WHERE id = :id"), {"id": key})'],
  ['session.execute(select(User).where(User.id == key))'],
  ['print(f"SELECT * FROM t WHERE id = {key}")'],
  ['executor.execute(f"Select the {name} from the list")'],
  ['def f():\n    return send_from_directory(ROOT, request.args["name"])'],
  ['def f():\n    name = secure_filename(request.args["name"])\n    return open(f"/srv/{name}")'],
  ['with open(path) as stream:\n    pass'],
  ['def f():\n    return requests.get(BASE + "/users", params=request.args)'],
  [
    'def f():\n    url = request.args["url"]\n    if urlparse(url).hostname not in ALLOWED:\n        abort(400)\n    return requests.get(url)',
  ],
  ['def f():\n    return redirect(url_for("index"))'],
  ['def f(name):\n    return render_template_string("<h1>{{ name }}</h1>", name=name)'],
  ['html = format_html("<b>{}</b>", user.name)'],
  ['html = mark_safe("<b>fixed</b>")'],
  ['html = mark_safe(f"<b>{escape(user.name)}</b>")'],
  ['env = Environment(autoescape=select_autoescape())'],
  ['app.run(debug=settings.debug)'],
  ['requests.get(url, verify=CERTIFICATE)'],
  ['parser.verify(verify=False)'],
  ['context = ssl.create_default_context()'],
  ['etag = hashlib.md5(body).hexdigest()'],
  ['digest = hashlib.scrypt(password, salt=salt, n=16384, r=8, p=1)'],
  ['cipher = AES.new(key, AES.MODE_GCM)'],
  ['state = pickle.dumps(value)'],
  ['state = json.loads(request.data)'],
  ['config = yaml.safe_load(stream)'],
  ['config = yaml.load(stream, Loader=yaml.SafeLoader)'],
  ['config = yaml.load(stream, yaml.CSafeLoader)'],
  ['yaml = YAML()\nconfig = yaml.load(stream)'],
  ['token = secrets.token_urlsafe(32)'],
  ['token = "".join(random.SystemRandom().choice(LETTERS) for _ in range(20))'],
  ['delay = random.random() * 3'],
  ['token_colour = random.choice(COLOURS)'],
  ['claims = jwt.decode(token, key, algorithms=["HS256"])'],
  ['handle, path = tempfile.mkstemp()'],
  ['os.chmod(path, 0o755)\nos.chmod(path, 0o1777)\nos.chmod(path, stat.S_IRWXU)\nPath(path).chmod(mode)'],
  ['def f(path):\n    with tarfile.open(path) as archive:\n        archive.extractall("/srv", filter="data")'],
  ['def f(path):\n    with zipfile.ZipFile(path) as archive:\n        archive.extractall("/srv")'],
  ['# eval(text)\nHELP = "never call eval(text) or os.system(f\'{x}\')"'],
];

const CASES = [...INVALID, ...VALID].map((row, index) => ({ path: `src/case_${index}.py`, row }));

describe.each(['whole', 'diff-only'] as const)('Python, %s', (contents) => {
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
});
