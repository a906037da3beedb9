import { expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { runChecks } from '../check-table.ts';

const LENGTH = 5000;
const conditions = `class A { int F(int a) {\n#if X\n  return 0;\n${Array.from({ length: LENGTH }, (_, index) => `#elif X${index}\n  return ${index};`).join('\n')}\n#endif\n  return 1; } }\n`;

test.each([
  ['conditions of the compiler', conditions, 'cs'],
  ['a long sum', `class A { Object f(String a) { return ${Array(LENGTH).fill('a').join(' + ')}; } }\n`, 'java'],
  ['calls of calls', `package a\n\nfunc f() int { return ${'g('.repeat(LENGTH)}1${')'.repeat(LENGTH)} }\n`, 'go'],
])('%s nested too deep are said, and keep no other file from being judged', async (_, text, ending) => {
  const other = ending === 'cs' ? 'class B { bool F(int a) { return a == a; } }\n' : '';
  const changed = { [`src/a.${ending}`]: text, ...(other === '' ? {} : { 'src/b.cs': other }) };

  const slips = await runChecks(quality, { old: {}, new: changed }, { only: ['plain-slips'] });

  expect(slips.unjudged).toEqual([`src/a.${ending}`]);
  expect(slips.reports.map(({ location }) => location?.path)).toEqual(other === '' ? [] : ['src/b.cs']);
});
