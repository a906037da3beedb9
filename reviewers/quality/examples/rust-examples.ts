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
};
