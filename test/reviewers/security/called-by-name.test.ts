import { beforeAll, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { runChecks, type CheckTableResult } from '../check-table.ts';

const java = (body: string): string => `class A { Object f(String n, Object o) throws Exception {\n${body}\n} }\n`;
const ruby = (body: string): string => `class A\n  def f(n, x)\n${body}\n  end\nend\n`;
const php = (body: string): string => `<?php\nfunction f($n, callable $g) {\n${body}\n}\n`;
const csharp = (body: string): string => `class A { object F(string n, object o) {\n${body}\n} }\n`;

/** Calls of what only a value names, or of something dangerous by its name. */
const UNJUDGED: Readonly<Record<string, string>> = {
  'a1.go': 'package a\n\nfunc f(n string) {\n\treflect.ValueOf(x).MethodByName(n).Call(nil)\n}\n',
  'A1.java': java('return o.getClass().getMethod(n).invoke(o);'),
  'A2.java': java('return Class.forName("java.lang.Runtime").getMethod("exec", String.class).invoke(o, n);'),
  'A1.kt': 'fun f(n: String, o: Any) = o.javaClass.getMethod(n).invoke(o)\n',
  'a1.rb': ruby('x.send(n)'),
  'a2.rb': ruby('Kernel.send(:system, x)'),
  'a3.rb': ruby('x.public_send("#{n}")'),
  'a4.rb': ruby('x.send("#{n}stem", x)'),
  'a5.rb': ruby('x.send("instance_#{n}", x)'),
  'a6.rb': ruby('x.send("#{y(n)}_changed?")'),
  'a7.rb': ruby('x.send("#{n}_all")'),
  'a8.rb': ruby('Open3.send("capture#{n}", x)'),
  'a9.rb': ruby('x.send("update_#{n}", x)'),
  'a1.php': php("$run = 'sys' . 'tem';\n$run($n);"),
  'a2.php': php("array_map('system', $n);"),
  'a3.php': php('$n->$n();'),
  'A1.cs': csharp('return o.GetType().GetMethod(n).Invoke(o, null);'),
  'A2.cs': csharp('return o.GetType().GetMethod(nameof(Process.Start)).Invoke(o, null);'),
  'A3.java': java('return Class.forName(Runtime.class.getName());'),
};
const JUDGED: Readonly<Record<string, string>> = {
  'B1.java': java('return o.getClass().getMethod("toString").getDeclaringClass();'),
  'b1.rb': ruby('x.send(:save)'),
  'b2.rb': ruby('x.send("#{n}_changed?")'),
  'B2.cs': csharp('return o.GetType().GetMethod(nameof(IHandler<string, object>.Handle)).Invoke(o, null);'),
  'B2.java': java('return Class.forName(Agent.class.getName());'),
  'b1.php': php('$g($n);\n$h = function ($x) { return $x; };\n$h($n);'),
  'B1.cs': csharp('return o.GetType().Name;'),
  'test/a_test.rb': ruby('x.send(n)'),
};

let found: CheckTableResult;
beforeAll(async () => {
  const stood = { 'old.rb': ruby('x.send(n)') };
  const now = { 'old.rb': ruby('x.send(n)\n    y.save') };
  found = await runChecks(
    security,
    { old: stood, new: { ...UNJUDGED, ...JUDGED, ...now } },
    { only: ['dangerous-sinks'] },
  );
});

test.for(Object.keys(UNJUDGED))('what a value names leaves its file unjudged, and says where: %s', (path) => {
  expect(found.unjudged).toContain(path);
  expect(found.unavailable.find((gap) => gap.path === path)?.reason).toMatch(/in line \d+$/);
});

test.for([...Object.keys(JUDGED), 'old.rb'])('what is known, stood before or is a test is judged: %s', (path) => {
  expect(found.unjudged).not.toContain(path);
});
