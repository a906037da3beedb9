import type { PlainRow } from './plain-rows.ts';

/** A handler of axum. */
export const axum = (body: string): string =>
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
  ['a.rs', 'lost-bounds', task('x.min(10).max(20)'), task('x.max(0).min(255)')],
  ['a.rs', 'empty-range', task('for i in 10..0 {\ng(i);\n}\n1'), task('for i in (0..10).rev() {\ng(i);\n}\n1')],
  ['a.rs', 'broken-pattern', task('Regex::new(r"^(a$").unwrap();\n1'), task('Regex::new(r"^[(]a$").unwrap();\n1')],
];

/** More mistakes. */
export const RUST_SLIP_ROWS: readonly PlainRow[] = [
  [
    'a.rs',
    'error-not-asked',
    'impl A {\n  fn check(&self) -> Result<(), E> { g() }\n  fn f(&self) {\n    self.check();\n    h();\n  }\n}\n',
    'impl A {\n  fn check(&self) -> Result<(), E> { g() }\n  fn f(&self) -> Result<(), E> {\n    self.check()?;\n    h()\n  }\n}\n',
  ],
  [
    'a.rs',
    'error-not-asked',
    task('let _ = sqlx::query("DELETE FROM a").execute(&self.pool).await;\n1'),
    task('sqlx::query("DELETE FROM a").execute(&self.pool).await?;\n1'),
  ],
  [
    'a.rs',
    'fails-open',
    task('if token.map_or(true, |t| ok(t)) { 1 } else { 2 }'),
    task('if token.map_or(false, |t| ok(t)) { 1 } else { 2 }'),
  ],
  [
    'a.rs',
    'check-then-act',
    task('let has = self.m.read().await.contains_key(&k);\nif !has {\nself.m.write().await.insert(k, g());\n}\n1'),
    task(
      'let has = self.m.read().await.contains_key(&k);\nif !has {\nself.m.write().await.entry(k).or_insert(g());\n}\n1',
    ),
  ],
  [
    'a.rs',
    'cut-character',
    'fn f(mut name: String) -> String {\n  name.truncate(32);\n  name\n}\n',
    'fn f(mut name: String) -> String {\n  if name.is_char_boundary(32) { name.truncate(32); }\n  name\n}\n',
  ],
  [
    'a.rs',
    'bytes-for-characters',
    task('for i in 0..s.len() {\ng(s.chars().nth(i));\n}\n1'),
    task('for (i, c) in s.chars().enumerate() {\ng(c);\n}\n1'),
  ],
  ['a.rs', 'torn-update', task('n.store(n.load(SeqCst) + 1, SeqCst);\n1'), task('n.store(1, SeqCst);\n1')],
  ['a.rs', 'same-operands', task('assert_eq!(a, a);\n1'), task('assert_eq!(a, b);\n1')],
  [
    'a.rs',
    'past-the-last',
    task('for i in 0..a.len() {\ng(a[i], a[i + 1]);\n}\n1'),
    task('for i in 0..a.len() - 1 {\ng(a[i], a[i + 1]);\n}\n1'),
  ],
  [
    'a.rs',
    'past-the-last',
    task('while i <= a.len() {\ng(a[i]);\ni += 1;\n}\n1'),
    task('while i < a.len() {\ng(a[i]);\ni += 1;\n}\n1'),
  ],
  [
    'a.rs',
    'always-so',
    task('let mut i = a.len() - 1;\nwhile i >= 0 {\ni -= 1;\n}\n1'),
    task('let mut i = a.len() as i64 - 1;\nwhile i >= 0 {\ni -= 1;\n}\n1'),
  ],
  [
    'a.rs',
    'duplicate-entry',
    task('g(HashMap::from([("a", 1), ("a", 2)]))'),
    task('g(HashMap::from([("a", 1), ("b", 1)]))'),
  ],
  [
    'a.rs',
    'duplicate-entry',
    task('m.insert("a", 1);\nm.insert("a", 2);\n1'),
    task('m.insert("a", 1);\nm.insert("b", 2);\n1'),
  ],
  ['a.rs', 'error-not-asked', task('let _ = tx.commit().await;\n1'), task('tx.commit().await?;\n1')],
  ['a.rs', 'lost-answer', task('a.iter().map(|x| g(x));\n1'), task('a.iter().map(|x| g(x)).sum()')],
  [
    'a.rs',
    'used-when-missing',
    task('if a.is_empty() {\nreturn a[0];\n}\n1'),
    task('if a.is_empty() {\na.push(1);\nreturn a[0];\n}\n1'),
  ],
  [
    'a.rs',
    'held-while-waiting',
    task('while let Some(x) = self.q.lock().unwrap().pop() {\nx.run().await;\n}\n1'),
    task('loop {\nlet Some(x) = self.q.lock().unwrap().pop() else { break };\nx.run().await;\n}\n1'),
  ],
  [
    'a.rs',
    'locked-twice',
    task('if let Some(x) = self.m.lock().unwrap().get(&1) {\nself.m.lock().unwrap().remove(x);\n}\n1'),
    task('let x = self.m.lock().unwrap().get(&1).copied();\nself.m.lock().unwrap().remove(x);\n1'),
  ],
  [
    'a.rs',
    'calls-itself',
    'impl fmt::Display for A {\n  fn fmt(&self, f: &mut F) -> R {\n    write!(f, "{}", self)\n  }\n}\n',
    'impl fmt::Display for A {\n  fn fmt(&self, f: &mut F) -> R {\n    write!(f, "{} {self:?}", self.a)\n  }\n}\n',
  ],
  [
    'a.rs',
    'calls-itself',
    'impl From<A> for B {\n  fn from(a: A) -> B {\n    a.into()\n  }\n}\n',
    'impl From<A> for B {\n  fn from(a: A) -> B {\n    a.x.into()\n  }\n}\n',
  ],
  ['a.rs', 'unreachable-statement', task('panic!("no");\ng();\n1'), task('if x { panic!("no"); }\n1')],
];
