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

/** Mistakes in several languages. */
export const SLIP_ROWS: readonly PlainRow[] = [
  [
    'a.go',
    'same-condition',
    go('if n > 10 {\nf(a)\n} else if n >= 100 {\ng(a)\n}'),
    go('if n > 100 {\nf(a)\n} else if n >= 10 {\ng(a)\n}'),
  ],
  ['A.java', 'always-so', java('if (q < 5 && q > 10) { f(); }'), java('if (q > 5 && q <= 10) { f(); }')],
  ['A.java', 'always-so', java('if (q < 10 || q > 5) { f(); }'), java('if (q < 5 || q > 10) { f(); }')],
  [
    'a.php',
    'swapped-arguments',
    '<?php\nfunction pay($amount, $account) { f($amount, $account); }\nfunction g($amount, $account) { pay($account, $amount); }\n',
    '<?php\nfunction swapPair($amount, $account) { f($amount, $account); }\nfunction g($amount, $account) { swapPair($account, $amount); }\n',
  ],
  [
    'a.cs',
    'duplicate-entry',
    'class A { object F() { return new Dictionary<string, int>() { { "a", 1 }, { "a", 2 } }; } }\n',
    'class A { object F() { return new TheoryData<string, int>() { { "a", 1 }, { "a", 2 } }; } }\n',
  ],
  [
    'a.rb',
    'swallowed-exception',
    'begin\n  f\nrescue StandardError\nend\n',
    'begin\n  f\nrescue Timeout::Error\nend\n',
  ],
  [
    'a.kt',
    'swapped-arguments',
    'fun area(width: Int, height: Int) = width + 2 * height\nfun g(width: Int, height: Int) = area(height, width)\n',
    'fun int16(b1: Int, b2: Int) = b1 + 256 * b2\nfun g(b1: Int, b2: Int) = int16(b2, b1)\n',
  ],
  [
    'A.java',
    'used-when-missing',
    java('if (q == null && q.isEmpty()) { return x; }\nreturn y;'),
    java('if (q == null || q.isEmpty()) { return x; }\nif (r == null) { r = f(); r.g(); }\nreturn y;'),
  ],
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
