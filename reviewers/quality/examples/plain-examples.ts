import type { PLAIN_SLIPS } from '../plain/plain-slip.ts';
import { RUST_EXAMPLES } from './rust-examples.ts';

type Example = readonly [path: string, bad: string, good: string];

const go = (bad: string, good: string): Example => [
  'a.go',
  `package a\n\nfunc h() {\n${bad}\n}`,
  `package a\n\nfunc h() {\n${good}\n}`,
];
const java = (bad: string, good: string): Example => [
  'src/main/java/A.java',
  `class A {\n  int h(int a, int b, String q) throws X {\n${bad}\n  }\n}`,
  `class A {\n  int h(int a, int b, String q) throws X {\n${good}\n  }\n}`,
];

const rust = (bad: string, good: string): Example => [
  'src/a.rs',
  `impl A {\n  async fn f(&self, a: Vec<u8>) -> u8 {\n${bad}\n  }\n}`,
  `impl A {\n  async fn f(&self, a: Vec<u8>) -> u8 {\n${good}\n  }\n}`,
];

/** One of each mistake that the syntax of Go, Java, PHP, Ruby, C#, Kotlin or Rust shows. */
export const PLAIN_EXAMPLES: Readonly<Record<keyof typeof PLAIN_SLIPS, Example>> = {
  ...RUST_EXAMPLES,
  'same-branches': java('if (a > 1) { return b; } else { return b; }', 'if (a > 1) { return b; } else { return a; }'),
  'same-condition': java(
    'if (a > 1) { return 1; } else if (a > 1) { return 2; }\nreturn 3;',
    'if (a > 1) { return 1; } else if (a > 0) { return 2; }\nreturn 3;',
  ),
  'turned-operator': java('a =+ b;\nreturn a;', 'a += b;\nreturn a;'),
  'changed-while-walked': java(
    'List<String> all = f(a);\nfor (String one : all) { all.remove(one); }\nreturn 1;',
    'List<String> all = f(a);\nfor (String one : all) { all.remove(one); break; }\nreturn 1;',
  ),
  'async-void': [
    'src/A.cs',
    'class A {\n  public async void Save() { await Store(); }\n}\n',
    'class A {\n  public async Task Save() { await Store(); }\n}\n',
  ],
  'same-operands': java('return a - a;', 'return a - b;'),
  'self-assignment': java('this.size = this.size;\nreturn 1;', 'this.size = a;\nreturn 1;'),
  'assignment-in-condition': ['src/a.php', "<?php\nif ($a->b = 'c') { f(); }", "<?php\nif ($a->b == 'c') { f(); }"],
  'always-so': java('if (a != 1 || a != 2) { return 1; }\nreturn 2;', 'if (a != 1 && a != 2) { return 1; }\nreturn 2;'),
  'compared-by-identity': java('return q == "a" ? a : b;', 'return "a".equals(q) ? a : b;'),
  'unreachable-statement': java('return a;\nlog(b);', 'log(b);\nreturn a;'),
  'duplicate-case': [
    'src/a.php',
    '<?php\nswitch ($a) {\n  case 1: f(); break;\n  case 1: g(); break;\n}',
    '<?php\nswitch ($a) {\n  case 1: f(); break;\n  case 2: g(); break;\n}',
  ],
  'duplicate-entry': ['src/a.rb', 'X = { "a" => 1, "a" => 2 }', 'X = { "a" => 1, "b" => 2 }'],
  'swallowed-exception': java(
    'try { return f(a); } catch (Exception e) {\n}\nreturn 1;',
    'try { return f(a); } catch (Exception e) {\nlog(e);\n}\nreturn 1;',
  ),
  'finally-returns': java('try { f(a); } finally { return b; }', 'try { return f(a); } finally { g(b); }'),
  'swapped-arguments': [
    'src/a.go',
    'package a\n\nfunc size(width int, height int) int {\n\treturn width*10 + height\n}\n\nfunc g(width int, height int) int {\n\treturn size(height, width)\n}\n',
    'package a\n\nfunc size(width int, height int) int {\n\treturn width*10 + height\n}\n\nfunc g(width int, height int) int {\n\treturn size(width, height)\n}\n',
  ],
  'wrong-format': go('\tfmt.Printf("%s %d\\n", a)', '\tfmt.Printf("%s\\n", a)'),
  'wrong-verb': go('\tfmt.Printf("%d\\n", "seven")', '\tfmt.Printf("%s\\n", "seven")'),
  'past-the-last': go(
    '\tfor i := 0; i <= len(a); i++ {\n\t\tf(a[i])\n\t}',
    '\tfor i := 0; i < len(a); i++ {\n\t\tf(a[i])\n\t}',
  ),
  'lost-answer': java('q.trim();\nreturn f(q);', 'return f(q.trim());'),
  'task-not-waited-for': [
    'A.cs',
    'class A { void F(List<U> us) { us.ForEach(async u => { await u.Save(); }); } }\n',
    'class A { async Task F(List<U> us) { foreach (var u in us) { await u.Save(); } } }\n',
  ],
  'exception-not-thrown': java(
    'if (a > b) { new IllegalStateException("a"); }\nreturn a;',
    'if (a > b) { throw new IllegalStateException("a"); }\nreturn a;',
  ),
  'lock-kept': java(
    'lock.lock();\nif (a > b) { return a; }\nlock.unlock();\nreturn b;',
    'lock.lock();\ntry { return a; } finally { lock.unlock(); }',
  ),
  'held-while-waiting': rust(
    'let g = self.m.lock().unwrap();\nself.s(g.x).await;\n1',
    'let g = self.m.lock().unwrap();\ndrop(g);\nself.s(1).await;\n1',
  ),
  'failed-swap': go('\ta = b\n\tb = a', '\ta, b = b, a'),
  'lost-bounds': rust('x.min(10).max(20)', 'x.max(0).min(255)'),
  'empty-range': rust('for i in 10..0 {\ng(i);\n}\n1', 'for i in (0..10).rev() {\ng(i);\n}\n1'),
  'used-when-missing': java(
    'if (q == null && q.isEmpty()) { return a; }\nreturn b;',
    'if (q == null || q.isEmpty()) { return a; }\nreturn b;',
  ),
  'unset-memory': rust(
    'let mut v = Vec::with_capacity(n);\nunsafe { v.set_len(n) };\n1',
    'let mut v = Vec::with_capacity(n);\nv.resize(n, 0);\n1',
  ),
  'guard-dropped': [
    'src/a.rs',
    'fn h(m: &Mutex<u32>) {\n    let _ = m.lock().unwrap();\n    f();\n}',
    'fn h(m: &Mutex<u32>) {\n    let _guard = m.lock().unwrap();\n    f();\n}',
  ],
  'lost-error': go(
    '\ta, err := f()\n\tb, err := g()\n\tif err != nil {\n\t\treturn\n\t}\n\tuse(a, b)',
    '\ta, err := f()\n\tif err != nil {\n\t\treturn\n\t}\n\tb, err := g()\n\tuse(a, b, err)',
  ),
  'error-not-asked': go(
    '\tjson.Unmarshal(data, &v)',
    '\tif err := json.Unmarshal(data, &v); err != nil {\n\t\treturn\n\t}',
  ),
  'used-before-check': go(
    '\tresp, err := http.Get(u)\n\tdefer resp.Body.Close()\n\tif err != nil {\n\t\treturn\n\t}',
    '\tresp, err := http.Get(u)\n\tif err != nil {\n\t\treturn\n\t}\n\tdefer resp.Body.Close()',
  ),
  'defer-in-loop': go(
    '\tfor _, p := range paths {\n\t\tf := open(p)\n\t\tdefer f.Close()\n\t\tuse(f)\n\t}',
    '\tfor _, p := range paths {\n\t\tf := open(p)\n\t\tuse(f)\n\t\tf.Close()\n\t}',
  ),
  'calls-itself': ['src/A.cs', 'class A { string Name => Name; }', 'class A { string Name => name; }'],
  'broken-pattern': ['src/a.php', "<?php\npreg_match('/^(a$/', $q);", "<?php\npreg_match('/^(a)$/', $q);"],
  'used-after-close': [
    'src/A.kt',
    'fun f() = r.use { it2 -> it2.lineSequence().map { x } }',
    'fun f() = r.use { it2 -> it2.lineSequence().map { x }.toList() }',
  ],
};
