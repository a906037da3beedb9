import type { RUST_SLIPS } from '../plain/rust/rust-words.ts';

type Example = readonly [path: string, bad: string, good: string];

const method = (bad: string, good: string): Example => [
  'src/a.rs',
  `use std::io::{Read, Write};\n\nimpl A {\n  async fn f(&self, a: Vec<u8>) -> u8 {\n${bad}\n  }\n}`,
  `use std::io::{Read, Write};\n\nimpl A {\n  async fn f(&self, a: Vec<u8>) -> u8 {\n${good}\n  }\n}`,
];
const file = (bad: string, good: string): Example => ['src/a.rs', bad, good];

/** One of each mistake that only Rust's libraries and traits make possible. */
export const RUST_EXAMPLES: Readonly<Record<keyof typeof RUST_SLIPS, Example>> = {
  'single-turn': method(
    'for x in &a {\nlet y = g(x);\nif y > 1 { return y; } else { return 0; }\n}\n1',
    'for x in &a {\nlet y = g(x);\nif y > 1 { return y; }\n}\n1',
  ),
  'endless-loop': method(
    'let mut i = 0;\nwhile i < 10 {\ng(i);\n}\n1',
    'let mut i = 0;\nwhile i < 10 {\ng(i);\ni += 1;\n}\n1',
  ),
  'part-written': method('self.out.write(&a)?;\n1', 'self.out.write_all(&a)?;\n1'),
  'wrong-operator': file(
    'impl Add for A {\n  fn add(self, o: A) -> A {\n    A { x: self.x - o.x }\n  }\n}',
    'impl Add for A {\n  fn add(self, o: A) -> A {\n    A { x: self.x + o.x }\n  }\n}',
  ),
  'other-field': file(
    'struct A { width: u32, height: u32 }\nimpl A {\n  fn width(&self) -> u32 {\n    self.height\n  }\n}',
    'struct A { width: u32, height: u32 }\nimpl A {\n  fn width(&self) -> u32 {\n    self.width\n  }\n}',
  ),
  'unlike-derived': file(
    '#[derive(Hash)]\nstruct A(u32);\nimpl PartialEq for A {\n  fn eq(&self, o: &A) -> bool {\n    self.0 % 2 == o.0 % 2\n  }\n}',
    '#[derive(Hash, PartialEq)]\nstruct A(u32);',
  ),
  'compared-with-nan': method('if x == f64::NAN { 1 } else { 2 }', 'if x.is_nan() { 1 } else { 2 }'),
  'difference-without-abs': method(
    'if (x - y) < f64::EPSILON { 1 } else { 2 }',
    'if (x - y).abs() < f64::EPSILON { 1 } else { 2 }',
  ),
  'constant-result': method('if x & 1 == 2 { 1 } else { 2 }', 'if x & 2 == 2 { 1 } else { 2 }'),
  'zero-argument': method('(0..9).step_by(0).count() as u8', '(0..9).step_by(2).count() as u8'),
  'decimal-mode': method('p(Permissions::from_mode(755))', 'p(Permissions::from_mode(0o755))'),
  'open-options': method(
    'OpenOptions::new().append(true).truncate(true).open(p)',
    'OpenOptions::new().write(true).truncate(true).open(p)',
  ),
  'joined-argument': method(
    'Command::new("mount").arg("-t ext4").status()',
    'Command::new("mount").arg("-t").arg("ext4").status()',
  ),
  'absolute-part': method('g(self.dir.join("/etc"))', 'g(self.dir.join("etc"))'),
  'never-matches': method(
    'match s.to_lowercase().as_str() {\n"Yes" => 1,\n_ => 2,\n}',
    'match s.to_lowercase().as_str() {\n"yes" => 1,\n_ => 2,\n}',
  ),
  'untrimmed-line': method(
    'stdin().read_line(&mut s)?;\nlet n = s.parse::<u8>()?;\nn',
    'stdin().read_line(&mut s)?;\nlet n = s.trim().parse::<u8>()?;\nn',
  ),
  'inconsistent-order': method(
    'v.sort_by(|a, b| if a < b { Ordering::Less } else { Ordering::Greater });\n1',
    'v.sort_by(|a, b| a.cmp(b));\n1',
  ),
  'nothing-dropped': method('drop(&guard);\n1', 'drop(guard);\n1'),
  'locked-twice': method(
    'let g = self.m.lock().unwrap();\nlet n = self.m.lock().unwrap().n;\nn + g.n',
    'let g = self.m.lock().unwrap();\nlet n = self.o.lock().unwrap().n;\nn + g.n',
  ),
  'blocks-the-task': method(
    'std::thread::sleep(d);\n1',
    'spawn_blocking(move || {\nstd::thread::sleep(d);\n}).await;\n1',
  ),
  'not-awaited': file(
    'async fn save(a: u8) {}\nasync fn f() {\n  save(1);\n}',
    'async fn save(a: u8) {}\nasync fn f() {\n  save(1).await;\n}',
  ),
  'spins-when-closed': method(
    'loop {\nmatch self.rx.recv() {\nOk(x) => g(x),\nErr(_) => continue,\n}\n}',
    'loop {\nmatch self.rx.recv() {\nOk(x) => g(x),\nErr(_) => break,\n}\n}',
  ),
  'unsound-bound': file('unsafe impl<T> Send for A<T> {}', 'unsafe impl<T: Send> Send for A<T> {}'),
  'unchecked-length': file(
    'impl A {\n  pub fn at(&self, i: usize) -> u8 {\n    unsafe { *self.v.get_unchecked(i) }\n  }\n}',
    'impl A {\n  pub fn at(&self, i: usize) -> u8 {\n    assert!(i < self.v.len());\n    unsafe { *self.v.get_unchecked(i) }\n  }\n}',
  ),
  'torn-update': method(
    'let n = self.n.load(SeqCst);\nself.n.store(n + 1, SeqCst);\n1',
    'self.n.fetch_add(1, SeqCst);\n1',
  ),
  'number-before': method(
    'if self.n.fetch_sub(1, SeqCst) == 0 { 1 } else { 2 }',
    'if self.n.fetch_sub(1, SeqCst) == 1 { 1 } else { 2 }',
  ),
  'waits-once': file(
    'use std::sync::Condvar;\nfn f(a: &A) {\n  let g = a.m.lock().unwrap();\n  let g = a.cvar.wait(g).unwrap();\n  h(g);\n}',
    'use std::sync::Condvar;\nfn f(a: &A) {\n  let mut g = a.m.lock().unwrap();\n  while !g.ready {\n    g = a.cvar.wait(g).unwrap();\n  }\n  h(g);\n}',
  ),
  'shared-static': file('static mut N: u32 = 0;\n', 'static N: AtomicU32 = AtomicU32::new(0);\n'),
  'check-then-act': method(
    'if !self.m.read().unwrap().contains_key(&k) {\nself.m.write().unwrap().insert(k, g());\n}\n1',
    'self.m.write().unwrap().entry(k).or_insert_with(g);\n1',
  ),
  'fraction-lost': method('let p = done / all * 100;\ng(p)', 'let p = done * 100 / all;\ng(p)'),
  'cut-length': method('out.push(a.len() as u8);\n1', 'out.push(u8::try_from(a.len())?);\n1'),
  'wrong-unit': method('wait(Duration::from_secs(timeout_ms));\n1', 'wait(Duration::from_millis(timeout_ms));\n1'),
  'part-of-time': method('log(start.elapsed().subsec_millis());\n1', 'log(start.elapsed().as_millis());\n1'),
  'bytes-for-characters': method('let c = s.chars().nth(s.len() - 1);\ng(c)', 'let c = s.chars().last();\ng(c)'),
  'cut-character': file(
    'fn short(text: &str) -> &str {\n  if text.len() > 80 { &text[..80] } else { text }\n}',
    'fn short(text: &str) -> String {\n  text.chars().take(80).collect()\n}',
  ),
  'shrinks-while-counting': method(
    'for i in 0..self.a.len() {\nif g(i) { self.a.remove(i); }\n}\n1',
    'self.a.retain(|one| !g(one));\n1',
  ),
  'panics-on-input': file(
    'async fn h(headers: HeaderMap) -> String {\n  let key = headers.get("x-key").unwrap();\n  g(key)\n}',
    'async fn h(headers: HeaderMap) -> Result<String, E> {\n  let key = headers.get("x-key").ok_or(E::Missing)?;\n  Ok(g(key))\n}',
  ),
  'panics-in-drop': file(
    'impl Drop for A {\n  fn drop(&mut self) {\n    self.close().unwrap();\n  }\n}',
    'impl Drop for A {\n  fn drop(&mut self) {\n    if let Err(e) = self.close() { log(e); }\n  }\n}',
  ),
  'panics-on-nan': method('xs.sort_by(|a, b| a.partial_cmp(b).unwrap());\n1', 'xs.sort_by(f64::total_cmp);\n1'),
  'fails-open': method(
    'if self.verify(sig).unwrap_or(true) { 1 } else { 2 }',
    'if self.verify(sig).unwrap_or(false) { 1 } else { 2 }',
  ),
  'asserted-effect': method('debug_assert!(seen.insert(x));\n1', 'let new = seen.insert(x);\ndebug_assert!(new);\n1'),
  'unchecked-text': file(
    'fn text(bytes: &[u8]) -> &str {\n  unsafe { std::str::from_utf8_unchecked(bytes) }\n}',
    'fn text(bytes: &[u8]) -> Result<&str, Utf8Error> {\n  std::str::from_utf8(bytes)\n}',
  ),
};
