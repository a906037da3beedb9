import { expect, test } from 'vitest';
import { quality } from '../../../../reviewers/quality/index.ts';
import type { Tree } from '../../../support/change-from-trees.ts';
import { places, runChecks } from '../../check-table.ts';

/** Files at the base, the first of which changes; where that is told, as proven. */
interface Row {
  readonly what: string;
  readonly old: Tree;
  readonly now: string;
  readonly told: readonly string[];
}

const CART = 'export class Cart {\n  sum(): number {\n    return 1;\n  }\n}\n';
const ENV = 'class Env {\n  KEY = 1;\n  other = 2;\n}\nexport default new Env();\n';
const PRICE = 'export function price(id: string): number {\n  return 1;\n}\n';
const LOAD = 'export function load(id: string): number {\n  return 1;\n}\n';
const CART_PY = 'class Cart:\n    def total(self, rate):\n        return rate\n';
const CART_JAVA = 'package org.shop;\npublic class Cart {\n  int total(int rate) { return rate; }\n}\n';
const ITEM = 'package core\n\ntype Item struct {\n\tLink string\n\tName string\n}\n';

const ROWS: readonly Row[] = [
  {
    what: 'a module by an alias of the configuration',
    old: {
      'web/src/lib/env.ts': ENV,
      'other/lib/env.ts': ENV,
      'web/tsconfig.json': '{\n  // Names.\n  "compilerOptions": { "paths": { "@lib/*": ["./src/lib/*"], } }\n}\n',
      'web/src/page.ts': "import env from '@lib/env';\nshow(env.KEY, env.other);\n",
      'other/page.ts': "import env from '@lib/env';\nshow(env.KEY);\n",
    },
    now: ENV.replace('  KEY = 1;\n', ''),
    told: ['web/src/page.ts:2'],
  },
  {
    what: 'a package of the same tree',
    old: {
      'packages/lib/src/index.ts': PRICE,
      'packages/lib/package.json': '{ "name": "@shop/prices" }\n',
      'packages/app/src/page.ts': "import { price } from '@shop/prices';\nshow(price('a'));\n",
      'packages/app/src/other.ts': "import { price } from '@shop/elsewhere';\nshow(price('a'));\n",
      'packages/app/src/own.ts': 'export function price(a: string): number {\n  return 2;\n}\n',
    },
    now: PRICE.replace('id: string', 'id: string, rate: number'),
    told: ['packages/app/src/page.ts:2'],
  },
  {
    what: 'a method of a field of a class that stands elsewhere',
    old: {
      'src/cart.ts': CART,
      'src/shop.ts':
        "import { Cart } from './cart.ts';\nimport { Basket } from './basket.ts';\nexport class Shop {\n  cart: Cart = make();\n  basket: Basket = make();\n}\n",
      'src/basket.ts': 'export class Basket {\n  sum(): number {\n    return 2;\n  }\n}\n',
      'src/use.ts':
        "import type { Shop } from './shop.ts';\nexport const f = (shop: Shop): number => shop.cart.sum();\nexport const g = (shop: Shop): number => shop.basket.sum();\n",
    },
    now: CART.replace('sum()', 'sum(rate: number)'),
    told: ['src/use.ts:2'],
  },
  {
    what: 'a method of what a function of another file answers, and of what is put into a field',
    old: {
      'shop/cart.py': CART_PY,
      'shop/make.py':
        'from shop.cart import Cart\nfrom shop.other import Other\n\ndef make_cart() -> Cart:\n    return Cart()\n\ndef make_other() -> Other:\n    return Other()\n',
      'shop/other.py': 'class Other:\n    def total(self, rate):\n        return 1\n',
      'shop/use.py':
        'from shop import make\nfrom shop.cart import Cart\n\ndef f():\n    cart = make.make_cart()\n    other = make.make_other()\n    return cart.total(1) + other.total(1)\n\nclass Till:\n    def __init__(self, cart: Cart):\n        self.cart = cart\n',
      'shop/till.py': 'from shop.use import Till\n\ndef g(till: Till):\n    return till.cart.total(1)\n',
    },
    now: CART_PY.replace('rate):', 'rate, by):'),
    told: ['shop/use.py:7', 'shop/till.py:4'],
  },
  {
    what: 'a field that a struct of another package lends',
    old: {
      'core/item.go': ITEM,
      'feed/types.go':
        'package feed\n\nimport "shop/core"\n\ntype Entry struct {\n\tcore.Item\n\tRank int\n}\n\ntype Own struct {\n\tRank int\n}\n',
      'feed/use.go': 'package feed\n\nfunc link(entry *Entry) string {\n\treturn entry.Link\n}\n',
      'go.mod': 'module shop\n',
    },
    now: ITEM.replace('\tLink string\n', ''),
    told: ['feed/use.go:4'],
  },
  {
    what: 'a method at the end of a chain',
    old: {
      'src/org/shop/Cart.java': CART_JAVA,
      'src/org/shop/Shop.java':
        'package org.shop;\npublic class Shop {\n  Cart cart() { return null; }\n  Basket basket() { return null; }\n}\n',
      'src/org/shop/Basket.java': 'package org.shop;\npublic class Basket {\n  int total(int rate) { return 1; }\n}\n',
      'src/org/shop/Use.java':
        'package org.shop;\nclass Use {\n  int f(Shop shop) {\n    return shop.cart().total(1);\n  }\n  int g(Shop shop) {\n    return shop.basket().total(1);\n  }\n}\n',
    },
    now: CART_JAVA.replace('int rate', 'int rate, int by'),
    told: ['src/org/shop/Use.java:4'],
  },
  {
    what: 'what is there later in a list, where nothing waits for one',
    old: {
      'src/load.ts': LOAD,
      'src/use.ts':
        "import { load } from './load.ts';\nexport function rows(): unknown[] {\n  return [1, load('a')];\n}\nexport async function all(): Promise<number[]> {\n  const list = [load('a')];\n  return Promise.all(list);\n}\n",
    },
    now: LOAD.replace('export', 'export async').replace('number', 'Promise<number>'),
    told: ['src/use.ts:3'],
  },
  {
    what: 'a method of a type that is taken with all others of its package',
    old: {
      'src/org/shop/Cart.java': CART_JAVA,
      'src/org/till/Use.java':
        'package org.till;\nimport org.shop.*;\nclass Use {\n  int f(Cart cart) {\n    return cart.total(1);\n  }\n}\n',
      'src/org/own/Cart.java': CART_JAVA.replace('org.shop', 'org.own'),
      'src/org/own/Use.java':
        'package org.own;\nimport org.shop.*;\nclass Use {\n  int f(Cart cart) {\n    return cart.total(1);\n  }\n}\n',
    },
    now: CART_JAVA.replace('int rate', 'int rate, int by'),
    told: ['src/org/till/Use.java:5'],
  },
  {
    what: 'a field of a class beside names that are taken all together',
    old: {
      'shop/cart.py':
        'from shop.constants import *\n\nclass Cart:\n    def __init__(self):\n        self.rate = RATE\n        self.name = NAME\n\n    def f(self):\n        return self.rate\n',
    },
    now: 'from shop.constants import *\n\nclass Cart:\n    def __init__(self):\n        self.name = NAME\n\n    def f(self):\n        return self.rate\n',
    told: ['shop/cart.py:8'],
  },
  {
    what: 'a method that the compiler is told to miss',
    old: {
      'src/cart.ts': CART.replace('{', '{\n  last(): void {}'),
      'src/use.ts':
        "import { Cart } from './cart.ts';\nconst cart = new Cart();\n// @ts-expect-error\ncart.sum();\ncart.sum();\n",
    },
    now: 'export class Cart {\n  last(): void {}\n}\n',
    told: ['src/use.ts:5'],
  },
  {
    what: 'a method in what the parser does not understand at the head',
    old: {
      'src/cart.ts': CART,
      'src/use.ts': "import { Cart } from './cart.ts';\nexport const f = (cart: Cart): number => cart.sum();\n",
    },
    now: CART.replace('  sum', '  other() { if (a { }\n  sum'),
    told: [],
  },
];

test.each(ROWS)('$what', async ({ old, now, told }) => {
  const [path = ''] = Object.keys(old);
  const { reports } = await runChecks(quality, { old, new: { ...old, [path]: now } }, { only: ['stale-callers'] });
  const shown = reports.filter(({ confidence = 1000 }) => confidence > 750);
  expect(places(shown).toSorted()).toEqual(told.map((place) => `stale-caller ${place}`).toSorted());
});
