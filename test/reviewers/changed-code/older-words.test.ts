import { expect, test } from 'vitest';
import { branchesOf } from '../../../reviewers/changed-code/plain/languages/csharp-conditions.ts';
import { olderKotlin } from '../../../reviewers/changed-code/plain/languages/older-kotlin.ts';
import { olderCsharp } from '../../../reviewers/changed-code/plain/languages/older-words.ts';
import { olderPhp } from '../../../reviewers/changed-code/plain/languages/php.ts';
import { security } from '../../../reviewers/security/index.ts';
import { quality } from '../../../reviewers/quality/index.ts';
import { runChecks } from '../check-table.ts';

const CHOSEN = `class A
{
#if FEATURE_SPAN
    int F(ReadOnlySpan<int> values)
#else
    int F(int[] values)
#endif
    {
        if (values.Length == values.Length) return 1;
        return 0;
    }
}
`;

const BRANCHED = `class A
{
    int F(int[] values)
    {
        return G(values,
#if FEATURE
            1, H(() => { if (values == values) return 1; return 0; })
#else
            2
#endif
        );
    }
}
`;

const GUARDED = `fun f(x: Any, y: Int) = when (x) {
    is A<*> if y > 1 -> 1
    is B if ok(x, y) -> g { table.id eq 1 }.first()
    else -> if (y == y) 2 else 3
}
`;

const UNTIL = `fun f(
    y: Int,
): (a: Int, b: Int) -> Int {
    for (i in 0..<y) println(i)
    return {
        a: Int,
        b: Int,
        ->
        if (y == y) a else b
    }
}
`;

const EXTENDING = `static class A
{
    extension<T>(B<T> value)
        where T : C
    {
        public int D => value.E(new F() { G = [1, value] });
        public bool H(int x) { return x == x; }
    }
}
`;

const SETTING = `class A {
    fun set(value: Int) {
        f()?.level = value
        g.h().level = value
        if (value == value) f()
    }
}
`;
const BODILESS = `namespace A
{
    sealed class B : C;
    internal class D : E;

    class G
    {
        public bool H(int x) { return x == x; }
    }
}
`;

const SETTING_MORE = `class A {
    fun set(value: Int, text: String) {
        f.g<TextView>(R.id.h)?.text = text
        i(value)
            .j(text)
            .k = text
        l!!.values()[value] = text
        m[value].n(text)?.o += value
        val p = q(value)
            as Int
        when {
            !isOk(value) -> f()
            else -> f()
        }
        @Suppress("deprecation", "a (b)")
        f().window.r = 1
        if (value == value) f()
    }
}
`;
const RUST_BORROWS = `fn a(b: &C, c: u16) -> impl D + use<> {
    let mut d = b.e;
    f().children(b.g.iter().map(move |h| {
        let (i, j) = match h {
            K::L(m) => {
                d += 1;
                (" ", m)
            }
        };
        if c == c { j } else { i }
    }))
}
`;
const PHP_TEXTS = `<?php
$a = ['b' => [<<<'EOF'
    static $x;
    EOF],
    <<<EOF
        {$y}
        EOF];
if ($a == $a) {
    f();
}
`;

const RANGES = `fun f(c: Char): Int {
    return when (c) {
        in '0'..'9' -> c - '0'
        in 'a'..'f' -> c - 'a' + 10
        !in 'A'..'F' -> 3
        else -> if (c == c) 1 else 2
    }
}
`;
const NEW_GO = `package a

func f(b c) *d {
	e := new("g")
	h(new(i.j(b)), new(b.k.l), new(!b.m), new([]int), new(n.o), new(func() error))
	if b == b {
		return new(d)
	}
	return e
}
`;
const LOOKED_UP = `class A
{
    void F(Type type)
    {
        map = new Dictionary<Type, B>(map) { [type] = value };
        if (type == type) G();
    }
}
`;
const PARAMETERS = `async fn a(
    #[future(awt)]
    #[from(b)]
    c: D,
) -> bool {
    if c == c { true } else { false }
}
`;

test.each([
  [
    'what only declares, in Ruby',
    'src/a.rbi',
    'class A\n  sig { returns(B) }\n  def b; end\n  def c(d) = d == d ? 1 : 2\nend\n',
    4,
  ],
  ['entries for ranges', 'src/b.kt', RANGES, 6],
  ['new with a value', 'src/a.go', NEW_GO, 6],
  ['what is looked up by a type', 'src/a.cs', LOOKED_UP, 6],
  ['two attributes of a parameter', 'src/a.rs', PARAMETERS, 6],
  ['what is set on the answers of calls, a cast below, and a name that begins as a word', 'src/b.kt', SETTING_MORE, 17],
  ['what an answer may borrow', 'src/a.rs', RUST_BORROWS, 10],
  ['a text that ends with an array', 'src/a.php', PHP_TEXTS, 8],
  ['what is set on the answer of a call', 'src/b.kt', SETTING, 5],
  ['classes without a body', 'src/b.cs', BODILESS, 8],
  ['ranges and last commas', 'src/b.kt', UNTIL, 9],
  ['members for a type', 'src/b.cs', EXTENDING, 7],
  ['a method with two heads', 'src/a.cs', CHOSEN, 9],
  ['an entry with a guard, and a call that begins with e', 'src/a.kt', GUARDED, 4],
])('%s is read, and judged', async (_, path, text, line) => {
  const change = { old: { [path]: '\n' }, new: { [path]: text } };
  const { reports, unavailable } = await runChecks(quality, change, { only: ['plain-slips'] });
  expect(unavailable).toEqual([]);
  expect(reports.map(({ location, evidence }) => [location?.startLine, evidence?.trim()])).toEqual([
    [line, text.split('\n')[line - 1]?.trim()],
  ]);
});

const BINARY = `fun f(kind: Int) = when (kind) {
  0b00_000000 -> 1
  0b01_000000, 0b10_000000 -> 2
  0B11000000 -> 3
  0b00_000000 -> 4
  else -> 5
}
`;

test('binary numbers are read whole: of two that end alike neither stands twice', async () => {
  const change = { old: { 'src/a.kt': '\n' }, new: { 'src/a.kt': BINARY } };
  const { reports, unavailable } = await runChecks(quality, change, { only: ['plain-slips'] });
  expect(unavailable).toEqual([]);
  expect(reports.map(({ rule, location }) => [rule, location?.startLine])).toEqual([['duplicate-case', 5]]);
});

const LOOP = `class A {
    async Task F() {
#if NEW
        while (await G(1)) {
#else
        while (await G()) {
#endif
            H();
        }
    }
}
`;

test('a bracket that each branch of a condition opens closes once', async () => {
  const change = (now: string): Parameters<typeof runChecks>[1] => ({
    old: { 'src/a.cs': LOOP.replace('#if NEW\n        while (await G(1)) {\n#else\n', '').replace('#endif\n', '') },
    new: { 'src/a.cs': now },
  });
  const told = async (now: string): Promise<string[]> =>
    (await runChecks(quality, change(now), { only: ['plain-slips'] })).reports.map(({ rule }) => rule);
  expect(await told(LOOP)).toEqual([]);
});

test('of a condition that no grammar reads, each branch is looked at', async () => {
  const slip = '1, H(() => { if (values == values) return 1; return 0; })';
  const swapped = BRANCHED.replace(slip, '@').replace('            2\n', `            ${slip}\n`).replace('@', '2');
  for (const [now, line] of [
    [BRANCHED, 7],
    [swapped, 9],
  ] as const) {
    const change = { old: { 'src/a.cs': now.replace('values == values', 'values == null') }, new: { 'src/a.cs': now } };
    const { reports, unavailable } = await runChecks(quality, change, { only: ['plain-slips'] });
    expect(unavailable).toEqual([]);
    expect(reports.map(({ location }) => location?.startLine)).toEqual([line]);
  }
});

test('what comes to a shell in either branch is told, once where both show it', async () => {
  const shown = (first: string, second: string): string => `class A : Controller
{
    public void Run(string name)
    {
        Process.Start("sh",
#if NEW
            ${first}
#else
            ${second}
#endif
        );

    }
}
`;
  const told = async (text: string): Promise<number> => {
    const change = { old: { 'src/a.cs': 'class A { }\n' }, new: { 'src/a.cs': text } };
    return (await runChecks(security, change, { only: ['dangerous-sinks'] })).reports.length;
  };
  const taken = '"-c " + name';
  expect(await told(shown('"-c a"', '"-c b"'))).toBe(0);
  expect(await told(shown(taken, '"-c b"'))).toBe(1);
  expect(await told(shown('"-c a"', taken))).toBe(1);
  expect(await told(shown(taken, taken))).toBe(1);
});

test('a function whose conditions choose by different words counts as not read: what one gives its values, another may hand on', async () => {
  const further = BRANCHED.replace('        return G', '#if OTHER\n        var c = 1;\n#endif\n        return G');
  const unread = async (now: string): Promise<readonly string[]> => {
    const change = { old: { 'src/a.cs': now.replace('return 0', 'return 5') }, new: { 'src/a.cs': now } };
    return (await runChecks(quality, change, { only: ['plain-slips'] })).unavailable.map(({ reason }) => reason);
  };
  expect(await unread(further)).toEqual(['the grammar of C# cannot read the changed lines']);
  expect(await unread(further.replace('#if OTHER', '#if FEATURE'))).toHaveLength(1);
  expect(await unread(BRANCHED.replace('            2\n', '            2 ? (\n'))).toHaveLength(1);
  const elsewhere = further.replace('    int F', '    int F2() { return 0; }\n    int F');
  const change = {
    old: { 'src/a.cs': elsewhere.replace('{ return 0; }', '{ return 2; }') },
    new: { 'src/a.cs': elsewhere },
  };
  expect((await runChecks(quality, change, { only: ['plain-slips'] })).unavailable).toEqual([]);
});

test('a branch within a branch, which no way through the conditions shows, counts as not read', async () => {
  const nested = BRANCHED.replace('            2\n', '#if INNER\n            2\n#else\n            3\n#endif\n');
  const change = {
    old: { 'src/a.cs': nested.replace('            2\n', '            4\n') },
    new: { 'src/a.cs': nested },
  };
  expect((await runChecks(quality, change, { only: ['plain-slips'] })).unavailable).toHaveLength(1);
});

test('a condition that does not close is left as it is', () => {
  for (const text of ['#if A\nf();\n', 'f();\n#endif\n', '#else\n', 'f();\n']) expect(branchesOf(text, 0)).toBeNull();
  const text = '#if A\r\nf();\r\n#else\r\ng();\r\n#endif\r\n';
  expect(branchesOf(text, 0)?.text).toHaveLength(text.length);
  expect(branchesOf(text, 0)?.left.map(({ start, end }) => text.slice(start, end))).toEqual(['g();\r']);
});

test('what runs is left as it is, and nothing moves', () => {
  for (const kept of [
    '#if A\n  f();\n#else\n  g();\n#endif\n',
    '#if A\n  int F() => 1\n#else\n  int F()\n#endif\n',
    '#if A\n  int F()\n#elif B\n  int F(int a)\n#else\n  int F(long a)\n#endif\n{}',
  ])
    expect(olderCsharp(kept)).toBe(kept);
  for (const kept of [
    'class A {\n  void F() {\n    extension(a);\n    G(b, [c]);\n  }\n}\n',
    'extension(a)\n  .b();\n',
  ])
    expect(olderCsharp(kept)).toBe(kept);
  expect(olderCsharp(EXTENDING)).toHaveLength(EXTENDING.length);
  expect(olderKotlin(UNTIL)).toHaveLength(UNTIL.length);
  expect(olderKotlin(SETTING)).toHaveLength(SETTING.length);
  expect(olderCsharp(BODILESS)).toHaveLength(BODILESS.length);
  for (const kept of [
    '  if (a) b = c\n',
    '  a(b).c == d\n',
    '  // a\n  as T\n',
    '  1 // a\n  in b -> c\n',
    '  x,\n  in b -> c\n',
    '  a()?.b()\n',
    '  x = a().b\n',
  ])
    expect(olderKotlin(kept)).toBe(kept);
  expect(olderKotlin(SETTING_MORE)).toHaveLength(SETTING_MORE.length);
  expect(olderPhp(PHP_TEXTS)).toHaveLength(PHP_TEXTS.length);
  expect(olderPhp('<?php\n$a[\n  B];\n$c = [<<<D\n  x\n  D\n];')).toBe('<?php\n$a[\n  B];\n$c = [<<<D\n  x\n  D\n];');
  for (const kept of ['class A : B { }', 'class A : B { Run("a"); }', 'where T : class;'])
    expect(olderCsharp(kept)).toBe(kept);
  expect(olderCsharp(CHOSEN)).not.toBe(CHOSEN);
  expect(olderCsharp(CHOSEN.replaceAll('\n', '\r\n'))).toHaveLength(CHOSEN.replaceAll('\n', '\r\n').length);
  for (const kept of ['val a = if (is1) b -> c', 'x.eq(y)\n']) expect(olderKotlin(kept)).toBe(kept);
  expect(olderKotlin('  is A if b -> c\n  !in d if e -> f\n')).toBe('  is A,   b -> c;  !in d,   e -> f\n');
});

test.each([
  ['fun interface A {\n  fun m()\n}\n', '    interface A {\n  fun m()\n}\n'],
  ['class A\n@Inject\nconstructor(x: B) {\n}\n', 'class A\n       \n           (x: B) {\n}\n'],
  [
    'class A<\n  T : B\n  >\nactual constructor(x: B) {\n}\n',
    'class A<\n  T : B\n  >\n                  (x: B) {\n}\n',
  ],
  ['val a = object : L by l {\n}\n', 'val a = object : L      {\n}\n'],
  ['val a = object :\n  K,\n  L by l as M {\n}\n', 'val a = object :\n  K,\n  L           {\n}\n'],
  ['fun f(a: A.B.() -> C) = a', 'fun f(a: A_B.() -> C) = a'],
  ['context(a: A.B)\nfun f() {}', '               \nfun f() {}'],
  ['val a = $$"b $c"', 'val a =   "b $c"'],
  ['return top@{ it -> return@top it }', 'return     { it -> return@top it }'],
])('newer Kotlin: %j', (newer, older) => {
  expect(olderKotlin(newer)).toBe(older);
});

test.each([
  'class A {\n  constructor(x: B) : this(x, run())\n}\n',
  'class A\n@Inject(run())\nconstructor(x: B)\n',
  'val a = object : L by run() {\n}\n',
  'val a by lazy {\n}\n',
  'class A : B by c {\n}\n',
])('what may run stays: %j', (kept) => {
  expect(olderKotlin(kept)).toBe(kept);
});

/** What a request brings runs all the same. */
test.each([
  ['a.kt', 'val text = call.request.queryParameters["q"]!!', 'Runtime.getRuntime().exec("sh -c ls " + text).a.b = 1'],
  ['a.kt', 'val text = call.request.queryParameters["q"]!!', 'f(Runtime.getRuntime().exec("sh -c ls " + text)).b = 1'],
  [
    'a.kt',
    'val text = call.request.queryParameters["q"]!!',
    'Runtime.getRuntime().exec("sh -c ls " + text)?.g(1)[2] = 1',
  ],
])('%s: a call on which something is set is still one: %s', async (path, value, line) => {
  const text = `suspend fun a(call: ApplicationCall) {\n  ${value}\n  ${line}\n}\n`;
  const { reports } = await runChecks(security, { old: { [path]: '\n' }, new: { [path]: text } });
  expect(reports.map(({ rule, location }) => [rule, location?.startLine])).toEqual([['command-injection', 3]]);
});
