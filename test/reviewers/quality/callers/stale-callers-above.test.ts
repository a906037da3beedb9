import { expect, test } from 'vitest';
import { quality } from '../../../../reviewers/quality/index.ts';
import type { Tree } from '../../../support/change-from-trees.ts';
import { runChecks } from '../../check-table.ts';

/** What stands above a class before and after, how the class names it, and whether its caller is told as stale. */
interface Row {
  readonly what: string;
  readonly head: string;
  readonly above?: Tree;
  readonly gained?: Tree;
  readonly told: 'warning' | 'folded' | 'nothing';
}

const API = 'api/src/main/java/org/shop/api/Service.java';
const BASE = 'api/src/main/java/org/shop/api/Base.java';
const javaType = (head: string, body: string): string => `package org.shop.api;\npublic ${head} {\n  ${body}\n}\n`;
const ONE = 'default String place(String a) { return place(a, null); }';
const TWO = 'String place(String a, String b);';

const JAVA: readonly Row[] = [
  { what: 'nothing above', head: 'class Store', told: 'warning' },
  { what: "Java's own above", head: 'class Store implements Comparable<Store>, AutoCloseable', told: 'warning' },
  {
    what: 'a default method of an interface in another module',
    head: 'class Store implements Service',
    above: { [API]: javaType('interface Service', `${ONE}\n  ${TWO}`) },
    told: 'nothing',
  },
  {
    what: 'a default method that the same change brings',
    head: 'class Store implements Service',
    above: { [API]: javaType('interface Service', 'String place(String a);') },
    gained: { [API]: javaType('interface Service', `${ONE}\n  ${TWO}`) },
    told: 'nothing',
  },
  {
    what: 'one of an interface above the interface',
    head: 'class Store implements Service',
    above: {
      [API]: javaType('interface Service extends Base<String, Map<String, String>>', 'void other();'),
      [BASE]: javaType('interface Base<T, U>', ONE),
    },
    told: 'nothing',
  },
  {
    what: 'one of a superclass',
    head: 'class Store extends Base',
    above: { [BASE]: javaType('abstract class Base', 'public String place(String a) { return a; }') },
    told: 'nothing',
  },
  {
    what: 'a private one of a superclass',
    head: 'class Store extends Base',
    above: { [BASE]: javaType('abstract class Base', 'private String place(String a) { return a; }') },
    told: 'warning',
  },
  {
    what: 'one that takes as many as the new one',
    head: 'class Store implements Service',
    above: { [API]: javaType('interface Service', TWO) },
    told: 'warning',
  },
  {
    what: 'one of another name',
    head: 'class Store implements Service',
    above: { [API]: javaType('interface Service', ONE.replaceAll('place(', 'put(')) },
    told: 'warning',
  },
  { what: 'an interface of a library', head: 'class Store implements Service', told: 'folded' },
];

const told = async (old: Tree, now: Tree): Promise<string> => {
  const { reports } = await runChecks(quality, { old, new: { ...old, ...now } }, { only: ['stale-callers'] });
  const [first] = reports.filter(({ location }) => location?.path.includes('Use.'));
  return first === undefined ? 'nothing' : first.confidence === 200 ? 'folded' : 'warning';
};

test.each(JAVA)('Java: $what', async ({ head, above = {}, gained = {}, told: expected }) => {
  const imports = 'import org.shop.api.Base;\nimport org.shop.api.Service;\n';
  const store = (parameters: string): string =>
    `package org.shop;\n${imports}public ${head} {\n  public String place(${parameters}) { return a; }\n}\n`;
  const use = 'package org.shop;\nclass Use {\n  Store store;\n  void f() { store.place("a"); }\n}\n';
  const path = 'client/src/main/java/org/shop/Store.java';
  const old = { ...above, [path]: store('String a'), 'client/src/test/java/org/shop/Use.java': use };

  expect(await told(old, { ...gained, [path]: store('String a, String b') })).toBe(expected);
});

const CSHARP: readonly Row[] = [
  { what: 'nothing above', head: 'class Store', told: 'warning' },
  { what: 'an interface of a library, which lends a class nothing', head: 'class Store : IStore', told: 'warning' },
  { what: 'a class of a library', head: 'class Store : StoreBase<int>', told: 'folded' },
  {
    what: 'a class with nothing of the name',
    head: 'class Store : StoreBase<int>, IStore',
    above: { 'lib/StoreBase.cs': 'namespace Shop;\npublic class StoreBase<T> { public void Other() { } }\n' },
    told: 'warning',
  },
  {
    what: 'a class whose own base is of a library',
    head: 'class Store : StoreBase<int>',
    above: { 'lib/StoreBase.cs': 'namespace Shop;\npublic class StoreBase<T> : Component { }\n' },
    told: 'folded',
  },
];

test.each(CSHARP)('C#: $what', async ({ head, above = {}, told: expected }) => {
  const store = (parameters: string): string =>
    `namespace Shop;\npublic ${head} {\n  public int AddToStore(${parameters}) { return 1; }\n}\n`;
  const use = 'using Shop;\nnamespace Shop;\nclass Use {\n  void F(Store store) { store.AddToStore("a"); }\n}\n';
  const old = { ...above, 'src/Store.cs': store('string a'), 'src/Use.cs': use };

  expect(await told(old, { 'src/Store.cs': store('string a, string b') })).toBe(expected);
});
