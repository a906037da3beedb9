import { expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { runChecks } from '../check-table.ts';

/** One file before and after, what is said of it, the title of the change, other files. */
interface Row {
  readonly path: string;
  readonly old: string;
  readonly now: string;
  readonly told?: string;
  readonly title?: string;
  readonly beside?: { readonly old: Tree; readonly new: Tree };
}

const EXIT = 'A way out in front of code that stays is gone';
const PART = 'Part of a condition is gone';
const AROUND = 'The condition around code that stays is gone';
const HANDLER = 'The handler around code that stays is gone';
const LOCK = 'The lock around code that stays is gone';
const ESCAPE = 'A value is used without the escape that stood around it';
const STEP = 'A check or a clean-up between code that stays is gone';
const NARROW = 'A query asks for less than before';

const js = (old: string, now: string, told?: string, more: Partial<Row> = {}): Row => ({
  path: 'src/a.ts',
  old: `export function run(user, done) {\n  begin(user);\n${old}\n}\n`,
  now: `export function run(user, done) {\n  begin(user);\n${now}\n}\n`,
  ...(told !== undefined && { told }),
  ...more,
});
const other = (path: string, old: string, now: string, told?: string): Row => ({
  path,
  old,
  now,
  ...(told !== undefined && { told }),
});

const GO = (body: string): string =>
  `package a\n\nfunc (s *S) Save(in Item) error {\n\tstart(in)\n${body}\treturn s.put(in)\n}\n`;
const JAVA = (body: string): string => `class A {\n  Item load(Key key) {\n    begin(key);\n${body}\n  }\n}\n`;

const ROWS: readonly Row[] = [
  js('  if (!user) return;\n  send(user.name);', '  send(user.name);', EXIT),
  js(
    '  const owner = ownerOf(user);\n  if (owner === null) throw new Error();\n  send(user.name);',
    '  send(user.name);',
    EXIT,
  ),
  js('  if (done && user.isOpen) {\n    send(user);\n  }', '  if (user.isOpen) {\n    send(user);\n  }', PART),
  js('  if (user.isOpen) {\n    send(user);\n  }\n  end();', '  send(user);\n  end();', AROUND),
  js('  try {\n    send(user);\n  } catch {\n    done(null);\n  }', '  send(user);', HANDLER),
  js('  page.write(escapeHtml(user.name));', '  page.write(user.name);', ESCAPE),
  js('  validateUser(user);\n  send(user);', '  send(user);', STEP),
  js(
    "  db.run('UPDATE a SET b = 1 WHERE c = 2 AND user_id = 3', user);",
    "  db.run('UPDATE a SET b = 1 WHERE c = 2', user);",
    NARROW,
  ),
  // The same is asked in another way, by another name, in another place, or the change says that it goes.
  js('  if (!user) return;\n  send(user.name);', '  if (user == null) return;\n  send(user.name);'),
  js('  validateUser(user);\n  send(user);', '  send(validateUser(user));'),
  js('  if (user.isClosed) return;\n  send(user);', '  send(user);', undefined, { title: 'Remove a needless check' }),
  js('  if (user.isClosed) return;\n  send(user);', '  send(user);', undefined, {
    beside: { old: { 'src/b.ts': 'f();\n' }, new: { 'src/b.ts': 'if (!user.isClosed) f();\n' } },
  }),
  js('  if (user.isClosed) return;\n  send(user);', '  post(user);\n  wait(user);'),
  js('  if (isLegacyUser(user)) return;\n  send(user);', '  send(user);'),
  js('  // was: if (!user) return;\n  send(user);', '  send(user);'),
  js('  if (!user) return;\n  send(user);', '    if (!user)\n      return;\n    send(user);'),
  other(
    'test/a.test.ts',
    'function f(x) {\n  a(x);\n  if (!x) return;\n  b(x);\n}\n',
    'function f(x) {\n  a(x);\n  b(x);\n}\n',
  ),
  // What the function takes is another contract.
  other(
    'src/a.ts',
    'function f(x?: A) {\n  a(x);\n  if (!x) return;\n  b(x);\n}\n',
    'function f(x: A) {\n  a(x);\n  b(x);\n}\n',
  ),
  other(
    'a.py',
    'def f(size):\n    begin(size)\n    if size <= 0:\n        raise ValueError(size)\n    cut(size)\n',
    'def f(size):\n    begin(size)\n    cut(size)\n',
    EXIT,
  ),
  other(
    'a.py',
    'def f(size):\n    begin(size)\n    with self._lock:\n        cut(size)\n',
    'def f(size):\n    begin(size)\n    cut(size)\n',
    LOCK,
  ),
  other('a.go', GO('\tif in.Name == "" {\n\t\treturn errEmpty\n\t}\n'), GO(''), EXIT),
  other('a.go', GO('\tmu.Lock()\n\tdefer mu.Unlock()\n'), GO(''), LOCK),
  other(
    'A.java',
    JAVA('    if (key == null) {\n      return null;\n    }\n    return cache.get(key);'),
    JAVA('    return cache.get(key);'),
    EXIT,
  ),
  other(
    'A.java',
    JAVA('    synchronized (cache) {\n      return cache.get(key);\n    }'),
    JAVA('    return cache.get(key);'),
    LOCK,
  ),
  other(
    'A.cs',
    'class A {\n  void F(Item item) {\n    Begin(item);\n    if (item == null) return;\n    Send(item);\n  }\n}\n',
    'class A {\n  void F(Item item) {\n    Begin(item);\n    Send(item);\n  }\n}\n',
    EXIT,
  ),
  other(
    'a.rb',
    'class A\n  def f(order)\n    start(order)\n    return if order.paid?\n    charge(order)\n  end\nend\n',
    'class A\n  def f(order)\n    start(order)\n    charge(order)\n  end\nend\n',
    EXIT,
  ),
  other(
    'a.php',
    '<?php\nfunction f($order) {\n  start($order);\n  if ($order === null) { return; }\n  charge($order);\n}\n',
    '<?php\nfunction f($order) {\n  start($order);\n  charge($order);\n}\n',
    EXIT,
  ),
  other(
    'a.kt',
    'fun f(order: Order) {\n  start(order)\n  if (order.paid) return\n  charge(order)\n}\n',
    'fun f(order: Order) {\n  start(order)\n  charge(order)\n}\n',
    EXIT,
  ),
  other(
    'src/a.rs',
    'fn f(order: &Order) {\n    start(order);\n    if order.paid {\n        return;\n    }\n    charge(order);\n}\n',
    'fn f(order: &Order) {\n    start(order);\n    charge(order);\n}\n',
    EXIT,
  ),
];

test.each(ROWS)('$path: $told $old', async ({ path, old, now, told, title, beside }) => {
  const change = { old: { ...beside?.old, [path]: old }, new: { ...beside?.new, [path]: now } };
  const { reports } = await runChecks(quality, change, {
    only: ['guards-gone'],
    ...(title !== undefined && { changeSet: { title } }),
  });
  expect(reports.map((report) => `${report.rule} ${report.title}`)).toEqual(
    told === undefined ? [] : [`guard-taken-away ${told}`],
  );
});

test('the line that went is quoted, on the old side', async () => {
  const [row] = ROWS;
  if (row === undefined) throw new Error('no row');
  const { reports } = await runChecks(
    quality,
    { old: { [row.path]: row.old }, new: { [row.path]: row.now } },
    { only: ['guards-gone'] },
  );
  expect(reports[0]).toMatchObject({
    location: { path: 'src/a.ts', side: 'old', startLine: 3 },
    evidence: '  if (!user) return;',
  });
});
