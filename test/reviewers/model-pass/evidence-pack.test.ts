import { expect, test } from 'vitest';
import { evidencePack } from '../../../reviewers/model-pass/pack/evidence-pack.ts';
import { estimateTokens } from '../../../reviewers/model-pass/prompt/token-estimate.ts';
import { recordedReading } from '../../../reviewers/model-pass/tools/toolbox.ts';
import type { ToolWorld } from '../../../reviewers/model-pass/tools/tool.ts';
import { MemoryJournal } from '../../support/memory-journal.ts';
import { sandbox } from '../../forge/local/sandbox.ts';
import { dataOf, worldOf, worldOfFiles } from './tool-world.ts';

const filler = (count: number) =>
  Array.from({ length: count }, (_, at) => `// remark ${at} about nothing in particular\n`).join('');

const OLD = {
  'src/orders/create-order.ts': `${filler(30)}import { priceOf } from './price.ts';\n\nexport function createOrder(id: string, count: number): Order {\n  return { id, total: priceOf(id) * count };\n}\n`,
  'src/orders/create-refund.ts': `export function createRefund(id: string): Refund {\n  return { id, total: -1 };\n}\n`,
  'src/orders/price.ts': `${filler(4)}export function priceOf(id: string): number {\n  if (id === '') throw new RangeError('no id');\n  return PRICES.get(id) ?? 0;\n}\n\nexport const other = 1;\n`,
  'src/web/checkout.ts': `import { createOrder } from '../orders/create-order.ts';\n\nexport async function checkout(request: Request) {\n  return createOrder(request.id, request.count);\n}\n`,
  'lib/far/import-orders.ts': `import { createOrder } from '../../src/orders/create-order.ts';\nexport const imported = rows.map((row) => createOrder(row.id, row.count));\n`,
  'test/orders.test.ts': `test('an order has a total', () => {\n  expect(createOrder('a', 2).total).toBe(4);\n});\n`,
  'README.md': 'createOrder makes an order.\n',
};
const NEW = {
  'src/orders/create-order.ts': OLD['src/orders/create-order.ts']
    .replace(
      'export function createOrder(id: string, count: number): Order {\n',
      `export function createOrder(id: string, count: number, currency: string): Order {\n${'  // why and how, in some words that take their room in this patch\n'.repeat(24)}`,
    )
    .replace('priceOf(id) * count', 'priceOf(id) * count * rateOf(currency) + createOrder(id, 0, currency).total'),
};

const RANKING = { findings: [], sensitivePaths: [] };

function packOf(world: ToolWorld, journal = new MemoryJournal(), contextTokens = 200_000): Promise<string> {
  const recorded = recordedReading(world, { journal, step: 'security' });
  return evidencePack({ ...RANKING, world, capability: { contextTokens }, recorded });
}

test('callers, definitions, a sibling, tests and earlier changes, each with its place, and nothing that the patch shows', async () => {
  const text = await packOf(await worldOfFiles(OLD, NEW));
  const pieces = dataOf(text);
  expect(pieces.map((piece) => piece.split('\n')[0])).toEqual([
    'uses createOrder · src/web/checkout.ts:1-5 (head)',
    'uses createOrder · lib/far/import-orders.ts:1-2 (head)',
    'defines priceOf · src/orders/price.ts:5-8 (head)',
    'a sibling of createOrder · src/orders/create-refund.ts:1-3 (head)',
    'a test that speaks of createOrder · test/orders.test.ts:1-3 (head)',
    'earlier changes of line 33 at the base · src/orders/create-order.ts',
  ]);
  expect(pieces[2]).toContain("6\t  if (id === '') throw new RangeError('no id');");
  expect(pieces.at(-1)).toMatch(/^\d{4}-\d\d-\d\d before$/m);
});

test('callers that a check proves to have stayed behind come first, also where nothing else would show them', async () => {
  const files = { ...OLD, 'lib/elsewhere.ts': `${filler(6)}makeIt('a');\n` };
  const world = await worldOfFiles(files, NEW);
  const location = { path: 'lib/elsewhere.ts', side: 'new' as const, startLine: 7, endLine: 7 };
  const proof = { location, severity: 'warning' as const, rule: 'quality/stale-caller', title: '`makeIt` has changed' };
  const recorded = recordedReading(world, { journal: new MemoryJournal(), step: 'quality' });
  const capability = { contextTokens: 200_000 };
  const text = await evidencePack({ world, capability, recorded, sensitivePaths: [], findings: [proof] });
  expect(dataOf(text)[0]).toContain('a check has proved: `makeIt` has changed · lib/elsewhere.ts:3-7 (head)');
  expect(dataOf(text)[0]).toContain("7\tmakeIt('a');");
  const other = { ...proof, rule: 'quality/dangling-import' };
  const without = await evidencePack({ world, capability, recorded, sensitivePaths: [], findings: [other] });
  expect(without).not.toContain('makeIt');
});

test('what the change replaced is shown as it stood, where the patch does not show it whole', async () => {
  const body = (word: string) =>
    `${filler(45)}export function longOne(id: string) {\n  first(id);\n${'  step(id);\n'.repeat(25)}  ${word}(id);\n}\n`;
  const head = body('last')
    .replace('first(id)', `second(id)`)
    .replace(filler(45), `${filler(45)}${filler(40).replaceAll('nothing', 'much')}`);
  const text = await packOf(await worldOfFiles({ 'src/long.ts': body('last') }, { 'src/long.ts': head }));
  expect(dataOf(text).map((piece) => piece.split('\n')[0])).toContain(
    'before the change: longOne · src/long.ts:46-73 (base)',
  );
  expect(text).toContain('\t  first(id);');
});

test('it takes no more than the patch, no more than its part of a small context, and nothing where there is no tree', async () => {
  const world = await worldOfFiles(OLD, NEW);
  const whole = await packOf(world);
  const small = await packOf(world, new MemoryJournal(), 9_000);
  expect(estimateTokens(small)).toBeLessThanOrEqual(540);
  expect(dataOf(small).length).toBeGreaterThan(0);
  expect(dataOf(small).length).toBeLessThan(dataOf(whole).length);
  expect(await packOf(world, new MemoryJournal(), 1_000)).toBe('');
  const oneLine = await worldOfFiles({ 'a.ts': 'export const other = 1;\n' }, { 'a.ts': 'export const other = 2;\n' });
  expect(await packOf(oneLine)).toBe('');
});

test('what was read is journaled with its digest; a later run over the same content has it from there', async () => {
  const box = await sandbox();
  await box.commit('before', OLD);
  await box.commit('the change', NEW);
  const journal = new MemoryJournal();
  const first = await packOf(await worldOf(box), journal);
  const [reads, [whole]] = [journal.toolCalls.slice(0, -1), journal.toolCalls.slice(-1)];
  expect(whole).toMatchObject({ tool: 'evidence_pack', step: 'security', output: first, isError: false });
  expect(reads.map(({ input }) => input)).toMatchObject(
    dataOf(first).map((piece) => ({
      path: / · ([^:\n]+)/.exec(piece)?.[1],
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    })),
  );
  const world = await worldOf(box);
  const gone = {
    ...world,
    inspection: { ...world.inspection, mentions: () => Promise.reject(new Error('asked again')) },
  };
  expect(await packOf(gone, journal)).toBe(first);
  expect(journal.toolCalls).toHaveLength(reads.length + 2);
});

test('what is called from everywhere leaves room for what the change calls, and the order stays', async () => {
  const everywhere = Object.fromEntries(
    Array.from({ length: 4 }, (_, at) => [
      `src/orders/use-${at}.ts`,
      `${filler(9)}createOrder('a', ${at});\n${filler(9)}`,
    ]),
  );
  const pieces = dataOf(await packOf(await worldOfFiles({ ...OLD, ...everywhere }, NEW), new MemoryJournal(), 12_000));
  const kinds = pieces.map((piece) => piece.split(' ')[0]);
  expect(kinds.filter((kind) => kind === 'uses').length).toBeLessThan(4);
  expect(kinds).toContain('defines');
  expect(kinds).toEqual(kinds.toSorted((one, other) => ORDER.indexOf(one ?? '') - ORDER.indexOf(other ?? '')));
});

const ORDER = ['uses', 'defines', 'before', 'a', 'earlier'];

test('a word that the language brings along is looked for in no repository', async () => {
  const text = await packOf(
    await worldOfFiles(
      { ...OLD, 'src/odd.ts': 'export function String(value: number): string {\n  return `${value}`;\n}\n' },
      { 'src/orders/create-order.ts': NEW['src/orders/create-order.ts'].replace('priceOf(id)', 'String(priceOf(id))') },
    ),
  );
  expect(text).toContain('defines priceOf');
  expect(text).not.toContain('defines String');
});

test('secrets in what is shown are blanked, and nothing is found by one', async () => {
  const old = { ...OLD, 'src/web/checkout.ts': `${filler(20)}createOrder(KEY_OF_THE_SHOP, 1);\n` };
  const text = await packOf(await worldOfFiles(old, NEW));
  expect(text).toContain('uses createOrder · src/web/checkout.ts');
  expect(text).not.toContain('KEY_OF');
  const guess = `${NEW['src/orders/create-order.ts'].replaceAll('createOrder', 'makeOrder')}KEY_OF_THE_SHOP(1);\n`;
  const guessed = await packOf(await worldOfFiles(old, { 'src/orders/create-order.ts': guess }));
  expect(dataOf(guessed).filter((piece) => piece.startsWith('uses KEY') || piece.includes('KEY_OF'))).toEqual([]);
});

test('names that stand everywhere, or are no names, cost nothing and end', async () => {
  const everywhere = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`src/many/f${at}.ts`, 'createOrder(1);\n'.repeat(100)]),
  );
  const text = await packOf(await worldOfFiles({ ...OLD, ...everywhere }, NEW));
  expect(text).not.toContain('uses createOrder');
  expect(text).toContain('defines priceOf');
});
