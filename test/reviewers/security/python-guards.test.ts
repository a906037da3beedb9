import { expectGuards, type GuardRow } from './guard-table.ts';

/** Inside of a view. */
const inView = (code: string): string => `def view(request):\n${code.replace(/^/gm, '    ')}\n`;

/** A check that is none of this value, or does not stand before its use on every way. */
const REPORTED: readonly GuardRow[] = [
  [inView('form = Form(request.POST)\nif form.is_valid():\n    return redirect(request.GET["next"])'), 'open-redirect'],
  [inView('safe = True\nreturn redirect(request.GET["next"])'), 'open-redirect'],
  [inView('allowed = ["a"]\nreturn redirect(request.GET.get("next"))'), 'open-redirect'],
  [
    inView('if request.GET["other"] not in ALLOWED:\n    return None\nreturn redirect(request.GET["next"])'),
    'open-redirect',
  ],
  [
    inView(
      'to = request.GET["next"]\nresponse = redirect(to)\nif to not in ALLOWED:\n    raise Http404\nreturn response',
    ),
    'open-redirect',
  ],
  [
    inView(
      'to = request.GET["next"]\ndef check():\n    if to not in ALLOWED:\n        raise Http404\nreturn redirect(to)',
    ),
    'open-redirect',
  ],
  [inView('to = request.GET["next"]\nif to in ALLOWED:\n    log(to)\nelse:\n    return redirect(to)'), 'open-redirect'],
  [inView('to = request.GET["next"]\nif to in ALLOWED:\n    log(to)\nreturn redirect(to)'), 'open-redirect'],
  [inView('to = request.GET["next"]\nif to in ALLOWED:\n    return None\nreturn redirect(to)'), 'open-redirect'],
  [
    inView('to = request.GET["next"]\nif strict:\n    if to not in ALLOWED:\n        return None\nreturn redirect(to)'),
    'open-redirect',
  ],
  [
    inView('to = request.GET["a"]\nif to not in ALLOWED:\n    return None\nto = request.GET["b"]\nreturn redirect(to)'),
    'open-redirect',
  ],
  [
    inView('to = request.GET["a"]\nif to not in ALLOWED and strict:\n    return None\nreturn redirect(to)'),
    'open-redirect',
  ],
  [inView('to = request.GET["a"]\nif to in ALLOWED or force:\n    return redirect(to)'), 'open-redirect'],
  [
    inView('to = request.GET["a"]\nif to not in ALLOWED:\n    logger.warning(to)\nreturn redirect(to)'),
    'open-redirect',
  ],
  [
    inView('to = request.GET["a"]\ntry:\n    check(to)\nexcept ValueError:\n    pass\nreturn redirect(to)'),
    'open-redirect',
  ],
  [
    inView('to = request.GET["a"]\nif to not in request.GET["list"]:\n    return None\nreturn redirect(to)'),
    'open-redirect',
  ],
  [
    inView(
      'to = request.GET["a"]\nif not url_has_allowed_host_and_scheme(request.GET["b"], None):\n    return None\nreturn redirect(to)',
    ),
    'open-redirect',
  ],
  [
    inView(
      'to = request.GET["a"]\nif url_has_allowed_host_and_scheme(to, None):\n    return None\nreturn redirect(to)',
    ),
    'open-redirect',
  ],
  [inView('to = request.GET["a"]\nif not is_safe(to):\n    return None\nreturn redirect(to)'), 'open-redirect', 'less'],
  [inView('to = request.GET["a"]\nvalidate_target(to)\nreturn redirect(to)'), 'open-redirect', 'less'],
  [
    inView('to = request.GET["a"]\nif not to.startswith("/"):\n    return None\nreturn redirect(to)'),
    'open-redirect',
    'less',
  ],
  [inView('to = request.GET["a"]\nif is_blocked(to):\n    return None\nreturn redirect(to)'), 'open-redirect', 'less'],
  [inView('to = request.GET["a"]\nif is_safe(to):\n    return None\nreturn redirect(to)'), 'open-redirect'],
  [inView('name = clean_path(request.GET["f"])\nreturn open(name)'), 'path-traversal', 'less'],
  [inView('name = request.GET["f"]\nif ".." in name:\n    return None\nreturn open(name)'), 'path-traversal', 'less'],
  [
    inView('name = request.GET["f"]\nif not re.match(r"[\\w-]+", name):\n    return None\nreturn open(name)'),
    'path-traversal',
  ],
  [
    inView('name = request.GET["f"]\nif not re.fullmatch(r".+", name):\n    return None\nreturn open(name)'),
    'path-traversal',
  ],
  [
    inView('name = request.GET["f"]\nif re.fullmatch(r"[a-z]+", name):\n    return None\nreturn open(name)'),
    'path-traversal',
  ],
  [inView('name = request.GET["f"]\nother = secure_filename(name)\nreturn open(name)'), 'path-traversal'],
  [
    inView('name = request.GET["f"]\nif not name.endswith(".txt"):\n    return None\nreturn open(name)'),
    'path-traversal',
  ],
  [
    inView(
      'target = os.path.realpath(os.path.join(ROOT, request.GET["f"]))\nif not other.startswith(ROOT + os.sep):\n    return None\nreturn open(target)',
    ),
    'path-traversal',
  ],
  [
    inView('url = request.GET["u"]\nif urlparse(url).scheme != "https":\n    return None\nreturn requests.get(url)'),
    'server-side-request-forgery',
  ],
  [
    inView(
      'url = request.GET["u"]\nif urlparse(request.GET["v"]).hostname not in ALLOWED:\n    return None\nreturn requests.get(url)',
    ),
    'server-side-request-forgery',
  ],
  [
    inView(
      'key = request.GET["id"]\nnumber = int(key) if flag else 0\ncursor.execute("SELECT a FROM t WHERE id = " + key)',
    ),
    'sql-injection',
  ],
  [
    inView(
      'key = int(request.GET["id"])\nkey = request.GET["other"]\ncursor.execute(f"SELECT a FROM t WHERE id = {key}")',
    ),
    'sql-injection',
  ],
  [
    inView('key = int(request.GET["id"])\ncursor.execute(f"SELECT a FROM t WHERE id = {key} AND n = \'{name}\'")'),
    'sql-injection',
  ],
  [inView('a = html.escape(request.GET["a"])\nos.system(f"echo {a}")'), 'command-injection'],
  [inView('a = shlex.quote(request.GET["a"])\nos.system("echo " + request.GET["a"])'), 'command-injection'],
  [inView('a = os.path.basename(request.GET["a"])\nos.system(f"cat {a}")'), 'command-injection'],
  ['def f(names):\n    for name in names:\n        os.system(f"ls {name}")', 'command-injection'],
  ['def f(name: str):\n    os.system(f"ls {name}")', 'command-injection'],
  [inView('return HttpResponse("<h1>" + request.GET["q"] + "</h1>")'), 'cross-site-scripting'],
  [inView('a = request.GET["a"]\nb = a.strip()\nc = "ls %s" % b\nos.system(c)'), 'command-injection'],
  [inView('data = request.GET\nname = data.get("n", "")\nreturn open("/srv/" + name)'), 'path-traversal'],
  ['def run(command):\n    os.system(command)\n\ndef view(request):\n    run(request.GET["c"])', 'command-injection'],
  [
    'def target(request):\n    return request.GET["to"]\n\ndef view(request):\n    return redirect(target(request))',
    'open-redirect',
  ],
  ['from os import system as sh\ndef f(a):\n    sh("ls " + a)', 'command-injection'],
  ['from subprocess import run\ndef f(a):\n    run(f"ls {a}", shell=True)', 'command-injection'],
  ['import subprocess as s\ndef f(a):\n    s.check_output("ls " + a, shell=True)', 'command-injection'],
  [
    'def f(db, name):\n    q = "SELECT a FROM t"\n    q += f" WHERE n = \'{name}\'"\n    return db.execute(q)',
    'sql-injection',
  ],
  ['@app.get("/f")\nasync def f(path: str):\n    return FileResponse(path)', 'path-traversal'],
  ['@app.get("/f/{path:path}")\nasync def f(path: str):\n    return FileResponse(path)', 'path-traversal'],
  ['@app.get("/f")\nasync def f(url: str = Query(...)):\n    return httpx.get(url)', 'server-side-request-forgery'],
  ['@app.route("/<name>")\ndef f(name):\n    return f"<h1>{name}</h1>"', 'cross-site-scripting'],
  [inView('return re.compile(request.GET["q"])'), 'pattern-injection'],
  [inView('conn.search_s(BASE, 2, "(uid=%s)" % request.GET["u"])\nldap = 1'), 'query-injection'],
  [inView('return Path(request.GET["f"]).read_text()'), 'path-traversal'],
  [inView('return requests.request("GET", request.GET["u"])'), 'server-side-request-forgery'],
  [inView('cursor.execute(request.GET["sql"])'), 'sql-injection'],
  [inView('subprocess.run(["sh", "-c", f"ls {request.GET[\'d\']}"])'), 'command-injection'],
  ['parser = etree.XMLParser(resolve_entities=True)', 'external-entities'],
  [inView('to = request.GET["next"]\nassert to in ALLOWED\nreturn redirect(to)'), 'open-redirect', 'less'],
  [
    inView('name = request.GET["f"]\nif not re.match(r"^[a-z]+$", name):\n    abort(400)\nreturn open(name)'),
    'path-traversal',
    'less',
  ],
  [
    `class re:\n    def match(*a): return True\n${inView('name = request.GET["f"]\nif not re.match(r"^[a-z]+\\\\Z", name):\n    abort(400)\nreturn open(name)')}`,
    'path-traversal',
    'less',
  ],
];

/** A value that was made safe, or checked, before its use. */
const SILENT: readonly GuardRow[] = [
  [inView('if form.is_valid():\n    return redirect("/done")')],
  [inView('key = int(request.GET["id"])\ncursor.execute("SELECT a FROM t WHERE id = " + str(key))')],
  [inView('key = int(request.GET["id"])\ncursor.execute(f"SELECT a FROM t WHERE id = {key}")')],
  [
    inView(
      'raw = request.GET["id"]\nkey = int(raw)\nwhere = f"id = {key}"\ncursor.execute("SELECT a FROM t WHERE " + where)',
    ),
  ],
  ['def f(cursor, key: int):\n    cursor.execute(f"SELECT a FROM t WHERE id = {key}")'],
  ['def f(cursor, key: int = 0):\n    cursor.execute("SELECT a FROM t WHERE id = %d" % key)'],
  ['def f(cursor, key: UUID):\n    cursor.execute(f"SELECT a FROM t WHERE id = \'{key}\'")'],
  ['for t in ["users", "orders"]:\n    cursor.execute(f"DELETE FROM {t} WHERE x = 1")'],
  ['NAMES = ("a", "b")\nfor name in NAMES:\n    os.system(f"ls {name}")'],
  ['def f(x):\n    cmd = shlex.quote(x)\n    os.system("ls " + cmd)'],
  ['def f(x):\n    arg = shlex.quote(x)\n    cmd = f"ls {arg}"\n    subprocess.run(cmd, shell=True)'],
  ['def f(xs):\n    cmd = " ".join(shlex.quote(x) for x in xs)\n    subprocess.run(cmd, shell=True)'],
  ['def f(x):\n    x = shlex.quote(x)\n    subprocess.run(f"ls {x}", shell=True)'],
  [inView('to = request.GET["next"]\nif to not in ALLOWED:\n    return None\nreturn redirect(to)')],
  [inView('to = request.GET["next"]\nif to not in ALLOWED:\n    raise Http404\nreturn redirect(to)')],
  [inView('to = request.GET["next"]\nif to in ALLOWED:\n    return redirect(to)')],
  [inView('if request.GET["next"] not in ALLOWED:\n    abort(400)\nreturn redirect(request.GET["next"])')],
  [inView('to = request.GET["next"]\nif to not in ALLOWED:\n    to = "/"\nreturn redirect(to)')],
  [inView('to = request.GET["next"]\nreturn redirect(to if to in ALLOWED else "/")')],
  [inView('to = request.GET["next"]\nok = to in ALLOWED\nif not ok:\n    return None\nreturn redirect(to)')],
  [inView('to = request.GET["next"]\nif not to or to not in ALLOWED:\n    return None\nreturn redirect(to)')],
  [inView('to = request.GET["next"]\nif to == "/a" or to == "/b":\n    return redirect(to)')],
  [
    inView(
      'to = request.GET["next"]\nif not url_has_allowed_host_and_scheme(to, allowed_hosts=None):\n    to = "/"\nreturn redirect(to)',
    ),
  ],
  [
    inView(
      'to = request.GET["next"]\nif url_has_allowed_host_and_scheme(to, request.get_host()):\n    return redirect(to)\nreturn redirect("/")',
    ),
  ],
  [
    inView(
      'to = request.GET["next"]\nif not to.startswith("/") or to.startswith("//"):\n    to = "/"\nreturn redirect(to)',
    ),
  ],
  [inView('to = TARGETS[request.GET["next"]]\nreturn redirect(to)')],
  [inView('targets = {"a": "/a"}\nreturn redirect(targets.get(request.GET["next"], "/"))')],
  [
    'allowed = {"a", "b"}\ndef view(request):\n    to = request.GET["to"]\n    if to not in allowed:\n        return None\n    return redirect(to)',
  ],
  [
    'def known(x):\n    return x in ALLOWED\n\ndef view(request):\n    to = request.GET["to"]\n    if not known(to):\n        return None\n    return redirect(to)',
  ],
  [
    inView(
      'url = request.GET["u"]\nif urlparse(url).hostname not in ALLOWED_HOSTS:\n    abort(400)\nreturn requests.get(url)',
    ),
  ],
  [
    inView(
      'url = request.GET["u"]\nparsed = urlparse(url)\nif parsed.netloc != "api.example":\n    abort(400)\nreturn requests.get(url)',
    ),
  ],
  [
    inView(
      'url = request.GET["u"]\nif not url.startswith("https://api.example/"):\n    abort(400)\nreturn requests.get(url)',
    ),
  ],
  [inView('return requests.get(f"https://api.example/users/{request.GET[\'id\']}")')],
  [
    inView(
      'name = request.GET["f"]\nif not re.fullmatch(r"[\\w-]+", name):\n    abort(400)\nreturn open(f"/srv/{name}")',
    ),
  ],
  [
    inView(
      'name = request.GET["f"]\nif not re.match(r"^[a-z0-9_]+\\Z", name):\n    abort(400)\nreturn open(f"/srv/{name}")',
    ),
  ],
  [
    'NAME = re.compile(r"[a-z]+")\ndef view(request):\n    name = request.GET["f"]\n    if not NAME.fullmatch(name):\n        abort(400)\n    return open(f"/srv/{name}")',
  ],
  [
    inView(
      'name = request.GET["f"]\nmatch = re.fullmatch(r"[a-z]+", name)\nif match is None:\n    abort(400)\nreturn open(f"/srv/{name}")',
    ),
  ],
  [inView('name = request.GET["f"]\nif not name.isalnum():\n    abort(400)\nos.system(f"id {name}")')],
  [inView('name = re.sub(r"[^\\w]", "", request.GET["f"])\nos.system(f"id {name}")')],
  [inView('name = secure_filename(request.GET["f"])\npath = os.path.join(ROOT, name)\nreturn open(path)')],
  [inView('return open(safe_join(ROOT, request.GET["f"]))')],
  [
    inView(
      'target = os.path.realpath(os.path.join(ROOT, request.GET["f"]))\nif not target.startswith(ROOT + os.sep):\n    abort(403)\nreturn open(target)',
    ),
  ],
  [
    inView(
      'target = os.path.realpath(os.path.join(ROOT, request.GET["f"]))\nif os.path.commonpath([ROOT, target]) != ROOT:\n    abort(403)\nreturn open(target)',
    ),
  ],
  [
    inView(
      'target = (ROOT / request.GET["f"]).resolve()\nif not target.is_relative_to(ROOT):\n    abort(403)\nreturn target.read_text()',
    ),
  ],
  [
    inView(
      'target = (ROOT / request.GET["f"]).resolve()\nif ROOT not in target.parents:\n    abort(403)\nreturn open(target)',
    ),
  ],
  [inView('target = (ROOT / request.GET["f"]).resolve()\ntarget.relative_to(ROOT)\nreturn open(target)')],
  [inView('key = request.GET["id"]\nuuid.UUID(key)\ncursor.execute(f"SELECT a FROM t WHERE id = \'{key}\'")')],
  [
    inView(
      'key = request.GET["id"]\ntry:\n    int(key)\nexcept ValueError:\n    raise Http404\ncursor.execute("SELECT a FROM t WHERE id = " + key)',
    ),
  ],
  [inView('name = bleach.clean(request.GET["n"])\nreturn mark_safe(f"<b>{name}</b>")')],
  [inView('name = html.escape(request.GET["n"])\nreturn HttpResponse("<b>" + name + "</b>")')],
  [inView('q = quote(request.GET["q"])\nreturn redirect(f"/search?q={q}")')],
  [inView('return redirect(request.path)')],
  ['@app.get("/f/{key}")\nasync def f(key: int):\n    return await db.execute(f"SELECT a FROM t WHERE id = {key}")'],
  ['@app.route("/<int:key>")\ndef f(key):\n    return f"<h1>{key}</h1>"'],
  ['def run(command):\n    os.system(command)\n\nrun("ls")\nrun("pwd -P")'],
  ['def _run(command):\n    subprocess.run(command, shell=True)\n\n_run("ls")'],
  [
    'def f(cursor, ids):\n    marks = ", ".join(["%s"] * len(ids))\n    cursor.execute(f"SELECT a FROM t WHERE id IN ({marks})", ids)',
  ],
  [
    'def f(cursor, name):\n    q = "SELECT a FROM t"\n    if name:\n        q += " WHERE n = %s"\n    cursor.execute(q, [name])',
  ],
  [
    'def f(request):\n    match request.GET["op"]:\n        case "up":\n            os.system("run " + request.GET["op"])',
  ],
  ['def f(kind):\n    flag = "-a" if kind else "-b"\n    os.system(f"ls {flag}")'],
  [
    inView(
      'if isinstance(request.json["id"], int):\n    cursor.execute(f"SELECT a FROM t WHERE id = {request.json[\'id\']}")',
    ),
  ],
  [inView('return re.compile(re.escape(request.GET["q"]))')],
  ['parser = etree.XMLParser(resolve_entities=False)'],
];

expectGuards('Python', 'py', REPORTED, SILENT);
