/** A file's name, what must be told, and beside it the nearest code of which nothing must be. */
export type PlainRow = readonly [path: string, rule: string, wrong: string, right: string];

export const go = (body: string): string => `package a\nfunc h(w http.ResponseWriter, r *http.Request) {\n${body}\n}\n`;
export const java = (body: string): string =>
  `class A { String h(@RequestParam String q) throws Exception {\n${body}\n} }\n`;
export const php = (body: string): string => `<?php\n${body}\n`;
export const ruby = (body: string): string => `def show\n${body}\nend\n`;
export const csharp = (body: string): string =>
  `class A { [HttpGet] public IActionResult H(string q) {\n${body}\n} }\n`;
export const kotlin = (body: string): string =>
  `fun Route.h() {\nget("/a") {\nval q = call.parameters["q"]!!\n${body}\n}\n}\n`;

/** Ways on which a value reaches a sink. */
export const VALUE_ROWS: readonly PlainRow[] = [
  [
    'a.go',
    'sql-injection',
    go(
      'var b strings.Builder\nb.WriteString("SELECT a FROM t WHERE n = \'")\nb.WriteString(r.FormValue("n"))\ndb.Query(b.String())',
    ),
    go(
      'var b strings.Builder\nb.WriteString("SELECT a FROM t WHERE n = ")\nb.WriteString(strconv.Itoa(n))\ndb.Query(b.String())',
    ),
  ],
  [
    'a.go',
    'sql-injection',
    go(
      'c := []string{}\nc = append(c, "n = \'"+r.FormValue("n")+"\'")\ndb.Query("SELECT a FROM t WHERE " + strings.Join(c, " AND "))',
    ),
    go(
      'c := []string{}\nc = append(c, "n = ?")\ndb.Query("SELECT a FROM t WHERE " + strings.Join(c, " AND "), r.FormValue("n"))',
    ),
  ],
  [
    'a.go',
    'command-injection',
    go('args := []string{"-c", "ls " + r.FormValue("d")}\nexec.Command("sh", args...).Run()'),
    go('args := []string{"log", r.FormValue("d")}\nexec.Command("git", args...).Run()'),
  ],
  [
    'a.go',
    'path-traversal',
    go('f, h, err := r.FormFile("f")\nos.Create("/srv/" + h.Filename)'),
    go('f, h, err := r.FormFile("f")\nos.Create("/srv/" + filepath.Base(h.Filename))'),
  ],
  [
    'A.java',
    'sql-injection',
    java(
      'StringBuilder b = new StringBuilder();\nb.append("SELECT a FROM t WHERE n = \'").append(q);\nreturn st.executeQuery(b.toString());',
    ),
    java(
      'StringBuilder b = new StringBuilder();\nb.append("SELECT a FROM t WHERE n = ?");\nreturn jdbc.query(b.toString(), q);',
    ),
  ],
  [
    'A.java',
    'unsafe-deserialisation',
    java('XStream x = new XStream();\nreturn x.fromXML(q);'),
    java('XStream x = new XStream();\nx.allowTypes(new Class[] { A.class });\nreturn x.fromXML(q);'),
  ],
  [
    'A.java',
    'unsafe-deserialisation',
    `import org.yaml.snakeyaml.Yaml;\n${java('Yaml y = new Yaml();\nreturn y.load(q);')}`,
    `import org.yaml.snakeyaml.Yaml;\n${java('Yaml y = new Yaml(new SafeConstructor());\nreturn y.load(q);')}`,
  ],
  [
    'A.java',
    'code-injection',
    java('return new InitialContext().lookup(q);'),
    java('return new InitialContext().lookup("java:comp/env/jdbc/a");'),
  ],
  [
    'A.kt',
    'sql-injection',
    kotlin('val s = buildString {\nappend("SELECT a FROM t WHERE n = ")\nappend(q)\n}\nst.executeQuery(s)'),
    kotlin('val s = buildString {\nappend("SELECT a FROM t WHERE n = ?")\n}\nst.executeQuery(s)'),
  ],
  [
    'A.cs',
    'sql-injection',
    csharp(
      'var b = new StringBuilder();\nb.Append("SELECT a FROM t WHERE n = ").Append(q);\ncmd.CommandText = b.ToString();\nreturn Ok();',
    ),
    csharp(
      'var b = new StringBuilder();\nb.Append("SELECT a FROM t WHERE n = @n");\ncmd.CommandText = b.ToString();\nreturn Ok();',
    ),
  ],
  [
    'A.cs',
    'certificate-check-off',
    csharp(
      'h.ServerCertificateCustomValidationCallback = (HttpRequestMessage m, X509Certificate2 c, X509Chain d, SslPolicyErrors e) => true;\nreturn Ok();',
    ),
    csharp('h.ServerCertificateCustomValidationCallback = (m, c, d, e) => e == SslPolicyErrors.None;\nreturn Ok();'),
  ],
  [
    'A.cs',
    'path-traversal',
    'class A { [HttpPost] public IActionResult H(IFormFile file) { System.IO.File.Create(Path.Combine(root, file.FileName)); return Ok(); } }\n',
    'class A { [HttpPost] public IActionResult H(IFormFile file) { System.IO.File.Create(Path.Combine(root, Path.GetFileName(file.FileName))); return Ok(); } }\n',
  ],
  [
    'a.rb',
    'sql-injection',
    ruby("conn.execute(<<~SQL)\n  SELECT a FROM t WHERE n = '#{params[:n]}'\nSQL"),
    ruby('conn.execute(<<~SQL)\n  SELECT a FROM t WHERE n = 1\nSQL'),
  ],
  ['a.rb', 'mass-assignment', ruby('User.new(params.permit!)'), ruby('url_for(params.permit!)')],
  [
    'a.php',
    'sql-injection',
    php('$n = $_GET["n"];\n$sql = <<<SQL\nSELECT a FROM t WHERE n = \'$n\'\nSQL;\n$db->query($sql);'),
    php("$sql = <<<'SQL'\nSELECT a FROM t WHERE n = '$n'\nSQL;\n$db->query($sql);"),
  ],
  ['a.php', 'code-injection', php('$fn = $_GET["f"];\n$fn(1);'), php('$fn = $this->fns[$_GET["f"]];\n$fn(1);')],
];

const axum = (body: string): string =>
  `async fn h(State(pool): State<PgPool>, Query(q): Query<Filter>) -> Result<String, E> {\n${body}\n}\n`;
const task = (body: string): string => `impl A {\n  async fn f(&self, a: Vec<u8>) -> u8 {\n${body}\n  }\n}\n`;

/** Rust. */
export const RUST_ROWS: readonly PlainRow[] = [
  [
    'a.rs',
    'sql-injection',
    axum(
      'let s = format!("SELECT a FROM t WHERE b = \'{}\'", q.b);\nsqlx::query_as::<_, A>(&s).fetch_all(&pool).await?;',
    ),
    axum(
      'let s = format!("SELECT a FROM {TABLE} WHERE b = $1 LIMIT {}", q.n.parse::<u8>()?);\nsqlx::query_as::<_, A>(&s).bind(q.b).fetch_all(&pool).await?;',
    ),
  ],
  [
    'a.rs',
    'sql-injection',
    axum(
      'let b = q.b;\nlet mut s = String::from("SELECT a FROM t");\ns.push_str(&format!(" WHERE b = \'{b}\'"));\nclient.query(s.as_str(), &[]).await?;',
    ),
    axum(
      'let mut s = String::from("SELECT a FROM t");\ns.push_str(" WHERE b = $1");\nclient.query(s.as_str(), &[&q.b]).await?;',
    ),
  ],
  [
    'a.rs',
    'command-injection',
    axum('Command::new("sh").arg("-c").arg(format!("ls {}", q.d)).output()?;'),
    axum('Command::new("ls").arg(&q.d).output()?;'),
  ],
  [
    'a.rs',
    'path-traversal',
    axum('std::fs::read(root.join(&q.f))?;'),
    axum(
      'let p = root.join(&q.f).canonicalize()?;\nif !p.starts_with(&root) {\n return Err(E::No);\n}\nstd::fs::read(p)?;',
    ),
  ],
  [
    'a.rs',
    'server-side-request-forgery',
    axum('reqwest::get(&q.u).await?;'),
    axum('reqwest::get(format!("https://a.example/{}", q.u)).await?;'),
  ],
  ['a.rs', 'cross-site-scripting', axum('Ok(Html(format!("<p>{}</p>", q.n)))'), axum('Ok(Html(template.render()?))')],
  ['a.rs', 'open-redirect', axum('Ok(Redirect::to(&q.n))'), axum('Ok(Redirect::to("/a"))')],
  [
    'a.rs',
    'certificate-check-off',
    task('Client::builder().danger_accept_invalid_certs(true).build();\n1'),
    task('Client::builder().danger_accept_invalid_certs(false).build();\n1'),
  ],
  ['a.rs', 'guard-dropped', task('let _ = self.m.lock().unwrap();\n1'), task('let _g = self.m.lock().unwrap();\n1')],
  [
    'a.rs',
    'held-while-waiting',
    task('let g = self.m.lock().unwrap();\nself.s(g.x).await;\n1'),
    task(
      'let g = self.m.lock().unwrap();\ndrop(g);\nself.s(1).await;\nlet h = self.n.lock().await;\nself.s(h.x).await;\n1',
    ),
  ],
  [
    'a.rs',
    'past-the-last',
    task('for i in 0..=a.len() {\ng(a[i]);\n}\n1'),
    task('for i in 0..a.len() {\ng(a[i]);\n}\n1'),
  ],
  [
    'a.rs',
    'duplicate-case',
    task('match x {\n1 => 2,\n1 => 3,\n_ => 4,\n}'),
    task('match x {\n1 => 2,\n2 => 3,\n_ => 4,\n}'),
  ],
  [
    'a.rs',
    'same-condition',
    task('if a.x == 1 { foo() } else if a.x == 1 { bar() } else { baz() }'),
    task('if let Some("") = x { foo() } else if let Some(y) = x { bar() } else { baz() }'),
  ],
  [
    'a.rs',
    'unreachable-statement',
    task('return 1;\nfoo();\n1'),
    task('#[cfg(a)]\nreturn 1;\n#[cfg(not(a))]\nfoo();\n2'),
  ],
  [
    'a.rs',
    'used-when-missing',
    task('if x.is_none() {\nreturn x.unwrap();\n}\n1'),
    task('if x.is_none() {\nx = Some(1);\nreturn x.unwrap();\n}\nif y.is_some() { y.unwrap() } else { 1 }'),
  ],
  ['a.rs', 'past-the-last', task('a[a.len()]'), task('a[a.len() - 1]')],
  ['a.rs', 'same-operands', task('v.sort_by(|a, b| b.x.cmp(&b.x));\n1'), task('v.sort_by(|a, b| a.x.cmp(&b.x));\n1')],
  [
    'a.rs',
    'unset-memory',
    task('let mut v = Vec::with_capacity(n);\nunsafe { v.set_len(n) };\n1'),
    task('let mut v = Vec::with_capacity(n);\nv.resize(n, 0);\n1'),
  ],
  ['a.rs', 'lost-answer', task('s.trim();\n1'), task('let t = s.trim();\n1')],
  [
    'A.java',
    'used-when-missing',
    java('if (q == null && q.isEmpty()) { return x; }\nreturn y;'),
    java('if (q == null || q.isEmpty()) { return x; }\nif (r == null) { r = f(); r.g(); }\nreturn y;'),
  ],
  ['a.rs', 'lost-bounds', task('x.min(10).max(20)'), task('x.max(0).min(255)')],
  ['a.rs', 'empty-range', task('for i in 10..0 {\ng(i);\n}\n1'), task('for i in (0..10).rev() {\ng(i);\n}\n1')],
  ['a.rs', 'broken-pattern', task('Regex::new(r"^(a$").unwrap();\n1'), task('Regex::new(r"^[(]a$").unwrap();\n1')],
  [
    'a.go',
    'defer-in-loop',
    go('for _, c := range cs {\nf := g(c)\ndefer f.Close()\n}'),
    go('for _, c := range cs {\ndone := false\ndefer func() { if !done { c.Close() } }()\ndone = true\n}'),
  ],
  ['a.go', 'failed-swap', go('a = b\nb = a'), go('a, b = b, a\nc = d\ne = c')],
  [
    'A.java',
    'always-so',
    java('if (q.length() >= 0) { return x; }\nreturn y;'),
    java('if (q.length() > 0) { return x; }\nreturn y;'),
  ],
];
