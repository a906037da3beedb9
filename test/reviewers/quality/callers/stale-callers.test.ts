import { expect, test } from 'vitest';
import { quality } from '../../../../reviewers/quality/index.ts';
import type { Tree } from '../../../support/change-from-trees.ts';
import { places, runChecks } from '../../check-table.ts';

/** The file that defines something, before and after; the files that use it; where it is told. */
interface Row {
  readonly what: string;
  readonly path: string;
  readonly old: string;
  readonly now: string;
  readonly callers: Tree;
  readonly told?: readonly string[];
}

const ts = (what: string, sides: readonly [string, string], caller: string, ...told: string[]): Row => ({
  what,
  path: 'src/lib.ts',
  old: sides[0],
  now: sides[1],
  callers: { 'src/use.ts': caller },
  told,
});
const py = (what: string, sides: readonly [string, string], caller: string, ...told: string[]): Row => ({
  what,
  path: 'shop/lib.py',
  old: sides[0],
  now: sides[1],
  callers: { 'shop/use.py': caller },
  told,
});
const go = (what: string, sides: readonly [string, string], caller: string, ...told: string[]): Row => ({
  what,
  path: 'lib/lib.go',
  old: `package lib\n${sides[0]}`,
  now: `package lib\n${sides[1]}`,
  callers: {
    'go.mod': 'module example.com/shop\n',
    'cmd/use.go': `package main\nimport "example.com/shop/lib"\n${caller}`,
  },
  told,
});
const java = (what: string, sides: readonly [string, string], caller: string, ...told: string[]): Row => ({
  what,
  path: 'src/Lib.java',
  old: `package shop;\nclass Lib {\n${sides[0]}\n}\n`,
  now: `package shop;\nclass Lib {\n${sides[1]}\n}\n`,
  callers: { 'src/Use.java': `package shop;\nclass Use {\n${caller}\n}\n` },
  told,
});

const IMPORT = "import { price } from './lib.ts';\n";
const PRICE = 'export function price(id: string): number {\n  return 1;\n}\n';
const WITH_RATE = PRICE.replace('id: string', 'id: string, rate: number');
const LATER = PRICE.replace('function', 'async function').replace(': number', ': Promise<number>');
const CLASS = 'export class Cart {\n  total = 1;\n  add(id: string) {}\n}\n';
const CART = "import { Cart } from './lib.ts';\n";
const FROM = 'from .lib import price\n';
const DEF = 'def price(item, rate=1):\n    return 1\n';

const table = (fields: string): string =>
  `package lib\nfunc TestPrice(t *testing.T) {\n\ttests := []struct{\n\t\t${fields}\n\t}{{"a", 1}}\n\tfor _, tt := range tests { tt := tt\n\t\tg(tt.want)\n\t}\n}\n`;

const ROWS: readonly Row[] = [
  {
    ...ts('an alias that fits two files', [`${PRICE}export const b = 1;\n`, 'export const b = 1;\n'], ''),
    path: 'shared/utils/lib.ts',
    callers: {
      'app/utils/lib.ts': PRICE,
      'app/use.ts': "import { price } from '~/utils/lib';\nprice('a');\n",
      'shared/use.ts': "import { price } from './utils/lib.ts';\nprice('a');\n",
    },
    told: ['shared/use.ts:1'],
  },
  {
    ...ts('a file that hands all of it on', [PRICE, WITH_RATE], ''),
    callers: {
      'src/use.ts': "import { price } from './internal';\nprice('a');\n",
      'src/internal.ts': "export * from './more';\n",
      'src/more/index.ts': "export * from '../lib';\nexport * from './rest';\n",
    },
    told: ['src/use.ts:2'],
  },
  {
    ...ts('a file that hands all of another on', [PRICE, WITH_RATE], ''),
    callers: {
      'src/use.ts': "import { price } from './internal';\nprice('a');\n",
      'src/internal.ts': "export * from './rest';\n",
    },
  },
  ts(
    'a promise that is compared with a text',
    [PRICE.replace('number', 'string'), LATER],
    `${IMPORT}const f = (a) => a && price(a) === 'b';\nconst g = (a) => price(a) === other;`,
    'src/use.ts:2',
  ),
  ts(
    'a promise in a list of what it was',
    [PRICE, LATER],
    `${IMPORT}function f(all: number[]) {\n  all.push(price('a'));\n}\nfunction g(all) {\n  all.push(price('a'));\n}`,
    'src/use.ts:3',
  ),
  ts('a required parameter', [PRICE, WITH_RATE], `${IMPORT}price('a');\nprice('b', 2);`, 'src/use.ts:2'),
  ts(
    'an optional parameter',
    [PRICE, PRICE.replace('id: string', 'id: string, rate?: number')],
    `${IMPORT}price('a');`,
  ),
  ts('a default', [PRICE, PRICE.replace('id: string', 'id: string, rate = 1')], `${IMPORT}price('a');`),
  ts('values that are spread', [PRICE, WITH_RATE], `${IMPORT}price(...list);`),
  ts('a name that is bound again', [PRICE, WITH_RATE], `${IMPORT}export const f = (price) => price('a');`),
  ts('a name of another module', [PRICE, WITH_RATE], "import { price } from './other.ts';\nprice('a');"),
  ts('overloads', [PRICE, `export function price(id: string): number;\n${WITH_RATE}`], `${IMPORT}price('a');`),
  ts('a caller that never fitted', [PRICE, WITH_RATE], `${IMPORT}price();`),
  ts('another name for it', [PRICE, WITH_RATE], "import { price as cost } from './lib';\ncost('a');", 'src/use.ts:2'),
  ts(
    'a whole module',
    [PRICE, WITH_RATE],
    "import * as lib from './lib.ts';\nlib.price('a');\nother.price('a');",
    'src/use.ts:2',
  ),
  ts('a parameter less', [WITH_RATE, PRICE], `${IMPORT}price('a', 2);`, 'src/use.ts:2'),
  ts(
    'an export that is gone',
    [`${PRICE}export const a = 1;`, 'export const a = 1;'],
    `${IMPORT}price('a');`,
    'src/use.ts:1',
  ),
  ts(
    'an export that moved and is handed on',
    [`${PRICE}export const a = 1;`, "export { price } from './there.ts';\nexport const a = 1;"],
    `${IMPORT}price('a');`,
  ),
  ts('a promise that nobody waits for', [PRICE, LATER], `${IMPORT}if (price('a') > 1) f();`, 'src/use.ts:2'),
  ts(
    'a promise that is waited for',
    [PRICE, LATER],
    `${IMPORT}const p = price('a');\nif ((await p) > 1) f();\nawait price('b');\nprice('c').then(f);`,
  ),
  ts(
    'a promise kept in a name beside a type of promises',
    [PRICE, LATER],
    `${IMPORT}async function f(): Promise<void> {\n  const cost = price('a');\n  show(cost);\n}`,
    'src/use.ts:3',
  ),
  ts(
    'a function that says what it gives back',
    [PRICE, LATER],
    `${IMPORT}function twice(): number {\n  return price('a');\n}`,
    'src/use.ts:3',
  ),
  ts('promises in a list', [PRICE, LATER], `${IMPORT}const all = ids.map((id) => price(id));`, 'src/use.ts:2'),
  ts(
    'promises in a list that is waited for',
    [PRICE, LATER],
    `${IMPORT}const all = ids.map((id) => price(id));\nexport const done = await Promise.all(all);`,
  ),
  ts('promises that are waited for together', [PRICE, LATER], `${IMPORT}export const all = Promise.all([price('a')]);`),
  ts(
    'a method of a known type',
    [CLASS, CLASS.replace('id: string', 'id: string, n: number')],
    `${CART}export function f(cart: Cart, other: Other) {\n  cart.add('a');\n  other.add('a');\n}`,
    'src/use.ts:3',
  ),
  ts(
    'a field that is gone',
    [CLASS, CLASS.replace('  total = 1;\n', '')],
    `${CART}const cart = new Cart();\nexport const t = cart.total + other.total;`,
    'src/use.ts:3',
  ),
  ts(
    'a key that an argument must have',
    ['export function price({ id }: { id: string }) {}', 'export function price({ key }: { key: string }) {}'],
    `${IMPORT}price({ id: 'a' });\nprice({ key: 'a' });\nprice({ ...all });`,
    'src/use.ts:2',
  ),
  {
    ...ts('a name of the package itself', [PRICE, WITH_RATE], '', 'src/use.ts:2'),
    callers: { 'src/use.ts': "import { price } from '#lib';\nprice('a');\n" },
  },
  {
    ...ts('a name of the package itself that two files have', [PRICE, WITH_RATE], ''),
    callers: { 'src/use.ts': "import { price } from '#lib';\nprice('a');\n", 'src/b.ts': PRICE },
  },
  ts(
    'a promise as a key, and one that is surely there',
    [PRICE, LATER],
    `${IMPORT}const a = rates[price('a')];\nshow(price('b')!);\nconst b = rates[await price('c')];`,
    'src/use.ts:2',
  ),
  ts(
    'a promise that is one of two',
    [PRICE, LATER],
    `${IMPORT}function f(a) {\n  const cost = a ? price('a') : 2;\n  show(cost);\n}\nfunction g(a) {\n  return a ? price('a') : Promise.resolve(2);\n}`,
    'src/use.ts:3',
  ),
  py(
    'a renamed parameter',
    [DEF, DEF.replace('rate=1', 'factor=1')],
    `${FROM}price(1, rate=2)\nprice(1, 2)\nprice(1, factor=2)\n`,
    'shop/use.py:2',
  ),
  py('any name', [DEF, DEF.replace('rate=1', '**more')], `${FROM}price(1, rate=2)\n`),
  py(
    'a required parameter',
    [DEF, DEF.replace('item,', 'item, shop,')],
    `${FROM}price(1)\nprice(*all)\nprice(1, 2)\n`,
    'shop/use.py:2',
  ),
  py(
    'a decorator that changes the signature',
    [DEF, `@wrapped\n${DEF.replace('item,', 'item, shop,')}`],
    `${FROM}price(1)\n`,
  ),
  py(
    'a coroutine',
    [DEF, `async ${DEF}`],
    `${FROM}def f():\n    price(1)\nasync def g():\n    await price(1)\n`,
    'shop/use.py:3',
  ),
  py(
    'a tuple',
    [DEF, DEF.replace('return 1', 'return 1, 2')],
    `${FROM}total = price(1).real\na, b = price(1)\n`,
    'shop/use.py:2',
  ),
  py(
    'a field of a data class',
    ['@dataclass\nclass Item:\n    name: str\n    size: int = 1\n', '@dataclass\nclass Item:\n    name: str\n'],
    'from .lib import Item\nItem(name="a", size=2)\nItem("a")\n',
    'shop/use.py:2',
  ),
  py(
    'a field that a base may have',
    ['class Item(Base):\n    def __init__(self):\n        self.old_size = 1\n', 'class Item(Base):\n    pass\n'],
    'from .lib import Item\nclass Base:\n    old_size = 1\nitem = Item()\nprint(item.old_size)\n',
  ),
  py(
    'a field that nothing else in the tree has',
    ['class Item(Base):\n    def __init__(self):\n        self.old_size = 1\n', 'class Item(Base):\n    pass\n'],
    'from .lib import Item\nclass Box(Item):\n    def f(self):\n        return self.old_size\n',
    'shop/use.py:4',
  ),
  py(
    'fields that are filled together now',
    [
      'class Item:\n    def f(self, a):\n        self.name = a[0]\n        self.size = a[1]\n',
      'class Item:\n    def f(self, a):\n        self.name, self.size = a\n',
    ],
    'from .lib import Item\nprint(Item().size)\nitem = Item()\nprint(item.size)\n',
  ),
  {
    ...py('a field of a test', ['', ''], ''),
    old: 'class T(unittest.TestCase):\n    def setUp(self):\n        self.size = 1\n        self.maxDiff = 1\n    def test(self):\n        print(self.size, self.maxDiff)\n',
    now: 'class T(unittest.TestCase):\n    def setUp(self):\n        pass\n    def test(self):\n        print(self.size, self.maxDiff)\n',
    callers: {},
    told: ['shop/lib.py:5'],
  },
  {
    ...py('a method of a value whose type stands beside it', ['', ''], ''),
    old: 'class Box:\n    def top(self, size):\n        return size\n\nHEAVY: Box = Box()\nOTHER = f()\n',
    now: 'class Box:\n    def top(self, width):\n        return width\n\nHEAVY: Box = Box()\nOTHER = f()\n',
    callers: { 'shop/use.py': 'from .lib import HEAVY, OTHER\nHEAVY.top(size=1)\nOTHER.top(size=1)\n' },
    told: ['shop/use.py:2'],
  },
  {
    ...py('a field of a class that fills others by name', ['', ''], ''),
    old: 'class Box(Base, metaclass=Meta):\n    def __init__(self):\n        self.own_fields = {}\n    def top(self, key):\n        setattr(self.own_fields[key], key, 1)\n',
    now: 'class Box(Base, metaclass=Meta):\n    def __init__(self):\n        pass\n    def top(self, key):\n        setattr(self.own_fields[key], key, 1)\n',
    callers: {},
    told: ['shop/lib.py:5'],
  },
  {
    ...py('a field of a class that fills its own by name', ['', ''], ''),
    old: 'class Box(Base):\n    def __init__(self):\n        self.own_fields = {}\n    def top(self, key):\n        setattr(self, key, self.own_fields)\n',
    now: 'class Box(Base):\n    def __init__(self):\n        pass\n    def top(self, key):\n        setattr(self, key, self.own_fields)\n',
    callers: {},
  },
  py(
    'a parameter of a context manager',
    [
      '@contextmanager\ndef price(item=None):\n    yield item\n',
      '@contextmanager\ndef price(thing=None):\n    yield thing\n',
    ],
    `${FROM}with price(item=1) as it:\n    pass\n`,
    'shop/use.py:2',
  ),
  py(
    'a coroutine behind a condition',
    [DEF, `async ${DEF}`],
    `${FROM}class Shop:\n    def f(self, a):\n        self.cost = a and price(a)\n`,
    'shop/use.py:4',
  ),
  py(
    'a coroutine that is one of two',
    [DEF, `async ${DEF}`],
    `${FROM}def f(a):\n    cost = price(1) if a else 2\n    show(cost)\nasync def g(a):\n    return await (price(1) if a else h())\n`,
    'shop/use.py:3',
  ),
  py('a name that is gone', [`${DEF}a = 1\n`, 'a = 1\n'], FROM, 'shop/use.py:1'),
  py('a name that is still imported', [`${DEF}a = 1\n`, 'from .there import price\na = 1\n'], FROM),
  py(
    'a coroutine that is compared',
    ['def price(item):\n    return 1\n', 'async def price(item):\n    return 1\n'],
    'from .lib import price\nassert price("a") is ONE\n',
    'shop/use.py:2',
  ),
  go(
    'a required parameter',
    ['func Price(id string) int { return 1 }', 'func Price(id string, rate int) int { return 1 }'],
    'func f() { lib.Price("a"); other.Price("a"); lib.Price(all...) }',
    'cmd/use.go:3',
  ),
  go(
    'a call where one value was taken, and one where there were two',
    [
      'func Price(id string) int { return 1 }\nfunc Two(a int, b int) {}',
      'func Price(id string, rate int) int { return 1 }\nfunc Two(a int, b int, c int) {}',
    ],
    'func f() {\n\tlib.Price(id())\n\tlib.Two(both())\n}',
    'cmd/use.go:4',
  ),
  go(
    'a variadic parameter',
    ['func Price(id string) int { return 1 }', 'func Price(id string, rates ...int) int { return 1 }'],
    'func f() { lib.Price("a") }',
  ),
  go(
    'a second result',
    ['func Price(id string) int { return 1 }', 'func Price(id string) (int, error) { return 1, nil }'],
    'func f() {\n\tx := lib.Price("a")\n\ty, err := lib.Price("a")\n}',
    'cmd/use.go:4',
  ),
  go(
    'a second result where one value is converted',
    ['func Price(id string) string { return id }', 'func Price(id string) (string, error) { return id, nil }'],
    'func f() {\n\tx := []byte(lib.Price("a"))\n}',
    'cmd/use.go:4',
  ),
  go(
    'a field that is gone',
    ['type Item struct {\n\tName string\n\tSize int\n}', 'type Item struct {\n\tName string\n}'],
    'func f(item *lib.Item, other Other) {\n\tg(lib.Item{Size: 1})\n\tg(item.Size, other.Size)\n}',
    'cmd/use.go:4',
  ),
  go(
    'a field that an embedded type may have',
    ['type Item struct {\n\tBase\n\tSize int\n}', 'type Item struct {\n\tBase\n}'],
    'func f(item *lib.Item) { g(item.Size) }',
  ),
  go(
    'a field of what a list holds',
    ['type Item struct {\n\tName string\n\tSize int // bytes\n}', 'type Item struct {\n\tName string // short\n}'],
    'func f(items []*lib.Item, others []Other) {\n\tfor _, item := range items {\n\t\tg(item.Size)\n\t}\n\tfor _, other := range others {\n\t\tg(other.Size)\n\t}\n}\nvar all = []lib.Item{{Size: 1}}',
    'cmd/use.go:5',
  ),
  go(
    'a field of a table of another package',
    ['var Cases = []struct{ Want int; In int }{{1, 2}}', 'var Cases = []struct{ In int }{{2}}'],
    'func f() {\n\tfor _, tt := range lib.Cases {\n\t\tg(tt.Want, tt.In)\n\t}\n\tfor _, tt := range lib.Others {\n\t\tg(tt.Want)\n\t}\n}',
    'cmd/use.go:5',
  ),
  {
    ...go('a field of a table', ['', ''], ''),
    path: 'lib/lib_test.go',
    old: table('name string\n\t\twant int'),
    now: table('name string\n\t\tnum int'),
    callers: {},
    told: ['lib/lib_test.go:8'],
  },
  {
    ...go('a field of one of two tables of a name', ['', ''], ''),
    path: 'lib/lib_test.go',
    old: `${table('name string\n\t\twant int')}${table('want string').replace('package lib\n', '')}`,
    now: `${table('name string\n\t\tnum int')}${table('want string').replace('package lib\n', '')}`,
    callers: {},
  },
  java(
    'a required parameter',
    ['  int price(String id) { return 1; }', '  int price(String id, int rate) { return 1; }'],
    '  void f(Lib lib, Other other) {\n    lib.price("a");\n    other.price("a");\n  }',
    'src/Use.java:4',
  ),
  java(
    'an overload',
    [
      '  int price(String id) { return 1; }',
      '  int price(String id) { return 1; }\n  int price(String id, int rate) { return 1; }',
    ],
    '  void f(Lib lib) { lib.price("a"); }',
  ),
  java(
    'another answer',
    ['  String name() { return "a"; }', '  Optional<String> name() { return null; }'],
    '  void f(Lib lib) {\n    String a = lib.name();\n    Optional<String> b = lib.name();\n  }',
    'src/Use.java:4',
  ),
  java(
    'another answer where a truth decides',
    ['  boolean ok() { return true; }', '  Optional<Boolean> ok() { return null; }'],
    '  int f(Lib lib) {\n    return g(lib.ok() ? 1 : 2);\n  }',
    'src/Use.java:4',
  ),
  java(
    'another answer beside nothing',
    ['  String name() { return "a"; }', '  Optional<String> name() { return null; }'],
    '  boolean f(Lib lib) {\n    return lib.name() == null;\n  }',
    'src/Use.java:4',
  ),
  java(
    'another answer that is one of two, looked into or handed on as something wider',
    ['  List<String> names() { return a; }', '  Optional<List<String>> names() { return null; }'],
    '  Collection<String> f(Lib lib) { return lib.names(); }\n  Object g(Lib lib) { return lib.names(); }\n  void h(Lib lib) {\n    lib.names().spliterator();\n    lib.names().map(a);\n    List<String> b = ok ? lib.names() : null;\n  }',
    'src/Use.java:3',
  ),
  java(
    'a method that is gone, whose name a library has',
    ['  Field[] getDeclaredFields(Class a) { return b; }\n  int other;', '  int other;'],
    '  void f(Class a, Foreign b, Lib c) {\n    g(a.x().getDeclaredFields());\n    b.x().getDeclaredFields(a);\n    b.getDeclaredFields(a);\n    c.getDeclaredFields(a);\n  }',
    'src/Use.java:7',
  ),
  java(
    'another answer that becomes a number',
    ['  double size() { return a; }', '  Optional<Double> size() { return null; }'],
    '  Object f(Lib lib) { return (Object) lib.size(); }\n  void g(Lib lib) {\n    put((int) lib.size());\n  }',
    'src/Use.java:5',
  ),
  java(
    'another answer that is one of two, put away',
    ['  String[] names() { return a; }', '  Optional<String[]> names() { return null; }'],
    '  void f(Lib lib) {\n    this.all = ok ? lib.names() : none;\n  }',
    'src/Use.java:4',
  ),
  {
    ...java('from a class that is built on it, elsewhere', ['', ''], ''),
    old: 'package shop;\nclass Lib {\n  void putBinding(int a) {}\n}\n',
    now: 'package shop;\nclass Lib {\n  void putBinding(int a, int b) {}\n}\n',
    callers: {
      'src/Use.java': 'package shop;\nclass Use extends Lib {\n  void f() { putBinding(1); }\n}\n',
      'src/Own.java': 'package shop;\nclass Own extends Foreign {\n  void f() { putBinding(1); }\n}\n',
    },
    told: ['src/Use.java:3'],
  },
  {
    ...java('from a class inside', ['', ''], ''),
    old: 'package shop;\nclass Lib {\n  void put(int a) {}\n  class In { void f() { put(1); } }\n}\n',
    now: 'package shop;\nclass Lib {\n  void put(int a, int b) {}\n  class In { void f() { put(1); } }\n}\n',
    told: ['src/Lib.java:4'],
  },
  {
    ...java('from a class inside that has its own', ['', ''], ''),
    old: 'package shop;\nclass Lib {\n  void put(int a) {}\n  class In { void put(long a) {} void f() { put(1); } }\n}\n',
    now: 'package shop;\nclass Lib {\n  void put(int a, int b) {}\n  class In { void put(long a) {} void f() { put(1); } }\n}\n',
  },
  {
    ...java('from a class inside that may inherit one', ['', ''], ''),
    old: 'package shop;\nclass Lib {\n  void put(int a) {}\n  class In extends Base { void f() { put(1); } }\n}\n',
    now: 'package shop;\nclass Lib {\n  void put(int a, int b) {}\n  class In extends Base { void f() { put(1); } }\n}\n',
  },
  {
    what: 'a class that becomes a record',
    path: 'src/Lib.java',
    old: 'package shop;\nfinal class Lib {\n  final int size;\n  final int other;\n  Lib(int size, int other) { this.size = size; this.other = other; }\n}\n',
    now: 'package shop;\nrecord Lib(int size) {}\n',
    callers: {
      'src/Use.java': 'package shop;\nclass Use {\n  int f(Lib lib) {\n    return lib.size + lib.other;\n  }\n}\n',
    },
    told: ['src/Use.java:4'],
  },
  {
    ...java('a method that moved and is imported by its name', ['', ''], ''),
    old: 'package shop;\nclass Lib {\n  static int put(int a) { return a; }\n  int f() { return put(1); }\n}\n',
    now: 'package shop;\nimport static shop.Other.put;\nclass Lib {\n  int f() { return put(1); }\n}\n',
    callers: { 'src/Other.java': 'package shop;\nclass Other {\n  static int put(int a) { return a; }\n}\n' },
  },
  ...['Math.toIntExact', 'Math.*'].map((taken) => ({
    ...java(`a method that Java has itself, taken by ${taken}`, ['', ''], ''),
    old: 'package com.shop;\nclass Lib {\n  static int toIntExact(long a) { return (int) a; }\n  int f() { return toIntExact(1); }\n}\n',
    now: `package com.shop;\nimport static java.lang.${taken};\nclass Lib {\n  int f() { return toIntExact(1); }\n}\n`,
    callers: {
      'src/Use.java': `package com.shop;\nimport static java.lang.${taken};\nclass Use {\n  int f() { return toIntExact(2); }\n}\n`,
    },
  })),
  {
    ...java('a method that is taken with all others', ['', ''], ''),
    old: 'package shop;\nclass Lib {\n  static int put(int a) { return a; }\n}\n',
    now: 'package shop;\nclass Lib {\n  static int put(int a, int b) { return a; }\n}\n',
    callers: {
      'src/a/Use.java': 'package a;\nimport static shop.Lib.*;\nclass Use {\n  int f() { return put(1); }\n}\n',
      'src/b/Use.java': 'package b;\nimport static other.Lib.*;\nclass Use {\n  int f() { return put(1); }\n}\n',
    },
    told: ['src/a/Use.java:4'],
  },
  java(
    'an answer that may be missing, thrown and looked into',
    ['  static Cart cart() { return null; }', '  static Optional<Cart> cart() { return null; }'],
    '  void f() { throw Lib.cart(); }\n  int g() { return Lib.cart().size; }\n  int h() { return Lib.cart().get().size; }',
    'src/Use.java:3',
  ),
  java(
    'a field that is gone',
    ['  int size;\n  int other;', '  int other;'],
    '  int f(Lib lib) { return lib.size + lib.other; }',
    'src/Use.java:3',
  ),
];

test.each(ROWS)('$path: $what', async ({ path, old, now, callers, told = [] }) => {
  const change = { old: { ...callers, [path]: old }, new: { ...callers, [path]: now } };
  const { reports } = await runChecks(quality, change, { only: ['stale-callers'] });
  expect(places(reports)).toEqual(told.map((place) => `stale-caller ${place}`));
});

test('both ends are quoted, and a plain diff is not judged', async () => {
  const callers = { 'src/use.ts': `${IMPORT}price('a');\nprice('b');` };
  const change = { old: { ...callers, 'src/lib.ts': PRICE }, new: { ...callers, 'src/lib.ts': WITH_RATE } };
  const { reports } = await runChecks(quality, change, { only: ['stale-callers'] });
  expect(reports).toMatchObject([
    {
      evidence: "price('a');",
      explanation:
        'This place hands over nothing for `rate`. So does line 3. At the base `function price(id: string): number` (src/lib.ts:1), now `function price(id: string, rate: number): number` (src/lib.ts:1).',
    },
  ]);
  const diff = await runChecks(quality, change, { only: ['stale-callers'], contents: 'diff-only' });
  expect(diff.reports).toEqual([]);
});

test.each([
  ['moved to a new file of its package', 'lib/more.go', []],
  ['moved to another package', 'more/more.go', ['stale-caller cmd/use.go:4', 'stale-caller lib/own.go:2']],
])('what Go code uses was %s', async (_what, home, told) => {
  const moved = 'func Price() int { return 1 }\nfunc (c *Cart) Add(id int) {}\n';
  const callers = {
    'go.mod': 'module example.com/shop\n',
    'cmd/use.go':
      'package main\nimport "example.com/shop/lib"\nfunc f(cart *lib.Cart) {\n\tg(lib.Price())\n\tcart.Add(1)\n}\n',
    'lib/own.go': 'package lib\nfunc own() int { return Price() }\n',
  };
  const type = 'package lib\ntype Cart struct{}\nfunc Other() {}\n';
  const change = {
    old: { ...callers, 'lib/lib.go': `${type}${moved}` },
    new: { ...callers, 'lib/lib.go': type, [home]: `package ${home.split('/')[0]}\n${moved}` },
  };
  const { reports } = await runChecks(quality, change, { only: ['stale-callers'] });
  const found = places(reports);
  expect(told.filter((place) => !found.includes(place))).toEqual([]);
  expect(found.length > 0).toBe(told.length > 0);
});

test.each([
  ['takes the tree', 'replace example.com/shop => ../', true],
  ['takes the tree in place of a version', 'replace example.com/shop v1.0.0 => ../', true],
  ['takes a version', 'require example.com/shop v1.0.0', false],
])('a module of Go below another that %s', async (_what, line, isTold) => {
  const callers = {
    'go.mod': 'module example.com/shop\n',
    'examples/go.mod': `module example.com/examples\n${line}\n`,
    'examples/use.go': 'package main\nimport "example.com/shop/lib"\nfunc f() { lib.Price() }\n',
  };
  const change = {
    old: { ...callers, 'lib/lib.go': 'package lib\nfunc Price() int { return 1 }\n' },
    new: { ...callers, 'lib/lib.go': 'package lib\nfunc Price(id int) int { return 1 }\n' },
  };
  const { reports } = await runChecks(quality, change, { only: ['stale-callers'] });
  expect(places(reports)).toEqual(isTold ? ['stale-caller examples/use.go:3'] : []);
});

test.each([
  [
    'src/lib.ts',
    PRICE,
    WITH_RATE,
    'src/use.ts',
    `${IMPORT}export function f() {\n  return 1;\n  price('a');\n}\n`,
    200,
  ],
  [
    'src/lib.ts',
    PRICE,
    WITH_RATE,
    'src/use.ts',
    `${IMPORT}export function f(a) {\n  if (a) throw a;\n  else price('a');\n}\n`,
    undefined,
  ],
  [
    'src/lib.ts',
    PRICE,
    WITH_RATE,
    'src/use.ts',
    `${IMPORT}export function f() {\n  return g();\n  function g() {\n    price('a');\n  }\n}\n`,
    undefined,
  ],
  [
    'src/lib.ts',
    PRICE,
    WITH_RATE,
    'src/use.ts',
    `${IMPORT}export function f() {\n  return 1;\n  price('a');\n}\nexport const a = price('a');\n`,
    undefined,
  ],
  [
    'shop/lib.py',
    DEF,
    'def price(item, rate):\n    return 1\n',
    'shop/use.py',
    `${FROM}\ndef f():\n    raise A\n    if a:\n        price(1)\n`,
    200,
  ],
  [
    'shop/lib.py',
    DEF,
    'def price(item, rate):\n    return 1\n',
    'shop/use.py',
    `${FROM}\ndef f():\n    if a:\n        raise A\n    price(1)\n`,
    undefined,
  ],
] as const)(
  'a caller that no run gets to is folded: %s %s %s %s %j',
  async (path, old, now, caller, text, confidence) => {
    const sides = { old: { [path]: old, [caller]: text }, new: { [path]: now, [caller]: text } };
    const { reports } = await runChecks(quality, sides, { only: ['stale-callers'] });
    expect(reports.map((one) => one.confidence)).toEqual([confidence]);
  },
);
