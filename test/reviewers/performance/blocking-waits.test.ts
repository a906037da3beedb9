import { beforeAll, describe, expect, test } from 'vitest';
import { performance } from '../../../reviewers/performance/index.ts';
import { runChecks, type CheckTableResult } from '../check-table.ts';

const csharp = (head: string, body: string): string => `class A {\n  ${head}\n  {\n    ${body}\n  }\n}\n`;
const ASYNC = 'public async Task<int> Run(int id)';
const kotlin = (head: string, body: string): string => `class A {\n  ${head} {\n    \n    ${body}\n  }\n}\n`;

/** Whether the fourth line is told. */
const ROWS: readonly (readonly [ending: string, code: string, told: boolean])[] = [
  ['cs', csharp(ASYNC, 'var a = LoadAsync(id).Result;'), true],
  ['cs', csharp(ASYNC, 'SaveAsync(id).Wait();'), true],
  ['cs', csharp(ASYNC, 'var a = _repo.Get<User>(id).GetAwaiter().GetResult();'), true],
  ['cs', csharp(ASYNC, 'return _http.GetStringAsync(url).Result.Length;'), true],
  ['cs', csharp(ASYNC, 'Thread.Sleep(100);'), true],
  ['cs', csharp('public int Run(int id)', 'var a = LoadAsync(id).Result;'), false],
  ['cs', csharp(ASYNC, 'var a = await LoadAsync(id);'), false],
  ['cs', csharp(ASYNC, 'await Task.WhenAll(one, two); return one.Result;'), false],
  ['cs', csharp(ASYNC, 'context.Result = new OkResult(); var a = context.Result;'), false],
  ['cs', csharp(ASYNC, 'list.ForEach(x => LoadAsync(x).Wait());'), false],
  ['cs', csharp(ASYNC, 'semaphore.Wait();'), false],
  ['kt', kotlin('suspend fun run(id: Long)', 'runBlocking { load(id) }'), true],
  ['kt', kotlin('suspend fun run(id: Long)', 'val a = runBlocking { load(id) }'), true],
  ['kt', kotlin('suspend fun run(id: Long)', 'runBlocking(Dispatchers.IO) { load(id) }'), true],
  ['kt', kotlin('override suspend fun run(id: Long): Int', 'Thread.sleep(100)'), true],
  ['kt', kotlin('suspend fun run(id: Long)', 'if (id > 1) { Thread.sleep(100) }'), true],
  ['kt', kotlin('fun run(id: Long)', 'runBlocking { load(id) }'), false],
  ['kt', kotlin('fun run(block: suspend () -> Unit)', 'runBlocking { block() }'), false],
  ['kt', kotlin('suspend fun run(id: Long)', 'coroutineScope { load(id) }'), false],
  ['kt', kotlin('suspend fun run(id: Long)', 'delay(100)'), false],
  ['kt', kotlin('suspend fun run(id: Long)', 'thread { Thread.sleep(100) }'), false],
  ['kt', kotlin('fun run(id: Long)', 'Thread.sleep(100)'), false],
];
const CASES = ROWS.map(([ending, code, told], at) => ({ path: `src/f${at}.${ending}`, code, told }));

describe('tables', () => {
  let result: CheckTableResult;
  beforeAll(async () => {
    const files = Object.fromEntries(CASES.map(({ path, code }) => [path, code]));
    result = await runChecks(performance, { old: {}, new: files }, { only: ['sync-in-handler'] });
  });
  test.each(CASES)('$path: $code', ({ path, told }) => {
    const found = result.reports.filter(({ location }) => location?.path === path);
    expect(found.every(({ confidence }) => confidence === 200)).toBe(true);
    expect(found.map(({ rule, location }) => `${rule}:${location?.startLine}`)).toEqual(
      told ? ['sync-in-handler:4'] : [],
    );
  });
});

test('what stood in the file before stays quiet, however it is indented', async () => {
  const old = csharp(ASYNC, 'var a = LoadAsync(id).Result;');
  const change = { old: { 'src/a.cs': old }, new: { 'src/a.cs': old.replace('    var', '        var') } };
  expect((await runChecks(performance, change)).reports).toEqual([]);
});
