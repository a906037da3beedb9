import { beforeAll, describe, expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { SLIPS } from '../../../reviewers/quality/slips/slip.ts';
import { places, runChecks, type CheckTableResult } from '../check-table.ts';

/** Code, and the rules that it breaks as `rule:line`. */
type Row = readonly [code: string, ...expected: string[]];

const MEMBER = 'async function isMember(id) { return db.has(id); }\n';
const SCRIPTS: readonly Row[] = [
  [`${MEMBER}export function f(id) {\n  const ok = isMember(id);\n  if (!ok) throw new Error();\n}`, 'missing-await:3'],
  [`${MEMBER}if (isMember(1)) f();`, 'missing-await:2'],
  [`${MEMBER}const a = !isMember(1);`, 'missing-await:2'],
  [`${MEMBER}const a = isMember(1) === true;`, 'missing-await:2'],
  [`${MEMBER}const a = isMember(1) ? 1 : 2;`, 'missing-await:2'],
  [`${MEMBER}const a = isMember(1).length;`, 'missing-await:2'],
  ['const load = async () => [1];\nconst first = load()[0];', 'missing-await:2'],
  ['class A {\n  async ok() { return true; }\n  f() { if (!this.ok()) return; g(); }\n}', 'missing-await:3'],
  [`${MEMBER}async function f() { if (await isMember(1)) g(); }`],
  [`${MEMBER}async function f() { const ok = isMember(1); if (!ok) g(); return await ok; }`],
  [`${MEMBER}const p = isMember(1);\nconst all = Promise.all([p]);`],
  [
    `${MEMBER}function f() {
  const p = isMember(1);
  p.cancel = stop;
  return p;
}`,
  ],
  [`${MEMBER}isMember(1).then(f).catch(g);`],
  [`${MEMBER}const f = (isMember) => { if (isMember(1)) g(); };`],
  ['function ok() { return true; }\nif (ok()) f();'],
  ['async function* each() { yield 1; }\nconst a = each().next;'],
  ['class A {\n  async ok() { return true; }\n}\nif (ok()) f();'],
  ['users.forEach(async (user) => {\n  await user.save();\n});\ndone();', 'promises-not-waited-for:1'],
  ['async () => { await [1, 2].forEach(async (x) => { await f(x); }); };', 'promises-not-waited-for:1'],
  ['_.forEach(users, async (user) => { await user.save(); });', 'promises-not-waited-for:1'],
  ['async function save(x) { await x.save(); }\nusers.forEach(save);', 'promises-not-waited-for:2'],
  ['const big = files.filter(async (f) => (await stat(f)).size > 9);', 'promise-as-answer:1'],
  ['if (users.some(async (u) => { return await u.isAdmin(); })) f();', 'promise-as-answer:1'],
  ['async () => { await Promise.all(users.map(async (u) => { await u.save(); })); };'],
  ['async () => { await source.forEach(async (x) => { await f(x); }); };'],
  ['readable.filter(async (x) => await ok(x));\nusers.forEach((u) => { u.save(); });'],
  ['async () => { for (const u of users) await u.save(); };\nusers.forEach(async (u) => { u.n = 1; });'],
  ['for (let i = 0; i <= a.length; i++) f(a[i]);', 'past-the-end:1'],
  ['for (let i = 0; i <= a.b.length; i += 1) {\n  total += a.b[i].n;\n}', 'past-the-end:1'],
  ['for (let i = 0; i < a.length; i++) f(a[i]);'],
  ['for (let i = 1; i <= a.length; i++) f(a[i - 1]);'],
  ['for (let i = 0; i <= a.length; i++) { if (i === a.length) break; f(a[i]); }'],
  ["const a = ['1', '2'].map(parseInt);", 'parse-int-in-map:1'],
  ["const a = ['1', '2'].map((x) => parseInt(x, 10));"],
  ['const a = texts.map(Number).sort();', 'numbers-sorted-as-text:1'],
  ['const a = [10, 9, 1].sort();', 'numbers-sorted-as-text:1'],
  [
    'const a = texts.map(Number).sort((x, y) => x - y);\nconst b = texts.map(String).sort();\nconst c = [1, 2, 3].sort();',
  ],
  ['if (list.indexOf(x)) f();', 'index-as-condition:1'],
  ['if (list.indexOf(x) !== -1) f();\nif (!text.indexOf(x)) g();'],
];

const CACHE = 'async def read(key):\n    return await get(key)\n';
const PYTHON: readonly Row[] = [
  [`${CACHE}async def f(key):\n    cached = read(key)\n    if cached:\n        return cached\n`, 'missing-await:4'],
  [`${CACHE}async def f(key):\n    if not read(key):\n        return 1\n`, 'missing-await:4'],
  [`${CACHE}async def f(key):\n    return read(key)['a']\n`, 'missing-await:4'],
  [
    'class A:\n    async def ok(self):\n        return 1\n    async def f(self):\n        if self.ok():\n            return 2\n',
    'missing-await:5',
  ],
  [`${CACHE}async def f(key):\n    cached = await read(key)\n    if cached:\n        return cached\n`],
  [`${CACHE}async def f(key):\n    task = read(key)\n    if task is None:\n        return 1\n    return await task\n`],
  [`@wrapped\n${CACHE}def f(key):\n    if read(key):\n        return 1\n`],
  [`${CACHE}def f(read, key):\n    if read(key):\n        return 1\n`],
  ['try:\n    f()\nexcept Exception:\n    g()\nexcept ValueError:\n    h()\n', 'unreachable-except:5'],
  [
    'try:\n    f()\nexcept OSError as e:\n    g()\nexcept (FileNotFoundError, PermissionError):\n    h()\n',
    'unreachable-except:5',
  ],
  ['try:\n    f()\nexcept ValueError:\n    g()\nexcept Exception:\n    h()\n'],
  ['try:\n    f()\nexcept Exception:\n    g()\nexcept KeyboardInterrupt:\n    h()\n'],
  ['try:\n    f()\nexcept OSError:\n    g()\nexcept (FileNotFoundError, ValueError):\n    h()\n'],
];

const CASES = [
  ...SCRIPTS.flatMap((row, index) =>
    ['js', 'ts', 'tsx'].map((extension) => ({ path: `src/s${index}.${extension}`, row })),
  ),
  ...PYTHON.map((row, index) => ({ path: `src/p${index}.py`, row })),
];

describe('code slips', () => {
  let result: CheckTableResult;
  beforeAll(async () => {
    const tree = Object.fromEntries(CASES.map(({ path, row }) => [path, `${row[0]}\n`]));
    result = await runChecks(quality, { old: {}, new: tree }, { only: ['code-slips'] });
  }, 60_000);

  test.each(CASES)('$path: $row', ({ path, row: [, ...expected] }) => {
    expect(places(result.reports.filter((report) => report.location?.path === path))).toEqual(
      expected.map((place) => place.replace(':', ` ${path}:`)),
    );
  });

  test('every slip has an example', () => {
    expect([...new Set(result.reports.map(({ rule }) => rule))].toSorted()).toEqual(Object.keys(SLIPS).toSorted());
  });

  test('only what the change adds is told', async () => {
    const before = `${MEMBER}if (isMember(1)) f();\n\n\n\n\n\n\n\nend();\n`;
    const { reports } = await runChecks(
      quality,
      { old: { 'a.js': before }, new: { 'a.js': `${before}more();\n` } },
      { only: ['code-slips'] },
    );
    expect(reports).toEqual([]);
  });
});
