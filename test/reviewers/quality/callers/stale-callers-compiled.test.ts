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
  readonly told: readonly string[];
}

const cs = (what: string, sides: readonly [string, string], caller: string, ...told: string[]): Row => ({
  what,
  path: 'src/Lib.cs',
  old: `namespace Shop;\n${sides[0]}`,
  now: `namespace Shop;\n${sides[1]}`,
  callers: { 'src/Use.cs': `using Shop;\nnamespace Store;\n${caller}\n` },
  told,
});
const rs = (what: string, sides: readonly [string, string], caller: string, ...told: string[]): Row => ({
  what,
  path: 'src/lib/cart.rs',
  old: sides[0],
  now: sides[1],
  callers: { 'src/shop.rs': caller },
  told,
});

const CART =
  'public class Cart {\n  public int AddToCart(string id) { return 1; }\n  public int TotalPrice { get; set; }\n}\n';
const EXTENSION = 'public static class More { public static int AddToCart(this Cart cart, string id) => 1; }';
const BOX = 'public class Box { public Box(int a) {} }\n';
const WITH_RATE = CART.replace('string id', 'string id, int rate');
const DOC =
  "        /// <summary>\n        /// This method can't get inlined, so any value send to it\n        /// will not get eliminated.\n        /// </summary>\n        [Used] // In what is made\n";
const KEEP = `namespace Shop\n{\n    public static class Keep\n    {\n${[
  'Alive<T>(',
  'Alive<T>(ref ',
  'AliveReadonly<T>(in ',
]
  .map((head) => `${DOC}        public static void ${head}T value) { }\n`)
  .join('\n')}    }\n}\n`;
const inMethod = (line: string): string => `class Use {\n  void Run(Cart cart, object all) {\n${line}\n  }\n}`;
const FN = 'pub fn cart_price(id: u32) -> u32 {\n    1\n}\n';
const STRUCT =
  'pub struct Cart {\n    pub total: u32,\n}\nimpl Cart {\n    pub fn add_item(&self, id: u32) -> u32 { self.total + id }\n}\n';
const WRAPPER = [
  'pub struct Window {',
  '    window: native::Window2,',
  '}',
  'impl Window {',
  '    pub fn set_input_allowed(&self, a: bool) { self.window.set_input_allowed(a) }',
  '    fn f(&self) { let window = make(); window.set_input_allowed(true); }',
  '    fn g(&self) { self.window.set_input_allowed(true); }',
  '}',
  'fn h(a: &Window) { a.set_input_allowed(true); }',
  '',
].join('\n');
const USE = 'use crate::lib::cart::{cart_price, Cart};\n';

const ROWS: readonly Row[] = [
  {
    ...cs('a head that a switch cuts in two', ['', ''], ''),
    old: KEEP,
    now: KEEP.replaceAll(' { }', '\n#if NET9\n            where T : allows ref struct\n#endif\n        { }'),
    callers: { 'src/Use.cs': `namespace Shop;\n${inMethod('    Keep.AliveReadonly(cart);')}\n` },
  },
  cs(
    'a value behind one that is named at its own place',
    [CART.replace('string id', 'string id, int count'), CART.replace('string id', 'string id, int count, int rate')],
    inMethod('    cart.AddToCart(id: "a", 1, 2);\n    cart.AddToCart(id: "a", 1);'),
    'src/Use.cs:6',
  ),
  rs(
    'a function of a module inside of the file',
    [
      `mod tests {\n    fn check(id: u32) {}\n    fn a() { check(1); }\n}\nfn check(id: u32) {}\nfn b() { check(1); }\n`,
      `mod tests {\n    fn check(id: u32, n: u32) {}\n    fn a() { check(1); }\n}\nfn check(id: u32) {}\nfn b() { check(1); }\n`,
    ],
    '',
    'src/lib/cart.rs:3',
  ),
  rs(
    'an answer that may be missing, compared by a macro',
    [FN, FN.replace('-> u32', '-> Option<u32>')],
    `${USE}fn f() {\n    assert_eq!(cart_price(1), Some(2));\n    assert_eq!(crate::lib::cart::cart_price(1), 2);\n}\n`,
    'src/shop.rs:4',
  ),
  rs(
    'an answer that may be missing, in a function that has not changed',
    [FN, FN.replace('-> u32', '-> Option<u32>')],
    `${USE}fn f() {\n    let cost = cart_price(1);\n    show(cost);\n}\n`,
    'src/shop.rs:3',
  ),
  {
    ...cs('a namespace that every file uses', [BOX, BOX.replace('int a', 'int a, int b')], ''),
    callers: {
      'src/GlobalUsings.cs': 'global using Shop;\n',
      'src/Use.cs': `namespace Store;\n${inMethod('var a = new Box(1);')}\n`,
    },
    told: ['src/Use.cs:4'],
  },
  cs(
    'a required parameter',
    [CART, WITH_RATE],
    inMethod('cart.AddToCart("a");\ncart.AddToCart("a", 2);'),
    'src/Use.cs:5',
  ),
  cs(
    'an optional parameter',
    [CART, CART.replace('string id', 'string id, int rate = 0')],
    inMethod('cart.AddToCart("a");'),
  ),
  cs('what takes the rest', [CART, CART.replace('string id', 'params string[] ids')], inMethod('cart.AddToCart("a");')),
  cs('a parameter less', [WITH_RATE, CART], inMethod('cart.AddToCart("a", 2);'), 'src/Use.cs:5'),
  cs(
    'a name of a parameter',
    [CART, CART.replace('string id', 'string key')],
    inMethod('cart.AddToCart(id: "a");\ncart.AddToCart("a");'),
    'src/Use.cs:5',
  ),
  cs(
    'another method of the name',
    [CART, WITH_RATE],
    `${inMethod('cart.AddToCart("a");')}\nclass Other { void AddToCart(string id) {} }`,
  ),
  cs(
    'a second method of the name',
    [CART, `${CART.slice(0, -2)}  public int AddToCart(int a, int b) { return 1; }\n}\n`],
    inMethod('cart.AddToCart("a");'),
  ),
  cs(
    'another type of value',
    [CART, WITH_RATE],
    'class Use {\n  void Run(Basket cart) {\n    cart.AddToCart("a");\n  }\n}',
  ),
  cs('a value that may be missing', [CART, WITH_RATE], inMethod('cart?.AddToCart("a");'), 'src/Use.cs:5'),
  cs(
    'a value without a type, and one of a type built on it',
    [CART, WITH_RATE],
    `class Box : Cart {}\n${inMethod('Find().AddToCart("a");\nvar a = Find();\na.AddToCart("a");\nBox b = Find();\nb.AddToCart("a");')}`,
    'src/Use.cs:10',
  ),
  cs(
    'an extension of a value without a type',
    [EXTENSION, EXTENSION.replace('string id', 'string id, int n')],
    inMethod('Find().AddToCart("a");\nall.AddToCart("a");\ncart.AddToCart("a");'),
    'src/Use.cs:7',
  ),
  {
    ...cs('a file that does not see the namespace', [BOX, BOX.replace('int a', 'int a, int b')], ''),
    callers: { 'src/Use.cs': `namespace Store;\n${inMethod('var a = new Box(1);')}\n` },
  },
  cs(
    'a constructor',
    ['public class Cart { public Cart(int a) {} }', 'public class Cart { public Cart(int a, int b) {} }'],
    inMethod('var c = new Cart(1);\nCart d = new(1);\nvar e = new Cart(1, 2);'),
    'src/Use.cs:5',
  ),
  cs(
    'a record',
    ['public record Cart(int A);', 'public record Cart(int A, int B);'],
    inMethod('var c = new Cart(1);'),
    'src/Use.cs:5',
  ),
  cs(
    'a part of a class',
    [
      'public partial class Cart { public int TotalPrice; public int B; }',
      'public partial class Cart { public int B; }',
    ],
    inMethod('Show(cart.TotalPrice);'),
  ),
  cs(
    'a property that is gone',
    [CART, CART.replace('TotalPrice', 'FullPrice')],
    inMethod('Show(cart.TotalPrice);\nvar c = new Cart { TotalPrice = 1 };'),
    'src/Use.cs:5',
  ),
  cs(
    'a property that is gone and is set as it is made',
    [CART, CART.replace('TotalPrice', 'FullPrice')],
    inMethod('var c = new Cart { TotalPrice = 1 };'),
    'src/Use.cs:5',
  ),
  cs(
    'a property of a class built on others',
    [CART.replace('Cart', 'Cart : Base'), CART.replace('Cart', 'Cart : Base').replace('TotalPrice', 'FullPrice')],
    inMethod('Show(cart.TotalPrice);'),
    'src/Use.cs:5',
  ),
  cs(
    'a method that is gone',
    [CART, CART.replace('AddToCart', 'PutInCart')],
    inMethod('cart.AddToCart("a");'),
    'src/Use.cs:5',
  ),
  {
    ...cs('a method that another class has, all of which is taken', ['', ''], ''),
    old: 'class Lib {\n  static int CopySignOf(int a) => a;\n  int F() => CopySignOf(1);\n}\n',
    now: 'using static System.Math;\nclass Lib {\n  int F() => CopySignOf(1);\n}\n',
    callers: {},
  },
  cs(
    'a method that became an extension',
    [
      CART,
      `${CART.replace('AddToCart', 'PutInCart')}public static class More { public static int AddToCart(this Cart cart, string id) => 1; }`,
    ],
    inMethod('cart.AddToCart("a");'),
  ),
  cs(
    'an extension',
    [
      'public static class More { public static int AddToCart(this Cart cart, string id) => 1; }',
      'public static class More { public static int AddToCart(this Cart cart, string id, int n) => 1; }',
    ],
    inMethod('cart.AddToCart("a");\ncart.AddToCart("a", 1);'),
    'src/Use.cs:5',
  ),
  cs(
    'a value of an enumeration',
    ['public enum Kind { Small, Large }', 'public enum Kind { Small, Huge }'],
    inMethod('Show(Kind.Large);'),
    'src/Use.cs:5',
  ),
  cs(
    'a task that nobody waits for',
    [CART, CART.replace('int AddToCart', 'async Task<int> AddToCart')],
    inMethod('int n = cart.AddToCart("a");\nvar t = cart.AddToCart("a");\nvar m = cart.AddToCart("a").Result;'),
    'src/Use.cs:5',
  ),
  cs(
    'a task that is waited for',
    [CART, CART.replace('int AddToCart', 'async Task<int> AddToCart')],
    inMethod(
      'int n = await cart.AddToCart("a");\nTask<int> t = cart.AddToCart("b");\nvar all = Task.WhenAll(cart.AddToCart("c"));',
    ),
  ),
  rs(
    'a required parameter',
    [FN, FN.replace('id: u32', 'id: u32, rate: u32')],
    `${USE}fn f() {\n    cart_price(1);\n    cart_price(1, 2);\n}\n`,
    'src/shop.rs:3',
  ),
  rs(
    'a parameter less',
    [FN.replace('id: u32', 'id: u32, rate: u32'), FN],
    `fn f() {\n    crate::lib::cart::cart_price(1, 2);\n}\n`,
    'src/shop.rs:2',
  ),
  rs(
    'a function of another crate',
    [FN, FN.replace('id: u32', 'id: u32, rate: u32')],
    'use other::cart_price;\nfn f() {\n    cart_price(1);\n}\n',
  ),
  rs(
    'a name that is bound again',
    [FN, FN.replace('id: u32', 'id: u32, rate: u32')],
    `${USE}fn f(cart_price: F) {\n    cart_price(1);\n}\n`,
  ),
  rs(
    'a function in what a macro is given',
    [FN, FN.replace('id: u32', 'id: u32, rate: u32')],
    `${USE}fn f() {\n    assert_eq!(cart_price(g(1, 2)), 2);\n    assert_eq!(cart_price(1, 2), 2);\n}\n`,
    'src/shop.rs:3',
  ),
  rs(
    'a method',
    [STRUCT, STRUCT.replace('id: u32', 'id: u32, rate: u32')],
    `${USE}fn f(cart: &mut Cart) {\n    cart.add_item(1);\n    Cart::add_item(cart, 1, 2);\n}\n`,
    'src/shop.rs:3',
  ),
  rs(
    'a method of a value without a type, and of what a field holds',
    [STRUCT, STRUCT.replace('id: u32', 'id: u32, rate: u32')],
    `${USE}struct Shop {\n    cart: Cart,\n    inner: native::Basket,\n}\nimpl Shop {\n    fn f(&self) {\n        let found = find();\n        found.add_item(1);\n        find().add_item(1);\n        self.inner.add_item(1);\n        self.cart.add_item(1);\n    }\n}\n`,
    'src/shop.rs:12',
  ),
  rs(
    'a method that is gone, called on what it wrapped',
    [WRAPPER, WRAPPER.replace(/ {4}pub fn.*\n/, '')],
    '',
    'src/lib/cart.rs:8',
  ),
  rs(
    'a function under a path that leads elsewhere',
    [FN, FN.replace('id: u32', 'id: u32, rate: u32')],
    'use crate::lib::cart as shop;\nfn f() {\n    other::cart_price(1);\n    shop::cart_price(1);\n}\n',
    'src/shop.rs:4',
  ),
  rs(
    'a method of another type',
    [STRUCT, STRUCT.replace('id: u32', 'id: u32, rate: u32')],
    'fn f(cart: &Basket) {\n    cart.add_item(1);\n}\n',
  ),
  rs(
    'a field that is gone',
    [STRUCT, STRUCT.replace(/total/g, 'whole')],
    `${USE}fn f(cart: &Cart) -> u32 {\n    cart.total\n}\n`,
    'src/shop.rs:3',
  ),
  rs(
    'a field that is gone in a literal',
    [STRUCT, STRUCT.replace(/total/g, 'whole')],
    `${USE}fn f() -> Cart {\n    Cart { total: 1 }\n}\n`,
    'src/shop.rs:3',
  ),
  rs(
    'a field more',
    [STRUCT, STRUCT.replace('total: u32,', 'total: u32,\n    pub rate: u32,')],
    `${USE}fn f() -> Cart {\n    Cart { total: 1 }\n}\nfn g() -> Cart {\n    Cart { total: 1, ..Default::default() }\n}\n`,
    'src/shop.rs:3',
  ),
  rs(
    'a field more under a condition',
    [STRUCT, STRUCT.replace('total: u32,', 'total: u32,\n    #[cfg(unix)]\n    pub rate: u32,')],
    `${USE}fn f() -> Cart {\n    Cart { total: 1 }\n}\n`,
  ),
  rs(
    'a pattern',
    [STRUCT, STRUCT.replace(/total/g, 'whole')],
    `${USE}fn f(cart: Cart) {\n    let Cart { total, .. } = cart;\n}\n`,
    'src/shop.rs:3',
  ),
  rs(
    'a variant that is gone',
    ['pub enum Kind { Small, Large }', 'pub enum Kind { Small }'],
    'use crate::lib::cart::Kind;\nfn f(kind: Kind) -> bool {\n    matches!(kind, Kind::Large)\n}\nfn g() -> Kind { Kind::Large }\n',
    'src/shop.rs:5',
  ),
  rs(
    'a variant that holds more',
    ['pub enum Kind { Small(u32) }', 'pub enum Kind { Small(u32, u32) }'],
    'use crate::lib::cart::Kind;\nfn f() -> Kind { Kind::Small(1) }\nfn g(k: Kind) { if let Kind::Small(a) = k { h(a) } if let Kind::Small(..) = k {} }\n',
    'src/shop.rs:2',
  ),
  rs(
    'a variant of which a pattern leaves out a part',
    ['pub enum Kind { Small(u32) }', 'pub enum Kind { Small(u32, u32) }'],
    'use crate::lib::cart::Kind;\nfn f(k: Kind) {\n    match k {\n        Kind::Small(a, _) => h(a),\n        Kind::Small(_, /* all, else */ (b, _)) => h(b),\n        Kind::Small(_) => i(),\n    }\n}\n',
    'src/shop.rs:6',
  ),
  rs(
    'an answer that may be missing',
    [FN, FN.replace('-> u32', '-> Option<u32>')],
    `${USE}fn f() -> u32 {\n    cart_price(1)\n}\nfn g() -> Option<u32> {\n    cart_price(1)\n}\nfn h() { let a = cart_price(1); a.map(i); }\n`,
    'src/shop.rs:3',
  ),
  rs(
    'an answer that has to be waited for',
    [FN, `async ${FN}`.replace('async pub', 'pub async')],
    `${USE}async fn f() -> u32 {\n    cart_price(1).await\n}\nfn h() -> bool { cart_price(1) > 2 }\n`,
    'src/shop.rs:5',
  ),
];

test.each(ROWS)('$path: $what', async ({ path, old, now, callers, told }) => {
  const change = { old: { ...callers, [path]: old }, new: { ...callers, [path]: now } };
  const { reports } = await runChecks(quality, change, { only: ['stale-callers'] });
  expect(places(reports)).toEqual(told.map((place) => `stale-caller ${place}`));
});
