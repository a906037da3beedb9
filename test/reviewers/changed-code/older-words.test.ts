import { expect, test } from 'vitest';
import { olderCsharp, olderKotlin } from '../../../reviewers/changed-code/plain/languages/older-words.ts';
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

const GUARDED = `fun f(x: Any, y: Int) = when (x) {
    is A<*> if y > 1 -> 1
    is B if ok(x, y) -> g { table.id eq 1 }.first()
    else -> if (y == y) 2 else 3
}
`;

test.each([
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

test('what runs is left as it is, and nothing moves', () => {
  for (const kept of [
    '#if A\n  f();\n#else\n  g();\n#endif\n',
    '#if A\n  int F() => 1\n#else\n  int F()\n#endif\n',
    '#if A\n  int F()\n#elif B\n  int F(int a)\n#else\n  int F(long a)\n#endif\n{}',
  ])
    expect(olderCsharp(kept)).toBe(kept);
  expect(olderCsharp(CHOSEN)).not.toBe(CHOSEN);
  expect(olderCsharp(CHOSEN.replaceAll('\n', '\r\n'))).toHaveLength(CHOSEN.replaceAll('\n', '\r\n').length);
  for (const kept of ['val a = if (is1) b -> c', 'x.eq(y)\n']) expect(olderKotlin(kept)).toBe(kept);
  expect(olderKotlin('  is A if b -> c\n  !in d if e -> f\n')).toBe('  is A,   b -> c\n  !in d,   e -> f\n');
});
