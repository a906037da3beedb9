import { expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { runChecks } from '../check-table.ts';

interface Language {
  readonly code: string;
  readonly path: string;
  /** A file of tests around what stands in it. */
  readonly around: (tests: string) => string;
  readonly one: string;
  readonly two: string;
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  script: {
    code: 'src/price.ts',
    path: 'src/price.test.ts',
    around: (tests) => `import { price } from './price';\n\ndescribe('price', () => {\n${tests}});\n`,
    one: "  it('sums', () => {\n    expect(price(1)).toBe(1);\n  });\n",
    two: "  it('is one at least', () => {\n    expect(price(0)).toBe(1);\n    expect(price(-1)).toBe(1);\n  });\n",
  },
  python: {
    code: 'shop/price.py',
    path: 'tests/test_price.py',
    around: (tests) => `from shop.price import price\n\n\n${tests}`,
    one: 'def test_sums():\n    assert price(1) == 1\n\n\n',
    two: 'def test_one_at_least():\n    assert price(0) == 1\n    assert price(-1) == 1\n',
  },
  go: {
    code: 'price.go',
    path: 'price_test.go',
    around: (tests) => `package shop\n\nimport "testing"\n\n${tests}`,
    one: 'func TestSums(t *testing.T) {\n\tif price(1) != 1 {\n\t\tt.Error("one")\n\t}\n}\n\n',
    two: 'func TestOneAtLeast(t *testing.T) {\n\tif price(0) != 1 {\n\t\tt.Error("none")\n\t}\n}\n',
  },
  java: {
    code: 'src/main/java/Price.java',
    path: 'src/test/java/PriceTest.java',
    around: (tests) => `class PriceTest {\n${tests}}\n`,
    one: '  @Test\n  void sums() {\n    assertEquals(1, Price.of(1));\n  }\n\n',
    two: '  @Test\n  void oneAtLeast() {\n    assertEquals(1, Price.of(0));\n  }\n',
  },
  kotlin: {
    code: 'src/main/kotlin/Price.kt',
    path: 'src/test/kotlin/PriceTest.kt',
    around: (tests) => `class PriceTest {\n${tests}}\n`,
    one: '    @Test\n    fun sums() {\n        assertEquals(1, price(1))\n    }\n\n',
    two: '    @Test\n    fun `one at least`() {\n        assertEquals(1, price(0))\n    }\n',
  },
  csharp: {
    code: 'src/Price.cs',
    path: 'tests/PriceTests.cs',
    around: (tests) => `public class PriceTests\n{\n${tests}}\n`,
    one: '    [Fact]\n    public void Sums()\n    {\n        Assert.Equal(1, Price.Of(1));\n    }\n\n',
    two: '    [Fact]\n    public void OneAtLeast()\n    {\n        Assert.Equal(1, Price.Of(0));\n    }\n',
  },
  php: {
    code: 'src/Price.php',
    path: 'tests/PriceTest.php',
    around: (tests) => `<?php\nclass PriceTest extends TestCase\n{\n${tests}}\n`,
    one: '    public function testSums(): void\n    {\n        $this->assertSame(1, Price::of(1));\n    }\n\n',
    two: '    public function testOneAtLeast(): void\n    {\n        $this->assertSame(1, Price::of(0));\n    }\n',
  },
  ruby: {
    code: 'lib/price.rb',
    path: 'spec/price_spec.rb',
    around: (tests) => `describe Price do\n${tests}end\n`,
    one: "  it 'sums' do\n    expect(price(1)).to eq(1)\n  end\n\n",
    two: "  it 'is one at least' do\n    expect(price(0)).to eq(1)\n  end\n",
  },
  rust: {
    code: 'src/price.rs',
    path: 'tests/price.rs',
    around: (tests) => `use shop::price;\n\n${tests}`,
    one: '#[test]\nfn sums() {\n    assert_eq!(price(1), 1);\n}\n\n',
    two: '#[test]\nfn one_at_least() {\n    assert_eq!(price(0), 1);\n}\n',
  },
};

async function rulesOf(old: Tree, now: Tree, { title = '', body = '' } = {}): Promise<string[]> {
  const { reports } = await runChecks(
    quality,
    { old, new: now },
    { only: ['tests-taken-away'], changeSet: { title, body } },
  );
  return reports.map(({ rule, location }) => `${rule} ${location?.path ?? ''}:${location?.startLine ?? ''}`);
}

test.each(Object.entries(LANGUAGES))('%s: a test that goes from code that changes is told', async (_, language) => {
  const { code, path, around, one, two } = language;
  const old = { [code]: 'price = max(sum, 1)\n', [path]: around(one + two) };
  const kept = { ...old, [code]: 'price = sum\n' };
  const told = await rulesOf(old, { ...kept, [path]: around(one) });
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(new RegExp(`^test-taken-away ${path}:`));
  expect(await rulesOf(old, kept)).toEqual([]);
});

const { code: CODE, path: TESTS, around: tests, one: ONE, two: TWO } = LANGUAGES['script'] as Language;
const OLD: Tree = { [CODE]: 'export const price = max(sum, 1);\n', [TESTS]: tests(ONE + TWO) };
const LESS: Tree = { [CODE]: 'export const price = sum;\n', [TESTS]: tests(ONE) };
const TOLD = [`test-taken-away ${TESTS}:7`];

interface Row {
  readonly what: string;
  readonly old?: Tree;
  readonly now: Tree;
  readonly title?: string;
  readonly body?: string;
  readonly told?: readonly string[];
}

/** Of Rust, with the tests in the same file. */
const INLINE = (sum: string, within: string): Tree => ({
  'src/price.rs': `pub fn price(sum: u32) -> u32 {\n    ${sum}\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n${within}}\n`,
});
const { one: RUST_ONE, two: RUST_TWO } = LANGUAGES['rust'] as Language;

const WITHOUT_TESTS: Tree = { [CODE]: 'export const price = sum;\n' };
const ROWS: readonly Row[] = [
  { what: 'a test', now: LESS, told: TOLD },
  { what: 'the file of tests', now: WITHOUT_TESTS, told: [`test-taken-away ${TESTS}:4`] },
  {
    what: 'an assertion of a test that stays',
    now: { ...LESS, [TESTS]: tests(ONE + TWO.replace('    expect(price(-1)).toBe(1);\n', '')) },
    told: [`test-taken-away ${TESTS}:9`],
  },
  {
    what: 'a test in the same file',
    old: INLINE('sum.max(1)', RUST_ONE + RUST_TWO),
    now: INLINE('sum', RUST_ONE),
    told: ['test-taken-away src/price.rs:15'],
  },
  { what: 'the same, and the code stays', old: INLINE('sum', RUST_ONE + RUST_TWO), now: INLINE('sum', RUST_ONE) },
  {
    what: 'a word of it that other tests have too goes from the code',
    old: {
      ...OLD,
      [TESTS]: tests(ONE.replace('sums', 'sums least') + TWO.replace('one at least', 'least')),
      [CODE]: 'export const price = least(sum);\n',
    },
    now: { ...LESS, [TESTS]: tests(ONE.replace('sums', 'sums least')) },
    told: TOLD,
  },
  { what: 'the code stays', now: { ...LESS, [CODE]: OLD[CODE] ?? '' } },
  { what: 'only a comment changes', now: { ...LESS, [CODE]: `// Sums.\n${OLD[CODE] ?? ''}` } },
  { what: 'another test comes', now: { ...LESS, [TESTS]: tests(ONE + TWO.replace('one at least', 'free')) } },
  { what: 'it is asserted otherwise', now: { ...LESS, [TESTS]: tests(ONE + TWO.replaceAll('toBe(1)', 'toBe(0)')) } },
  { what: 'it moves to another file', now: { ...LESS, 'src/least.test.ts': tests(TWO) } },
  { what: 'it only moves', now: { ...LESS, [TESTS]: tests(TWO + ONE) } },
  { what: 'the title says that it is taken back', now: LESS, title: 'Automated rollback of 1234' },
  {
    what: 'a call on a line of its own comes',
    old: {
      'lib/price.rb': 'a\n',
      'spec/price_spec.rb': "describe Price do\n  it 'a' do\n    expect_price(1)\n  end\nend\n",
    },
    now: {
      'lib/price.rb': 'b\n',
      'spec/price_spec.rb': "describe Price do\n  it 'a' do\n    expect_no_price\n  end\nend\n",
    },
  },
  {
    what: 'it did not run',
    old: {
      'Price.java': 'a;\n',
      'test/PriceTest.java':
        'class PriceTest {\n  @Test\n  @Disabled("hangs")\n  void two() {\n    assertEquals(1, Price.of(0));\n  }\n}\n',
    },
    now: { 'Price.java': 'b;\n', 'test/PriceTest.java': 'class PriceTest {\n}\n' },
  },
  {
    what: 'only tests and their base change',
    old: {
      'src/Price/PriceTestCase.php': '<?php\n$price = 1;\n',
      'tests/PriceTest.php': '<?php\n$this->assertSame(1, $this->PriceTestCase);\n',
    },
    now: { 'src/Price/PriceTestCase.php': '<?php\n', 'tests/PriceTest.php': '<?php\n' },
  },
  { what: 'the title says it', now: LESS, title: 'Remove the least price' },
  { what: 'the title says that it behaves otherwise', now: LESS, title: "Don't ask for one at least" },
  { what: 'the description says it', now: LESS, title: 'Fix the sum', body: '* Remove tests that overflow' },
  { what: 'the title says that something is mended', now: LESS, title: 'Fix the sum', told: TOLD },
  {
    what: 'a function that it calls goes, and its name stays',
    old: {
      ...OLD,
      [CODE]: 'export const price = least(sum);\nexport function least(sum) {}\n',
      [TESTS]: tests(ONE + TWO.replaceAll('price(', 'least(')),
    },
    now: { ...LESS, [CODE]: 'export const price = other.least(sum);\n' },
  },
  {
    what: 'it stands elsewhere too',
    old: { ...OLD, 'e2e/least.test.ts': tests(TWO) },
    now: { ...LESS, 'e2e/least.test.ts': tests(TWO) },
  },
  {
    what: 'what it tested goes with it',
    old: {
      ...OLD,
      [CODE]: 'export const price = sum;\nexport const least = 1;\n',
      [TESTS]: tests(ONE + TWO.replaceAll('price(', 'least(')),
    },
    now: LESS,
  },
  {
    what: 'it speaks of another file',
    old: { ...OLD, 'src/weight.ts': 'export const a = 1;\n' },
    now: { ...OLD, 'src/weight.ts': 'export const a = 2;\n', [TESTS]: tests(ONE) },
  },
  { what: 'a file of code goes', old: { ...OLD, 'src/least.ts': 'export const a = 1;\n' }, now: LESS },
  {
    what: 'what tests read changes',
    old: { ...OLD, 'test/prices.json': '[1]\n' },
    now: { ...LESS, 'test/prices.json': '[2]\n' },
  },
];

test.each(ROWS)('$what: $told', async ({ old = OLD, now, title, body, told = [] }) => {
  expect(await rulesOf(old, now, { title, body })).toEqual(told);
});
