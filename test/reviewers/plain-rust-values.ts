import type { PlainRow } from './plain-rows.ts';
import { axum } from './plain-rust-rows.ts';

const actix = (body: string): string =>
  `use actix_web::{web, HttpRequest};\nasync fn h(req: HttpRequest, q: web::Query<Q>) -> HttpResponse {\n${body}\n}\n`;
const route = (body: string): string =>
  `#[rocket::get("/a/<f>")]\npub async fn h(f: &str, p: PathBuf) -> R {\n${body}\n}\n`;

/** Ways on which what strangers write reaches a sink, and what makes it safe. */
export const RUST_VALUE_ROWS: readonly PlainRow[] = [
  [
    'a.rs',
    'sql-injection',
    axum('let s = Statement::from_string(B, format!("SELECT a FROM t WHERE b = \'{}\'", q.b));\ndb.all(s).await?;'),
    axum('let s = Statement::from_sql_and_values(B, "SELECT a FROM t WHERE b = $1", [q.b.into()]);\ndb.all(s).await?;'),
  ],
  [
    'a.rs',
    'sql-injection',
    axum('let mut b = QueryBuilder::new("SELECT a FROM t WHERE 1 = 1");\nb.push(format!(" AND b = \'{}\'", q.b));'),
    axum('let mut b = QueryBuilder::new("SELECT a FROM t WHERE 1 = 1");\nb.push(" AND b = ").push_bind(q.b);'),
  ],
  [
    'a.rs',
    'sql-injection',
    axum(
      'let mut s = String::from("SELECT a FROM t");\nwrite!(s, " WHERE b = \'{}\'", q.b)?;\nc.query(&s, &[]).await?;',
    ),
    axum('let mut s = String::from("SELECT a FROM t");\nwrite!(s, " LIMIT {}", q.n.len())?;\nc.query(&s, &[]).await?;'),
  ],
  [
    'a.rs',
    'sql-injection',
    axum(
      'let l = q.ids.iter().map(|i| format!("\'{i}\'")).collect::<Vec<_>>().join(",");\nc.query(&format!("SELECT a FROM t WHERE i IN ({l})"), &[]).await?;',
    ),
    axum(
      'let l = q.ids.iter().map(|_| "?").collect::<Vec<_>>().join(",");\nc.query(&format!("SELECT a FROM t WHERE i IN ({l})"), &[]).await?;',
    ),
  ],
  [
    'a.rs',
    'sql-injection',
    axum('users.filter(sql::<Bool>(&format!("a = \'{}\'", q.b))).load(&mut c)?;'),
    axum('users.filter(sql::<Bool>("a = ").bind::<Text, _>(q.b)).load(&mut c)?;'),
  ],
  [
    'a.rs',
    'command-injection',
    axum('let mut c = Command::new("sh");\nc.arg("-c");\nc.arg(format!("ls {}", q.d));'),
    axum('let mut c = Command::new("sh");\nc.arg("-c");\nc.arg("ls \\"$1\\"");\nc.arg("sh");\nc.arg(&q.d);'),
  ],
  [
    'a.rs',
    'command-injection',
    axum('Command::new("ssh").arg(HOST).arg(format!("ls {}", q.d)).output()?;'),
    axum('Command::new("ssh").arg(format!("root@{}", q.d)).arg("ls").output()?;'),
  ],
  [
    'a.rs',
    'path-traversal',
    axum('let Filter { f, .. } = q;\nOpenOptions::new().read(true).open(format!("a/{f}"))?;'),
    axum('let Filter { f, .. } = q;\nlet f: u32 = f.parse()?;\nOpenOptions::new().read(true).open(format!("a/{f}"))?;'),
  ],
  [
    'a.rs',
    'path-traversal',
    axum('let f = q.f.to_lowercase();\ntokio::fs::read(dir.join(f)).await?;'),
    axum(
      'let f = Path::new(&q.f);\nif f.components().any(|c| !matches!(c, Component::Normal(_))) {\nreturn Err(E::No);\n}\ntokio::fs::read(dir.join(f)).await?;',
    ),
  ],
  [
    'a.rs',
    'path-traversal',
    axum('if q.f.is_empty() {\nreturn Err(E::No);\n}\nfs::read(format!("a/{}", q.f))?;'),
    axum(
      'if !q.f.chars().all(|c| c.is_ascii_alphanumeric()) {\nreturn Err(E::No);\n}\nfs::read(format!("a/{}", q.f))?;',
    ),
  ],
  [
    'a.rs',
    'path-traversal',
    'async fn h(Path((a, id)): Path<(String, u32)>) -> R {\nfs::read(format!("x/{a}"))\n}\n',
    'async fn h(Path((a, id)): Path<(String, u32)>) -> R {\nfs::read(format!("x/{id}"))\n}\n',
  ],
  [
    'a.rs',
    'path-traversal',
    'async fn h(mut m: Multipart) -> R {\nwhile let Some(field) = m.next_field().await? {\nfs::write(format!("x/{}", field.file_name().unwrap()), b)?;\n}\n}\n',
    'async fn h(mut m: Multipart) -> R {\nwhile let Some(field) = m.next_field().await? {\nlet p = Path::new(field.file_name().unwrap());\nfs::write(dir.join(p.file_name().unwrap()), b)?;\n}\n}\n',
  ],
  ['a.rs', 'path-traversal', route('fs::read(format!("x/{f}"))'), route('NamedFile::open(dir.join(p)).await.ok()')],
  [
    'a.rs',
    'path-traversal',
    'fn r() {\nwarp::path!("a" / String).and_then(|f: String| async move {\nfs::read(format!("x/{f}"))\n});\n}\n',
    'fn r() {\nwarp::path!("a" / u32).and_then(|f: u32| async move {\nfs::read(format!("x/{f}"))\n});\n}\n',
  ],
  [
    'a.rs',
    'path-traversal',
    actix('let p: PathBuf = req.match_info().query("f").parse().unwrap();\nNamedFile::open(p)'),
    actix('let p: u32 = req.match_info().query("f").parse().unwrap();\nNamedFile::open(format!("x/{p}"))'),
  ],
  [
    'a.rs',
    'archive-traversal',
    'use zip::ZipArchive;\nfn u(a: &mut ZipArchive<File>) -> R {\nlet mut f = a.by_index(0)?;\nFile::create(dir.join(f.name()))?;\n}\n',
    'use zip::ZipArchive;\nfn u(a: &mut ZipArchive<File>) -> R {\nlet mut f = a.by_index(0)?;\nFile::create(dir.join(f.enclosed_name().unwrap()))?;\n}\n',
  ],
  [
    'a.rs',
    'server-side-request-forgery',
    axum('let u = Url::parse(&q.u)?;\nclient.get(u).send().await?;'),
    axum(
      'let u = Url::parse(&q.u)?;\nif u.host_str() != Some("a.example") {\nreturn Err(E::No);\n}\nclient.get(u).send().await?;',
    ),
  ],
  [
    'a.rs',
    'open-redirect',
    axum('Ok((StatusCode::FOUND, [(header::LOCATION, q.n)]))'),
    axum('Ok((StatusCode::FOUND, [(header::LOCATION, "/a")]))'),
  ],
  [
    'a.rs',
    'open-redirect',
    axum('Ok(Redirect::to(&q.n.filter(|n| !n.is_empty()).unwrap_or("/a".into())))'),
    axum('Ok(Redirect::to(&q.n.filter(|n| n.starts_with(\'/\') && !n.starts_with("//")).unwrap_or("/a".into())))'),
  ],
  ['a.rs', 'cross-site-scripting', axum('Ok(html! { p { (PreEscaped(q.n)) } })'), axum('Ok(html! { p { (q.n) } })')],
  [
    'a.rs',
    'template-injection',
    axum('tera.add_raw_template("a", &q.t)?;'),
    axum('tera.add_raw_template("a", include_str!("a.html"))?;'),
  ],
  [
    'a.rs',
    'query-injection',
    `use ldap3::Scope;\n${axum('ldap.search(BASE, Scope::Subtree, &format!("(uid={})", q.n), vec!["cn"]).await?;')}`,
    `use ldap3::Scope;\n${axum('ldap.search(BASE, Scope::Subtree, &format!("(uid={})", q.n.len()), vec!["cn"]).await?;')}`,
  ],
  [
    'a.rs',
    'weak-hash',
    'fn a(password: &str) -> String {\nlet mut h = Sha1::new();\nh.update(password.as_bytes());\n}\n',
    'fn a(content: &str) -> String {\nlet mut h = Sha1::new();\nh.update(content.as_bytes());\n}\n',
  ],
  [
    'a.rs',
    'predictable-secret',
    'fn new_token() -> u64 {\nlet mut r = StdRng::seed_from_u64(now());\nr.next_u64()\n}\n',
    'fn shuffled() -> u64 {\nlet mut r = StdRng::seed_from_u64(now());\nr.next_u64()\n}\n',
  ],
  [
    'a.rs',
    'unverified-token',
    'fn a() {\nlet mut v = Validation::default();\nv.validate_exp = false;\n}\n',
    'fn a() {\nlet mut v = Validation::default();\nv.validate_exp = true;\n}\n',
  ],
  [
    'a.rs',
    'cors-with-credentials',
    'fn c() -> Cors {\nCors::default().allow_any_origin().supports_credentials()\n}\n',
    'fn c() -> Cors {\nCors::default().allow_any_origin()\n}\n',
  ],
  [
    'a.rs',
    'sql-injection',
    'fn f(n: &str) {\nsqlx::query(&format!("SELECT a FROM t WHERE b = \'{n}\'"));\n}\n',
    '#[cfg(test)]\nmod tests {\nfn f(n: &str) {\nsqlx::query(&format!("SELECT a FROM t WHERE b = \'{n}\'"));\n}\n}\n',
  ],
];
