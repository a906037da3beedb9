import { afterAll, expect, it } from 'vitest';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { plainSlips } from '../../reviewers/quality/plain/plain-slips.ts';
import { valueHits } from '../../reviewers/security/value-hits.ts';
import { csharp, go, java, kotlin, php, type PlainRow, ruby, SLIP_ROWS, VALUE_ROWS } from './plain-rows.ts';
import { RUST_ROWS, RUST_SLIP_ROWS } from './plain-rust-rows.ts';
import { RUST_VALUE_ROWS } from './plain-rust-values.ts';
import { plainSyntaxOf } from './plain-syntax-of.ts';
import type { ChangedFile } from '../../schemas/change-set.ts';

const pool = createAnalyserPool();
afterAll(() => pool.close());

/** What is said about a file all of whose lines are new. */
async function saidAbout(path: string, text: string): Promise<readonly string[]> {
  const syntax = await plainSyntaxOf(pool, path, text);
  const count = text.split('\n').length;
  const file = { newPath: path, hunks: [{ newStart: 1, newLines: count, lines: [] }] } as unknown as ChangedFile;
  const changed = new Set(Array.from({ length: count }, (_, index) => index + 1));
  const hits = valueHits({ file, piece: { text, firstLine: 1, whole: true }, changed }, syntax.root);
  return [...new Set([...hits.map(({ sink }) => sink.rule), ...plainSlips(syntax).map(({ rule }) => rule)])];
}

/** A dispatcher of a client, whose requests have the name of a server's. */
const sends = (usings: string): string =>
  `${usings}\nnamespace Own.Http\n{\n  public class D\n  {\n    public object G(HttpRequest request) { return new HttpRequestMessage(request.Method, request.Url); }\n  }\n}\n`;

/** A class whose method calls one of that name, of its own or of another object. */
const loads = (of: string): string =>
  `class A {\n  Class load(Loader loader, String name) { return f(loader, name); }\n  Class g(Loader loader, String name) { return ${of}load(name, loader); }\n}\n`;

const ROWS: readonly PlainRow[] = [
  ['A.java', 'swapped-arguments', loads(''), loads('holder.')],
  ['A.java', 'swapped-arguments', loads('this.'), loads('this.holder.')],
  ['a.cs', 'server-side-request-forgery', sends('using System.Web;'), sends('using System.Net.Http;')],
  [
    'a.cs',
    'server-side-request-forgery',
    sends('using Microsoft.AspNetCore.Http;'),
    sends('using Microsoft.AspNetCore.Http;').replace(
      'public class D',
      'public class HttpRequest {}\n  public class D',
    ),
  ],
  [
    'a.go',
    'server-side-request-forgery',
    'package a\nfunc f(w http.ResponseWriter, r *http.Request) {\n\thttp.Get(r.URL.String())\n}\n',
    'package a\nfunc f(r *http.Request) (*http.Response, error) {\n\treturn http.Get(r.URL.String())\n}\n',
  ],
  [
    'a.php',
    'server-side-request-forgery',
    '<?php\nuse Psr\\Http\\Message\\ServerRequestInterface;\nfunction f(ServerRequestInterface $request) { return file_get_contents($request->getHeaderLine("a")); }\n',
    '<?php\nuse Psr\\Http\\Message\\RequestInterface;\nfunction f(RequestInterface $request) { return file_get_contents($request->getHeaderLine("a")); }\n',
  ],
  [
    'a.go',
    'sql-injection',
    go('db.Query("SELECT a FROM t WHERE b = \'" + r.FormValue("b") + "\'")'),
    go('db.Query("SELECT a FROM t WHERE b = $1", r.FormValue("b"))'),
  ],
  [
    'a.go',
    'command-injection',
    go('exec.Command("sh", "-c", "ls "+r.FormValue("d")).Run()'),
    go('exec.Command("ls", r.FormValue("d")).Run()'),
  ],
  [
    'a.go',
    'path-traversal',
    go('http.ServeFile(w, r, "/srv/"+r.URL.Query().Get("f"))'),
    go('http.ServeFile(w, r, "/srv/"+filepath.Base(r.URL.Query().Get("f")))'),
  ],
  [
    'a.go',
    'weak-cipher',
    'package a\n\nimport "crypto/cipher"\n\nfunc f(b cipher.Block) {\n\tcipher.NewCTR(b, []byte("0123456789abcdef"))\n}\n',
    'package a\n\nimport "crypto/cipher"\n\nfunc f(b cipher.Block, iv []byte) {\n\tcipher.NewCTR(b, iv)\n}\n',
  ],
  [
    'a.go',
    'weak-cipher',
    'package a\n\nimport "crypto/cipher"\n\nfunc f(a cipher.AEAD, d []byte) []byte {\n\tnonce := []byte("ILoveMyNonce")\n\treturn a.Seal(nil, nonce, d, nil)\n}\n',
    'package a\n\nimport "crypto/cipher"\n\nfunc f(a cipher.AEAD, d []byte) []byte {\n\tnonce := make([]byte, 12)\n\tfill(nonce)\n\treturn a.Seal(nil, nonce, d, nil)\n}\n',
  ],
  [
    'a.go',
    'weak-cipher',
    go('c := tls.Config{MinVersion: tls.VersionTLS10}'),
    go('c := tls.Config{MinVersion: tls.VersionTLS12}'),
  ],
  ['a.go', 'public-exposure', go('return os.Chmod(path, 0777)'), go('return os.Chmod(path, 0755)')],
  ['a.go', 'public-exposure', go('return os.Chmod(path, os.FileMode(0o666))'), go('return os.MkdirAll(path, 0777)')],
  ['a.go', 'weak-hash', go('h := md4.New()'), go('h := sha256.New()')],
  [
    'a.go',
    'weak-cipher',
    go('k, err := rsa.GenerateKey(rand.Reader, 1024)'),
    go('k, err := rsa.GenerateKey(rand.Reader, 3072)'),
  ],
  [
    'a.go',
    'sql-injection',
    go('db.Exec(r.FormValue("q"))'),
    'package a\n\nfunc h(w http.ResponseWriter, r *http.Request) {\n\tm.pattern.Exec(r.URL.RequestURI(), r.Host)\n}\n',
  ],
  ['a.go', 'wrong-format', go('fmt.Printf("%s %d\\n", a)'), go('fmt.Printf("%s %d%%\\n", a, b)')],
  [
    'a.go',
    'past-the-last',
    go('for i := 0; i <= len(a); i++ {\nf(a[i])\n}'),
    go('for i := 0; i < len(a); i++ {\nf(a[i])\n}'),
  ],
  [
    'a.go',
    'lost-error',
    go('a, err := f()\nb, err := g()\nif err != nil {\nreturn\n}'),
    go('a, err := f()\nif err != nil {\nreturn\n}\nb, err := g()\nlog(err)'),
  ],
  [
    'A.java',
    'sql-injection',
    java('return jdbc.query("select a from t where b = \'" + q + "\'", m);'),
    java('return jdbc.query("select a from t where b = ?", m, q);'),
  ],
  [
    'A.java',
    'path-traversal',
    java('return Files.readString(root.resolve(q));'),
    java('Path p = root.resolve(q).normalize();\nif (!p.startsWith(root)) throw new X();\nreturn Files.readString(p);'),
  ],
  [
    'A.java',
    'server-side-request-forgery',
    java('return rest.getForObject(URI.create(q), String.class);'),
    java(
      'URI u = URI.create(q);\nif (!ALLOWED_HOSTS.contains(u.getHost())) throw new X();\nreturn rest.getForObject(u, String.class);',
    ),
  ],
  [
    'A.java',
    'lock-kept',
    java('lock.lock();\nif (a) { return x; }\nlock.unlock();\nreturn y;'),
    java('lock.lock();\ntry { return x; } finally { lock.unlock(); }'),
  ],
  ['A.java', 'compared-by-identity', java('return q == "a" ? x : y;'), java('return "a".equals(q) ? x : y;')],
  [
    'a.php',
    'sql-injection',
    php('$db->query("SELECT a FROM t ORDER BY $_GET[o]");'),
    php(
      "$o = $_GET['o'];\nif (!in_array($o, ['a', 'b'], true)) { $o = 'a'; }\n$db->query(\"SELECT a FROM t ORDER BY $o\");",
    ),
  ],
  ['a.php', 'cross-site-scripting', php("echo '<p>' . $_GET['q'];"), php("echo '<p>' . htmlspecialchars($_GET['q']);")],
  [
    'a.php',
    'unsafe-deserialisation',
    php("unserialize($_COOKIE['c']);"),
    php("unserialize($_COOKIE['c'], ['allowed_classes' => false]);"),
  ],
  ['a.php', 'assignment-in-condition', php("if ($a->b = 'c') { f(); }"), php('if ($a = f()) { g(); }')],
  ['a.php', 'broken-pattern', php("preg_match('/^(a$/', $q);"), php("preg_match('/^[(]a$/', $q);")],
  ['a.rb', 'command-injection', ruby('system("ls #{params[:d]}")'), ruby('system("ls", params[:d])')],
  [
    'a.rb',
    'path-traversal',
    ruby('send_file File.join(ROOT, params[:f])'),
    ruby('send_file File.join(ROOT, File.basename(params[:f]))'),
  ],
  ['a.rb', 'sql-injection', ruby('User.where("name = \'#{params[:n]}\'")'), ruby('User.where("name = ?", params[:n])')],
  ['a.rb', 'duplicate-entry', ruby('x = { "a" => 1, "a" => 2 }'), ruby('x = { "a" => 1, a: 2 }')],
  ['a.rb', 'lost-answer', ruby('q.strip\nf q'), ruby('q.strip!\nf q')],
  [
    'A.cs',
    'sql-injection',
    csharp('return Ok(db.Users.FromSqlRaw($"SELECT a FROM t WHERE b = \'{q}\'"));'),
    csharp('return Ok(db.Users.FromSql($"SELECT a FROM t WHERE b = {q}"));'),
  ],
  [
    'A.cs',
    'open-redirect',
    csharp('return Redirect(q);'),
    csharp('if (!Url.IsLocalUrl(q)) { return BadRequest(); }\nreturn Redirect(q);'),
  ],
  [
    'A.cs',
    'wrong-format',
    csharp('return Ok(string.Format("{0} {1}", q));'),
    csharp('return Ok(string.Format("{0} {{1}}", q));'),
  ],
  [
    'A.cs',
    'task-not-waited-for',
    'class A { void F(List<U> us) { us.ForEach(async u => { await u.Save(); }); } }\n',
    'class A { async Task F(List<U> us) { foreach (var u in us) { await u.Save(); } } }\n',
  ],
  ['A.cs', 'calls-itself', 'class A { string Name => Name; }\n', 'class A { string Name => name; }\n'],
  [
    'A.kt',
    'path-traversal',
    kotlin('call.respondFile(File(root, q))'),
    kotlin(
      'val f = File(root, q).canonicalFile\nif (!f.toPath().startsWith(root.toPath())) return@get\ncall.respondFile(f)',
    ),
  ],
  [
    'A.kt',
    'command-injection',
    kotlin('ProcessBuilder("sh", "-c", "dig $q").start()'),
    kotlin('ProcessBuilder("dig", q).start()'),
  ],
  [
    'A.kt',
    'used-after-close',
    'fun f() = r.use { it2 -> it2.lineSequence().map { x } }\n',
    'fun f() = r.use { it2 -> it2.lineSequence().map { x }.toList() }\n',
  ],
  [
    'A.kt',
    'unreachable-statement',
    'fun f(): Int {\n  val entry = g()\n  return 1\n  h()\n}\n',
    // The grammar tears `return` from a name that begins with `e`.
    'fun f(): Int {\n  val entry = g()\n  return entry\n}\n',
  ],
  [
    'A.cs',
    'calls-itself',
    'class A : IDisposable { public void Dispose() => Dispose(); }\n',
    'class A : IDisposable { void System.IDisposable.Dispose() => Dispose(); }\n',
  ],
  [
    'A.cs',
    'unreachable-statement',
    'class A { int F(object o) {\n  switch (o) {\n    case int m:\n      return 1;\n      G();\n  }\n  return 0;\n} }\n',
    'class A { int F(object o) {\n  switch (o) {\n    case int m:\n      return 1;\n#if A\n    case long l:\n      return 2;\n#endif\n  }\n#pragma warning disable X\n  return 0;\n#pragma warning restore X\n} }\n',
  ],
  [
    'A.kt',
    'same-branches',
    'fun f(x: Any) {\n  if (x == 1) {\n    send(x)\n  } else {\n    send(x)\n  }\n}\n',
    'fun f(x: Any) {\n  if (x is String) {\n    send(x)\n  } else {\n    send(x)\n  }\n}\n',
  ],
  [
    'A.kt',
    'calls-itself',
    'package a\nimport b.*\nfun f(x: Int): Int = f(x)\n',
    'package a\nimport b.f\nfun f(x: Int): Int = f(x)\n',
  ],
  [
    'A.kt',
    'calls-itself',
    'fun m(f: (Int) -> Int): M = object : M {\n  override fun get(x: Int): Int = get(x)\n}\n',
    'fun m(get: (Int) -> Int): M = object : M {\n  override fun get(x: Int): Int = get(x)\n}\n',
  ],
  [
    'A.kt',
    'calls-itself',
    'fun m(): M {\n  val other = g()\n  return object : M {\n    override fun get(x: Int): Int = get(x)\n  }\n}\n',
    'fun m(): M {\n  val get = g()\n  return object : M {\n    override fun get(x: Int): Int = get(x)\n  }\n}\n',
  ],
  [
    'A.cs',
    'duplicate-entry',
    'class A { object o = new Dictionary<int, int> { { 1, 1 }, { 1, 2 } }; }\n',
    'class A { int[,] o = new[,] { { 1, 1 }, { 1, 2 } }; }\n',
  ],
  [
    'A.java',
    'sql-injection',
    'class A { Object f(List<String> n, String in) { return jdbc.query("SELECT a FROM t WHERE n IN (" + in + ")"); } }\n',
    'class A { Object f(List<String> n) { String in = n.stream().map(x -> "?").collect(Collectors.joining(",")); return jdbc.query("SELECT a FROM t WHERE n IN (" + in + ")"); } }\n',
  ],
  [
    'A.kt',
    'sql-injection',
    'class A { fun f(n: List<String>, p: String) = jdbc.query("SELECT a FROM t WHERE n IN ($p)") }\n',
    'class A { fun f(n: List<String>) = jdbc.query("SELECT a FROM t WHERE n IN (${n.joinToString(",") { "?" }})", n) }\n',
  ],
  [
    'a.php',
    'sql-injection',
    '<?php\nfunction f($db, $in) { return $db->query("SELECT a FROM t WHERE id IN ($in)"); }\n',
    "<?php\nfunction f($db, $ids) { $in = implode(',', array_fill(0, count($ids), '?')); return $db->query(\"SELECT a FROM t WHERE id IN ($in)\"); }\n",
  ],
  [
    'a.rb',
    'sql-injection',
    ruby('x = params[:o] ? params[:o] : "a"\nUser.where("a = #{x}")'),
    ruby('x = %w[a b].include?(params[:o]) ? params[:o] : "a"\nUser.where("a = #{x}")'),
  ],
  [
    'a.go',
    'path-traversal',
    go('p := filepath.Clean(filepath.Join(root, r.FormValue("f")))\nhttp.ServeFile(w, r, p)'),
    go(
      'p := filepath.Clean(filepath.Join(root, r.FormValue("f")))\nif !strings.HasPrefix(p, root+"/") {\nreturn\n}\nhttp.ServeFile(w, r, p)',
    ),
  ],
  [
    'A.java',
    'sql-injection',
    'class A { private String kind; Object f() { return jdbc.query("SELECT a FROM t WHERE k = \'" + this.kind + "\'"); } }\n',
    'class A { private final String kind = "a"; Object f(OrderStatus s) { return jdbc.query("SELECT a FROM t WHERE k = \'" + this.kind + "\' AND b = \'" + Kind.OPEN.name() + s.name() + "\'"); } }\n',
  ],
  [
    'a.php',
    'sql-injection',
    '<?php\nclass A { private $k; function f() { return $this->db->query("SELECT a FROM t WHERE k = \'{$this->k}\'"); } }\n',
    '<?php\nclass A { private $k = "a"; function f() { return $this->db->query("SELECT a FROM t WHERE k = \'{$this->k}\' AND b = \'" . Kind::Open->value . "\'"); } }\n',
  ],
  [
    'a.go',
    'sql-injection',
    'package a\nfunc f(db *sql.DB, kind string) { db.Query("SELECT a FROM t WHERE k = \'" + kind + "\'") }\n',
    'package a\nfunc f(db *sql.DB) { db.Query("SELECT a FROM t WHERE k = \'" + StatusOpen + "\'") }\n',
  ],
  ['a.php', 'wrong-format', php("printf('%d %d', $a);"), php("f(sprintf('%d'));")],
  [
    'a.php',
    'sql-injection',
    '<?php\nclass A { private $n; function f() { DB::statement("ALTER TABLE {$this->n} ADD x int"); } }\n',
    '<?php\nclass A { private $table; function f() { DB::statement("ALTER TABLE {$this->table} ADD x int"); } }\n',
  ],
  ['a.rb', 'open-redirect', ruby('redirect_to params[:u]'), ruby('redirect_to request.referer || request.fullpath')],
  [
    'A.cs',
    'lost-answer',
    csharp('string s = q;\ns.Replace("a", "b");\nreturn Ok(s);'),
    csharp('var s = new StringBuilder(q);\ns.Replace("a", "b");\nreturn Ok(s);'),
  ],
  [
    'A.cs',
    'used-when-missing',
    csharp('if (m == null) { return Ok(m.Name); }\nreturn Ok(1);'),
    csharp(
      'if (m == null) { throw new ArgumentException("a", nameof(m.Name)); }\nif (c == null) { lock (s) { c ??= new C();\nc.Go(); } }\nreturn Ok(1);',
    ),
  ],
  ['a.rb', 'lost-answer', ruby('q.gsub("a", "b")\nf q'), ruby('puts "a" + q.to_s\nf q')],
  [
    'A.java',
    'lost-answer',
    'class A { Object f(LocalDate q) { q.plusDays(1); return f(q); } }\n',
    'class A { Object f(LocalDate q) { save(q.plusDays(1)); return f(q); } }\n',
  ],
  ['a.go', 'error-not-asked', go('os.Rename(a, b)'), go('http.ListenAndServe(":80", nil)')],
  ...VALUE_ROWS,
  ...SLIP_ROWS,
  ...RUST_ROWS,
  ...RUST_VALUE_ROWS,
  ...RUST_SLIP_ROWS,
];

it.each(ROWS)('%s: %s', async (path, rule, wrong, right) => {
  expect(await saidAbout(path, wrong)).toContain(rule);
  expect(await saidAbout(path, right)).toEqual([]);
});
