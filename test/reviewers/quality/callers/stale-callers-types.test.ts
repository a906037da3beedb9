import { expect, test } from 'vitest';
import { quality } from '../../../../reviewers/quality/index.ts';
import type { Tree } from '../../../support/change-from-trees.ts';
import { places, runChecks } from '../../check-table.ts';

/** Files at the base, what the change makes of the first of them, and where it is told. */
interface Row {
  readonly what: string;
  readonly old: Tree;
  readonly now: string;
  readonly told: readonly string[];
}

const LIB = 'src/main/Lib.java';
const java = (what: string, sides: readonly [string, string], users: Tree, ...told: string[]): Row => ({
  what,
  old: { [LIB]: `package org.shop;\n${sides[0]}\n`, ...users },
  now: `package org.shop;\n${sides[1]}\n`,
  told,
});
const inJava = (lines: string): Tree => ({ 'src/main/Use.java': `package org.shop;\nclass Use {\n${lines}\n}\n` });
const giving = (type: string): string => `class Lib {\n  static ${type} itemCount() { return a; }\n}`;
const COUNT = [giving('int'), giving('Optional<Integer>')] as const;
const LINE =
  'class Lib {\n  static TYPE itemCount() { return a; }\n  boolean f() { return itemCount() > 1 || OTHER > 2; }\n}';
const CONSTANTS =
  'import lombok.Data;\n@Data\nclass Lib extends Base {\n  static final String OWNER_LABEL = "a";\n  int a;\n}';
const ANYTHING =
  'public class Lib {\n  public static <T> T anyCartOf() { return null; }\n  void f() { new Run() { void go() { takeAll(1); } }; }\n  void takeAll(int a) {}\n}';

const SHADOWED = [
  'class Lib {',
  '  int capacity;',
  '  static {',
  '    int capacity = read();',
  '    if (capacity < 0) show(capacity);',
  '  }',
  '  boolean f(Object a) { return a instanceof Integer capacity && capacity > 1; }',
  '  int g() { { int capacity = 1; } return capacity; }',
  '}',
].join('\n');

const script = (what: string, sides: readonly [string, string], user: string, ...told: string[]): Row => ({
  what,
  old: { 'src/lib.ts': sides[0], 'src/use.ts': user },
  now: sides[1],
  told,
});
const PRICES = 'export const Prices = {\n  ofItem(id: string): number { return 1; },\n  rate: (a: number) => a,\n};\n';
const PROPS =
  'interface Props {\n  id: number;\n  rule: Rule;\n}\nexport const f = ({ rule }: Props) => rule.id;\nexport const g = (props: Props) => props.id;\n';
const WRAPPER = 'export class Wrapper {\n  setInputAllowed(a: boolean) {}\n}\nexport const make = () => native();\n';
const VIEW = 'export type View = Readonly<{\n  fitsSidebar: boolean;\n  other: boolean;\n}>;\n';
const SAYS = "function f(): Kind {\n  if (a) return price('a');\n  return OTHER;\n}\n";
const MADE = 'export class Environment {\n  KEY = 1;\n  OTHER = 2;\n}\nexport default new Environment();\n';
const ORDERED = 'export function area(width: number, height: number, by: number): number {\n  return 1;\n}\n';
const SYNC = 'export function price(id: string): Kind {\n  return a;\n}\n';

const rust = (what: string, sides: readonly [string, string], user: string, ...told: string[]): Row => ({
  what,
  old: { 'src/cart.rs': sides[0], 'src/use.rs': `use crate::cart::{Cart, has_items};\n${user}` },
  now: sides[1],
  told,
});
const CART = 'pub struct Cart {\n    pub total: u32,\n    #[cfg(unix)]\n    pub owner: u32,\n    pub items: u32,\n}\n';
const HAS = 'pub fn has_items(a: u32) -> bool {\n    true\n}\n';
const HAS_PERHAPS = HAS.replace('bool', 'Option<bool>');

const go = (what: string, sides: readonly [string, string], user: string, ...told: string[]): Row => ({
  what,
  old: { 'lib/lib.go': `package lib\n${sides[0]}`, 'lib/use.go': `package lib\n${user}` },
  now: `package lib\n${sides[1]}`,
  told,
});
const CONN = 'type conn struct {\n\tnet.Conn\n\tmu sync.Mutex\n\tSize int\n}\n';

const ROWS: readonly Row[] = [
  java(
    'a list that a method of the same file takes now',
    [LINE.replace('TYPE', 'Label').replace('OTHER', '0'), LINE.replace('TYPE', 'List<Label>').replace('OTHER', '0')],
    inJava('  void f() { show(Lib.itemCount()); }\n  void show(List<Label> all) {}'),
  ),
  java(
    'a list that a method of the same file does not take',
    [LINE.replace('TYPE', 'Label').replace('OTHER', '0'), LINE.replace('TYPE', 'List<Label>').replace('OTHER', '0')],
    inJava('  void f() { show(Lib.itemCount()); }\n  void show(Label one) {}'),
    'src/main/Use.java:3',
  ),
  java(
    'a number that is reckoned with, on a line that has followed in part',
    [
      LINE.replace('TYPE', 'int').replace('OTHER', 'itemCount()'),
      LINE.replace('TYPE', 'Optional<Integer>').replace('OTHER', 'itemCount().get()'),
    ],
    {},
    `${LIB}:4`,
  ),
  java(
    'a variable of a block or a pattern with the name of a field that is gone',
    [SHADOWED, SHADOWED.replace('  int capacity;\n', '')],
    {},
    `${LIB}:8`,
  ),
  java(
    'an Optional that is written down',
    COUNT,
    inJava('  void g(StringBuilder b) { b.append(Lib.itemCount()); }'),
    'src/main/Use.java:3',
  ),
  java('an Optional in a list', COUNT, inJava('  void f(List<Object> b) { b.add(Lib.itemCount()); }')),
  java(
    'an Optional under a name without a type',
    COUNT,
    inJava('  void f() {\n    var a = Lib.itemCount();\n    a.intValue();\n  }'),
    'src/main/Use.java:4',
  ),
  java(
    'an Optional that is looked into as one',
    COUNT,
    inJava('  void f() {\n    var a = Lib.itemCount();\n    a.get();\n  }'),
  ),
  java(
    'what a mock gives back',
    [giving('Mono<Cart>'), giving('Optional<Mono<Cart>>')],
    inJava(
      '  void f() { when(Lib.itemCount()).thenReturn(Mono.empty()); }\n  void g() { when(Lib.itemCount()).thenReturn(all); }',
    ),
    'src/main/Use.java:3',
  ),
  java(
    'a constant of a class that an annotation adds methods to',
    [CONSTANTS, CONSTANTS.replace(/ {2}static.*\n/, '')],
    inJava('  String f() { return Lib.OWNER_LABEL; }'),
    'src/main/Use.java:3',
  ),
  java(
    'a log that an annotation makes now',
    [
      'class Lib {\n  Logger log = a;\n  void f() { log.info(); }\n}',
      '@Slf4j\nclass Lib {\n  void f() { log.info(); }\n}',
    ],
    {},
  ),
  java(
    'what a static import takes by way of an heir, and one of another tree',
    [ANYTHING, ANYTHING.replace('anyCartOf()', 'anyCartOf(int a)')],
    {
      'src/a/Use.java':
        'package org.use;\nimport static org.shop.Heir.*;\nclass Use {\n  Object f() { return anyCartOf(); }\n}\n',
      'src/b/Use.java':
        'package org.use;\nimport static com.other.Heir.*;\nclass Use {\n  Object f() { return anyCartOf(); }\n}\n',
    },
    'src/a/Use.java:4',
  ),
  java(
    'from a class without a name',
    [
      ANYTHING.replaceAll('takeAll', 'takeAllOf'),
      ANYTHING.replaceAll('takeAll', 'takeAllOf').replace('Of(int a)', 'Of(int a, int b)'),
    ],
    {},
    `${LIB}:4`,
  ),
  java(
    'a value of a type that is built on it, and those of which nobody reads what they are built on',
    [
      'abstract class Lib {\n  int addToCart(int a) { return a; }\n}',
      'abstract class Lib {\n  int addToCart(int a, int b) { return a; }\n}',
    ],
    {
      'src/a/Use.java':
        'package org.use;\nimport org.shop.Heir;\nclass Use {\n  int f(Heir a) { return a.addToCart(1); }\n}\n',
      'src/b/Use.java':
        'package org.use;\nimport com.other.Heir;\nclass Use {\n  int f(Heir a) { return a.addToCart(1); }\n}\n',
      'src/c/Use.java':
        'package org.use;\nclass Below extends Heir {}\nclass Heir extends Lib {}\nclass Use {\n  int f(Below a) { return a.addToCart(1); }\n}\n',
    },
    'src/c/Use.java:5',
  ),
  java(
    'an exception more',
    [giving('int'), giving('int').replace('()', '() throws IOException')],
    inJava(
      [
        '  int f() { return Lib.itemCount(); }',
        '  int g() throws Exception { return Lib.itemCount(); }',
        '  int h() { try { return Lib.itemCount(); } catch (IOException e) { return 0; } }',
        '  int i() { try { return Lib.itemCount(); } finally { j(); } }',
        '  void k() { run(() -> Lib.itemCount()); }',
        '  int a = Lib.itemCount();',
      ].join('\n'),
    ),
    'src/main/Use.java:3',
  ),
  java(
    'an exception that nobody has to catch',
    [giving('int'), giving('int').replace('()', '() throws IllegalStateException')],
    inJava('  int f() { return Lib.itemCount(); }'),
  ),
  script(
    'parameters that changed places',
    [ORDERED, ORDERED.replace('width: number, height: number', 'height: number, width: number')],
    "import { area } from './lib.ts';\narea(box.width, box.height, 1);\narea(height, width, 1);\narea(a, b, 1);\n",
    'src/use.ts:2',
  ),
  script(
    'a method of a constant object',
    [PRICES, PRICES.replace('id: string', 'id: string, rate: number').replace('a: number', 'a: number, b: number')],
    "import { Prices } from './lib.ts';\nPrices.ofItem('a');\nPrices.rate(1);\nother.rate(1);\n",
    'src/use.ts:2',
    'src/use.ts:3',
  ),
  script(
    'a method that a constant object lost, and may have from another',
    [PRICES, PRICES.replace(/ {2}rate.*\n/, '  ...more,\n')],
    "import { Prices } from './lib.ts';\nPrices.rate(1);\n",
  ),
  script(
    'a part of what is taken apart, which has another type than the whole',
    [PROPS, PROPS.replace('  id: number;\n', '')],
    '',
    'src/lib.ts:5',
  ),
  script(
    'a method of another class, and of a value that nobody knows the type of',
    [WRAPPER, WRAPPER.replace('  setInputAllowed(a: boolean) {}\n', '')],
    "import { make, type Wrapper } from './lib.ts';\nconst window = make();\nwindow.setInputAllowed(true);\nclass Other extends Native { f() { this.setInputAllowed(true); } }\nexport const f = (a: Wrapper) => a.setInputAllowed(true);\n",
    'src/use.ts:5',
  ),
  script(
    'a field of a read-only type',
    [VIEW, VIEW.replace(/ {2}fits.*\n/, '')],
    "import type { View } from './lib.ts';\nexport const f = (view: View) => view.fitsSidebar;\n",
    'src/use.ts:2',
  ),
  script(
    'a promise where a function says what it gives back, changed elsewhere',
    [
      `${SYNC}${SAYS.replace('OTHER', 'b')}`,
      `${SYNC.replace('function', 'async function').replace('Kind', 'Promise<Kind>')}${SAYS.replace('OTHER', 'c')}`,
    ],
    '',
    'src/lib.ts:5',
  ),
  script(
    'a field of what is made once and exported without a name',
    [MADE, MADE.replace(/ {2}KEY.*\n/, '')],
    "import env from './lib.ts';\nf(env.KEY, env.OTHER, other.KEY);\n",
    'src/use.ts:2',
  ),
  {
    what: 'a method of C# that moved into a block of extensions',
    old: {
      'src/Text.cs':
        'namespace Shop;\nstatic class TextExtensions {\n    public static string WithoutDashes(this string text) => text;\n}\n',
      'src/Use.cs':
        'namespace Shop;\nclass Use {\n    string Run(string a) {\n        return a.WithoutDashes();\n    }\n}\n',
    },
    now: 'namespace Shop;\nstatic class TextExtensions {\n    extension(string text) {\n        public string WithoutDashes() => text;\n    }\n}\n',
    told: [],
  },
  rust(
    'a literal with a field under a condition, and one that takes the rest from another',
    [CART, CART.replace('    pub total: u32,\n', '')],
    'fn f() {\n    let a = Cart {\n        total: 1,\n        #[cfg(unix)]\n        owner: 2,\n        items: 3,\n    };\n}\nfn g(b: Cart) {\n    let c = Cart { items: 3, ..b };\n}\n',
    'src/use.rs:4',
  ),
  rust(
    'what an assertion asks',
    [HAS, HAS_PERHAPS],
    'fn f() {\n    assert!(has_items(1));\n}\nfn g() {\n    assert!(has_items(1).is_some());\n}\nfn h() {\n    assert_eq!(has_items(1), Some(true));\n}\n',
    'src/use.rs:3',
  ),
  go(
    'a private field beside what another package lends',
    [CONN, CONN.replace('\tmu sync.Mutex\n', '').replace('\tSize int\n', '')],
    'func (c *conn) close() {\n\tc.mu.Lock()\n}\nfunc (c *conn) size() int {\n\treturn c.Size\n}\n',
    'lib/use.go:3',
  ),
];

test.each(ROWS)('$what', async ({ old, now, told }) => {
  const [path = ''] = Object.keys(old);
  const { reports } = await runChecks(quality, { old, new: { ...old, [path]: now } }, { only: ['stale-callers'] });
  expect(places(reports)).toEqual(told.map((place) => `stale-caller ${place}`));
});
