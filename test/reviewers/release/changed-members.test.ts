import { expect, test } from 'vitest';
import { publicUses } from '../../../reviewers/release/signatures/members/rust-uses.ts';
import { release } from '../../../reviewers/release/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { runChecks } from '../check-table.ts';

const only = ['changed-members'];

test('what a module hands on inside of a macro is known, and thousands of inner ones cost one look each', () => {
  const inner = `mod a {\n${' pub use x::Hidden;\n'.repeat(50_000)}}\n`;
  const text = `${inner}cfg! {\n    pub use a::Seen;\n}\npub use b::{C, D as E};\n`;
  expect(publicUses(text).map(({ alias }) => alias)).toEqual(['Seen', 'C', 'E']);
});

async function told(old: Tree, now: Tree): Promise<string[]> {
  const { reports } = await runChecks(release, { old, new: { ...old, ...now } }, { only });
  return reports.map(({ title }) => title.replaceAll(/^Public | without a breaking release$/g, ''));
}

const manifest = (version: string, more = ''): string => `[package]\nname = "lib"\nversion = "${version}"\n${more}`;
const CRATE = { 'Cargo.toml': manifest('1.4.2'), 'src/lib.rs': 'pub mod net;\nmod inner;\npub use inner::Seen;\n' };
const rust = (old: string, now: string, more: Tree = {}, path = 'src/net.rs'): Promise<string[]> =>
  told({ ...CRATE, ...more, [path]: `${old}\n` }, { [path]: `${now}\n` });

const RUST: readonly (readonly [old: string, now: string, expected: readonly string[]])[] = [
  ['pub fn get(a: u8) {}', 'pub fn get(a: u8, b: u8) {}', ['`get` asks for `b`']],
  ['pub fn get(a: u8, b: u8) {}', 'pub fn get(a: u8) {}', ['`get` no longer takes `b`']],
  ['pub fn get(a: u8) {}', 'pub fn get(a: u32) {}', ['`get` takes a `u32` as `a`, not a `u8`']],
  ['pub fn get() -> u8 { 1 }', 'pub fn get() -> Option<u8> { None }', ['`get` gives a `Option<u8>`, not a `u8`']],
  ['pub fn get() {}', 'pub async fn get() {}', ['`get` has to be awaited']],
  ['pub fn get() {}', 'pub unsafe fn get() {}', ['`get` is unsafe']],
  ['pub const fn get() {}', 'pub fn get() {}', ['`get` is no longer `const`']],
  ['pub fn get() {}', 'fn get() {}', ['`get` is gone']],
  ['pub fn get() {}', 'pub(crate) fn get() {}', ['`get` is gone']],
  [
    'pub struct P { pub a: u8 }\nimpl P { pub fn get(&self) {} }',
    'pub struct P { pub a: u8 }\nimpl P { pub fn get(&mut self) {} }',
    ['`P::get` needs `&mut self`'],
  ],
  ['pub struct P { pub a: u8 }', 'pub struct P { pub a: u8, pub b: u8 }', ['`P` can no longer be made without `b`']],
  ['pub struct P { pub a: u8, b: u8 }', 'pub struct P { b: u8 }', ['`P.a` is gone']],
  ['pub enum E { A }', 'pub enum E { A, B }', ['`E` has the new variant `B`, which no `match` of others knows']],
  ['pub enum E { A, B }', 'pub enum E { A }', ['`E::B` is gone']],
  [
    'pub trait T { fn a(&self); }',
    'pub trait T { fn a(&self); fn b(&self); }',
    ['`T` asks whoever implements it for `b`'],
  ],
  ['#[derive(Clone, Copy)]\npub struct P;', '#[derive(Clone)]\npub struct P;', ['`P` is no longer derived as `Copy`']],
  // What still fits, was never promised, or only looks different.
  ['pub fn get(a: u8) {}', 'pub fn get(b: u8) {}', []],
  ["pub fn get<'a>(a: &'a str) {}", 'pub fn get(a: &str) {}', []],
  ['pub fn get(a: &str) {}', 'pub fn get(a: impl AsRef<str>) {}', []],
  ['pub(crate) fn get(a: u8) {}', 'pub(crate) fn get() {}', []],
  ['#[doc(hidden)]\npub fn get(a: u8) {}', '#[doc(hidden)]\npub fn get() {}', []],
  ['#[cfg(feature = "unstable")]\npub fn get(a: u8) {}', '#[cfg(feature = "unstable")]\npub fn get() {}', []],
  ['#[deprecated]\npub fn get(a: u8) {}', '', []],
  ['#[non_exhaustive]\npub enum E { A }', '#[non_exhaustive]\npub enum E { A, B }', []],
  ['pub struct P { pub a: u8, c: u8 }', 'pub struct P { pub a: u8, pub b: u8, c: u8 }', []],
  ['pub trait T { fn a(&self); }', 'pub trait T { fn a(&self); fn b(&self) {} }', []],
  ['pub trait T: Sealed { fn a(&self); }', 'pub trait T: Sealed { fn a(&self); fn b(&self); }', []],
  ['pub struct P { a: u8 }\nimpl P { fn get(&self) {} }', 'pub struct P { a: u8 }', []],
  ['#[derive(Clone, Debug)]\npub struct P;', '#[derive(Clone)]\npub struct P;\nimpl std::fmt::Debug for P { }', []],
  [
    'pub struct P { a: u8 }\nimpl P { pub fn get(&mut self) {} }',
    'pub struct P { a: u8 }\nimpl P { pub fn get(&self) {} }',
    [],
  ],
];

test.each(RUST)('Rust: %s => %s', async (old, now, expected) => {
  expect(await rust(old, now)).toEqual(expected);
});

const GONE = 'pub fn get() {}';

test('Rust: only what the root of a published crate leads to', async () => {
  const at = (path: string, more: Tree = {}): Promise<string[]> =>
    rust(`${GONE}\npub struct Seen {}\n`, '', more, path);
  expect(await at('src/inner.rs')).toEqual(['`Seen` is gone']);
  expect(await at('src/other.rs')).toEqual([]);
  expect(await at('src/net/deep.rs', { 'src/net.rs': 'mod deep;\npub use self::deep::{get as take};\n' })).toEqual([
    '`get` is gone',
  ]);
  expect(await at('src/net/deep.rs', { 'src/net.rs': 'mod deep;\npub use deep::*;\n' })).toEqual([
    '`get` is gone and at 1 more line',
  ]);
  expect(await at('src/net/deep.rs', { 'src/net/mod.rs': 'mod deep;\n' })).toEqual([]);
  expect(await rust(GONE, '', { 'Cargo.toml': manifest('1.4.2', 'publish = false\n') })).toEqual([]);
  expect(await rust(GONE, '', { 'src/lib.rs': '#[doc(hidden)]\npub mod net;\n' })).toEqual([]);
});

test('Rust: what moved, was announced, or is not stable yet is not told', async () => {
  expect(
    await told(
      { ...CRATE, 'src/net.rs': `${GONE}\n` },
      { 'src/net.rs': 'pub use crate::inner::get;\n', 'src/inner.rs': `${GONE}\n` },
    ),
  ).toEqual([]);
  expect(
    await told({ ...CRATE, 'src/net.rs': `${GONE}\n` }, { 'src/net.rs': '\n', 'CHANGELOG.md': '- `get` is gone\n' }),
  ).toEqual([]);
  for (const version of ['0.4.2', '2.0.0', '2.0.0-rc.1'])
    expect(await rust(GONE, '', { 'Cargo.toml': manifest(version) })).toEqual([]);
  expect(
    await told({ ...CRATE, 'src/net.rs': `${GONE}\n` }, { 'src/net.rs': '\n', 'Cargo.toml': manifest('2.0.0') }),
  ).toEqual([]);
});

test("Rust: what only a hidden module inside of the root hands on is nobody's", async () => {
  const hidden = '#[doc(hidden)]\npub mod internal {\n    pub use crate::net::get;\n}\n';
  expect(await rust(GONE, '', { 'src/lib.rs': `mod net;\n${hidden}` })).toEqual([]);
  expect(await rust(GONE, '', { 'src/lib.rs': 'mod net;\ncfg_net! {\n    pub use crate::net::get;\n}\n' })).toEqual([
    '`get` is gone',
  ]);
});

test('what the message of the change names is the decision of its author', async () => {
  const change = { old: { ...CRATE, 'src/net.rs': 'pub fn close() {}\n' }, new: { ...CRATE, 'src/net.rs': '\n' } };
  const titled = async (title: string): Promise<number> =>
    (await runChecks(release, change, { only, changeSet: { title } })).reports.length;
  expect([await titled('Tidy up'), await titled('Remove close()'), await titled('Breaking: tidy up')]).toEqual([
    1, 0, 0,
  ]);
});

test('Rust: a crate takes the version of its workspace', async () => {
  const inherited = '[package]\nname = "lib"\nversion.workspace = true\n';
  const workspace = (version: string): string =>
    `[workspace]\nmembers = ["lib"]\n[workspace.package]\nversion = "${version}"\n`;
  const crate = (version: string): Tree => ({
    'Cargo.toml': workspace(version),
    'lib/Cargo.toml': inherited,
    'lib/src/lib.rs': `${GONE}\n`,
  });
  expect(await told(crate('1.4.2'), { 'lib/src/lib.rs': '\n' })).toEqual(['`get` is gone']);
  expect(await told(crate('0.4.2'), { 'lib/src/lib.rs': '\n' })).toEqual([]);
});

test.each<readonly [what: string, own: string, other: string, count: number]>([
  ['it takes another by its path alone', '[dependencies]\nb = { path = "../b" }\n', '', 0],
  ['by its path and its version', '[dependencies]\nb = { path = "../b", version = "1" }\n', '', 1],
  ['as the workspace says, by its path alone', '[dependencies]\nshared.workspace = true\n', '', 0],
  ['another takes it by its path alone', '', '[dependencies]\nlib = { path = "../lib" }\n', 0],
  ['another takes it so under another name', '', '[dependencies]\nl = { path = "../lib", package = "lib" }\n', 0],
  ['another takes it by its path and its version', '', '[dependencies]\nlib = { path = "../lib", version = "1" }\n', 1],
  ['only tests take it by its path alone', '', '[dev-dependencies]\nlib = { path = "../lib" }\n', 1],
])("Rust: a crate that Cargo cannot publish is nobody else's: %s", async (_, own, other, count) => {
  const tree = {
    'Cargo.toml': '[workspace]\nmembers = ["*"]\n[workspace.dependencies]\nshared = { path = "shared" }\n',
    'lib/Cargo.toml': manifest('1.4.2', own),
    'lib/src/lib.rs': `${GONE}\n`,
    'b/Cargo.toml': `[package]\nname = "b"\nversion = "1.0.0"\n${other}`,
  };

  expect((await told(tree, { 'lib/src/lib.rs': '\n' })).length).toBe(count);
});

const project = (version: string, more = ''): string =>
  `<Project Sdk="Microsoft.NET.Sdk">\n<PropertyGroup><PackageId>Lib</PackageId>\n<Version>${version}</Version>${more}</PropertyGroup>\n</Project>\n`;
const PACKAGE = { 'src/Lib/Lib.csproj': project('3.1.4') };
const around = (members: string): string => `namespace Lib;\npublic class Pool<T> : Base\n{\n${members}\n}\n`;
const csharp = (old: string, now: string, more: Tree = {}): Promise<string[]> =>
  told({ ...PACKAGE, ...more, 'src/Lib/Pool.cs': old }, { 'src/Lib/Pool.cs': now });

const MEMBERS: readonly (readonly [old: string, now: string, expected: readonly string[]])[] = [
  ['public int Get(int a) => 1;', 'public int Get(int a, int b) => 1;', ['`Pool.Get` asks for `b`']],
  ['public int Get(int a, int b) => 1;', 'public int Get(int a) => 1;', ['`Pool.Get` no longer takes `b`']],
  [
    'public int Get(string a) => 1;',
    'public int Get(int a) => 1;',
    ['`Pool.Get` takes a `int` as `a`, not a `string`'],
  ],
  ['public int Get() => 1;', 'public void Get() {}', ['`Pool.Get` gives nothing back']],
  ['public int Get() => 1;', 'public Task<int> Get() => Done;', ['`Pool.Get` has to be awaited']],
  ['public int Get() => 1;', 'internal int Get() => 1;', ['`Pool.Get` is gone']],
  ['public int Get() => 1;', 'protected int Get() => 1;', ['`Pool.Get` is no longer public']],
  ['public static int Get() => 1;', 'public int Get() => 1;', ['`Pool.Get` needs an instance']],
  ['protected virtual void On() {}', 'protected void On() {}', ['`Pool.On` can no longer be overridden']],
  ['public int Size { get; set; }', 'public int Size { get; private set; }', ['`Pool.Size` can no longer be set']],
  ['public int Size { get; set; }', 'public required int Size { get; set; }', ['`Pool.Size` has to be given']],
  ['public int Size;', '', ['`Pool.Size` is gone']],
  ['public Pool(int a) {}', 'public Pool(int a, int b) {}', ['`new Pool` asks for `b`']],
  [
    'public void Get(int a) {}\npublic void Get(int a, int b) {}',
    'public void Get(int a) {}\npublic void Get(int a, int b, int c) {}',
    ['`Pool.Get` can no longer be called with `a`, `b`'],
  ],
  ['public enum Kind { A, B }', 'public enum Kind { A }', ['`Pool.Kind.B` is gone']],
  [
    'public interface IKey { int A(); }',
    'public interface IKey { int A(); int B(); }',
    ['`Pool.IKey` asks whoever builds on it for `B`'],
  ],
  // What still fits, or was nobody's.
  ['public int Get(int a) => 1;', 'public int Get(int a, int b = 2) => 1;', []],
  ['public int Get(int a) => 1;', 'public int Get(int a, params int[] b) => 1;', []],
  ['public int Get(int a) => 1;', 'public int Get(long a) => 1;', []],
  ['public int Get(string a) => 1;', 'public int Get(string? a) => 1;', []],
  ['public void Get() {}', 'public int Get() => 1;', []],
  ['internal int Get() => 1;', '', []],
  ['private protected int Get() => 1;', '', []],
  ['[Obsolete("x")]\npublic int Get() => 1;', '', []],
  ['[EditorBrowsable(EditorBrowsableState.Never)]\npublic int Get() => 1;', '', []],
  ['public override string ToString() => "";', '', []],
  ['int IKey.A() => 1;', '', []],
  ['public interface IKey { int A(); }', 'public interface IKey { int A(); int B() => 1; }', []],
  ['public int Size { get; private set; }', 'public int Size { get; }', []],
  ['public enum Kind { A }', 'public enum Kind { [Name(Value = "x")] A, B }', []],
  ['internal class In { public void M() {} }', '', []],
];

test.each(MEMBERS)('C#: %s => %s', async (old, now, expected) => {
  expect(await csharp(around(old), around(now))).toEqual(expected);
});

const GETTER = around('public int Get() => 1;');

test('C#: only libraries that become packages', async () => {
  const empty = around('');
  expect(await csharp(GETTER, empty)).toEqual(['`Pool.Get` is gone']);
  for (const more of ['<IsPackable>false</IsPackable>', '<OutputType>Exe</OutputType>'])
    expect(await csharp(GETTER, empty, { 'src/Lib/Lib.csproj': project('3.1.4', more) })).toEqual([]);
  const bare = '<Project Sdk="Microsoft.NET.Sdk" />\n';
  expect(await csharp(GETTER, empty, { 'src/Lib/Lib.csproj': bare, 'Directory.Build.props': '<Project />\n' })).toEqual(
    [],
  );
  const shared = { 'src/Lib/Lib.csproj': bare, 'Directory.Build.props': project('3.1.4') };
  expect(await csharp(GETTER, empty, shared)).toEqual(['`Pool.Get` is gone']);
  expect(await csharp(GETTER.replace('namespace Lib', 'namespace Lib.Internal'), 'namespace Lib.Internal;\n')).toEqual(
    [],
  );
});

test('C#: what moved, was announced, or is not stable yet is not told', async () => {
  const empty = around('');
  const before = { ...PACKAGE, 'src/Lib/Pool.cs': GETTER, 'src/Lib/Base.cs': 'public class Base { }\n' };
  expect(
    await told(before, {
      'src/Lib/Pool.cs': empty,
      'src/Lib/Base.cs': 'public class Base\n{\n  public int Get() => 1;\n}\n',
    }),
  ).toEqual([]);
  expect(await told(before, { 'src/Lib/Pool.cs': empty, 'CHANGELOG.md': '- `Get` is gone\n' })).toEqual([]);
  for (const version of ['0.4.1', '4.0.0', '4.0.0-beta1'])
    expect(await csharp(GETTER, empty, { 'src/Lib/Lib.csproj': project(version) })).toEqual([]);
  expect(await csharp(GETTER, `${empty}}}}\n`)).toEqual([]);
});

test('a type that is gone is told once, and as what a dependent meets', async () => {
  const old = { ...PACKAGE, 'src/Lib/Pool.cs': around('public int A;\npublic int B;') };
  const { reports } = await runChecks(release, { old, new: PACKAGE }, { only });
  expect(reports).toMatchObject([
    { title: 'Public `Pool` is gone without a breaking release', evidence: 'public class Pool<T> : Base' },
  ]);
});

test('the library of a program is the program’s own', async () => {
  const [old, now] = ['pub fn get(a: u8) {}', 'pub fn get(a: u8, b: u8) {}'];
  expect(await rust(old, now)).toHaveLength(1);
  expect(await rust(old, now, { 'src/main.rs': 'fn main() {}\n' })).toEqual([]);
  expect(await rust(old, now, { 'Cargo.toml': manifest('1.4.2', '[[bin]]\nname = "lib"\n') })).toEqual([]);
});
