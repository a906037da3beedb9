import { expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { runChecks } from '../check-table.ts';

/** A file of two tests that assert, and what is added to it; whether it is told; other files. */
interface Row {
  readonly path: string;
  readonly brought: string;
  readonly told?: boolean;
  readonly beside?: Tree;
}

const PATHS: Readonly<Record<string, (brought: string) => string>> = {
  'test/a.test.ts': (brought) =>
    `import { f } from '../a';\n\ndescribe('a', () => {\n  it('one', () => {\n    expect(f()).toBe(1);\n  });\n\n  it('two', () => {\n    expect(f(2)).toBe(2);\n  });\n${brought}});\n`,
  'tests/test_a.py': (brought) =>
    `def test_one():\n    assert f() == 1\n\n\ndef test_two():\n    assert f(2) == 2\n${brought}`,
  'a_test.go': (brought) =>
    `package a\n\nfunc TestOne(t *testing.T) {\n\tif f() != 1 {\n\t\tt.Error("one")\n\t}\n}\n\nfunc TestTwo(t *testing.T) {\n\trequire.Equal(t, 2, f(2))\n}\n${brought}`,
  'src/test/java/ATest.java': (brought) =>
    `class ATest {\n  @Test\n  void one() {\n    assertEquals(1, f());\n  }\n\n  @Test\n  void two() {\n    assertThat(f(2)).isEqualTo(2);\n  }\n${brought}}\n`,
  'src/test/kotlin/ATest.kt': (brought) =>
    `class ATest {\n    @Test\n    fun one() {\n        assertEquals(1, f())\n    }\n\n    @Test\n    fun two() {\n        f(2) shouldBe 2\n    }\n${brought}}\n`,
  'tests/ATests.cs': (brought) =>
    `public class ATests\n{\n    [Fact]\n    public void One()\n    {\n        Assert.Equal(1, F());\n    }\n\n    [Fact]\n    public void Two()\n    {\n        F(2).Should().Be(2);\n    }\n${brought}}\n`,
  'tests/ATest.php': (brought) =>
    `<?php\nclass ATest extends TestCase\n{\n    public function testOne(): void\n    {\n        $this->assertSame(1, f());\n    }\n\n    public function testTwo(): void\n    {\n        self::assertSame(2, f(2));\n    }\n${brought}}\n`,
  'spec/a_spec.rb': (brought) =>
    `describe A do\n  it 'one' do\n    expect(f).to eq(1)\n  end\n\n  it 'two' do\n    expect(f(2)).to eq(2)\n  end\n${brought}end\n`,
  'tests/a.rs': (brought) =>
    `#[test]\nfn one() {\n    assert_eq!(f(), 1);\n}\n\n#[test]\nfn two() {\n    assert_eq!(g(2), 2);\n}\n${brought}`,
};

const brings = (path: string, brought: string, told = false, beside: Tree = {}): Row => ({
  path,
  brought,
  told,
  beside,
});
const JS = 'test/a.test.ts';

const ROWS: readonly Row[] = [
  brings(JS, "\n  it('three', () => {\n    const x = f(3);\n  });\n", true),
  brings(JS, "\n  it('three', async () => { // expect\n    await f('expect');\n  });\n", true),
  brings('tests/test_a.py', '\n\ndef test_three():\n    x = f(3)\n', true),
  brings('a_test.go', '\nfunc TestThree(t *testing.T) {\n\tx := f(3)\n\tt.Log(x)\n}\n', true),
  brings('src/test/java/ATest.java', '\n  @Test\n  void three() {\n    int x = f(3);\n  }\n', true),
  brings('src/test/kotlin/ATest.kt', '\n    @Test\n    fun `three of them`() {\n        val x = f(3)\n    }\n', true),
  brings('tests/ATests.cs', '\n    [Fact]\n    public void Three()\n    {\n        var x = F(3);\n    }\n', true),
  brings('tests/ATest.php', '\n    public function testThree(): void\n    {\n        $x = f(3);\n    }\n', true),
  brings('spec/a_spec.rb', "\n  it 'three' do\n    f(3)\n  end\n", true),
  brings('tests/a.rs', '\n#[test]\nfn three() {\n    let x = f(3);\n}\n', true),
  // It asserts what is so in any case.
  brings(JS, "\n  it('three', () => {\n    f(3);\n    expect(true).toBe(true);\n  });\n", true),
  brings(JS, "\n  it('three', () => {\n    const x = f(3);\n    expect(x).toEqual(x);\n  });\n", true),
  brings('tests/test_a.py', '\n\ndef test_three():\n    f(3)\n    assert True\n', true),
  brings('tests/test_a.py', '\n\ndef test_three():\n    x = f(3)\n    assert x == x\n', true),
  brings('a_test.go', '\nfunc TestThree(t *testing.T) {\n\tx := f(3)\n\tassert.Equal(t, x, x)\n}\n', true),
  brings('src/test/java/ATest.java', '\n  @Test\n  void three() {\n    f(3);\n    assertTrue(true);\n  }\n', true),
  brings(
    'tests/ATests.cs',
    '\n    [Fact]\n    public void Three()\n    {\n        F(3);\n        Assert.True(true);\n    }\n',
    true,
  ),
  brings('tests/a.rs', '\n#[test]\nfn three() {\n    let x = f(3);\n    assert_eq!(x, x);\n}\n', true),
  // What a call answers may differ, and two texts are not the same for being texts.
  brings(JS, "\n  it('three', () => {\n    expect(f(3)).toBe(f(3));\n  });\n"),
  brings('tests/test_a.py', "\n\ndef test_three():\n    assert 'a' == 'b'\n"),
  brings(JS, "\n  it('three', () => {\n    expect(true).toBe(true);\n    expect(f(3)).toBe(3);\n  });\n"),
  // It asserts, or something that it calls may.
  brings(JS, "\n  it('three', () => {\n    expect(f(3)).toBe(3);\n  });\n"),
  brings(JS, "\n  it('three', () => {\n    same(f(3), 3);\n  });\n", false, {
    'test/same.ts': 'export function same(a, b) {\n  if (a !== b) throw new Error();\n}\n',
  }),
  brings(JS, "\n  it('three', () => {\n    same(f(3), 3);\n  });\n", false, {
    'test/same.ts': 'export function same(a, b) {\n  alike(a, b);\n}\n',
    'test/alike.ts': 'export function alike(a, b) {\n  expect(a).toBe(b);\n}\n',
  }),
  brings('tests/test_a.py', '\n\ndef test_three():\n    with pytest.raises(KeyError):\n        f(3)\n'),
  brings('src/test/java/ATest.java', '\n  @Test(expected = A.class)\n  void three() {\n    f(3);\n  }\n'),
  brings('tests/a.rs', '\n#[test]\n#[should_panic]\nfn three() {\n    f(3);\n}\n'),
  brings('tests/a.rs', '\n#[test]\nfn three() {\n    f(3).unwrap();\n}\n'),
  // Nothing that runs as a test.
  brings('src/test/java/ATest.java', '\n  void three() {\n    f(3);\n  }\n'),
  brings(JS, "\n  it.skip('three', () => {\n    f(3);\n  });\n"),
  brings('tests/test_a.py', '\n\nCODE = """\ndef test_three():\n    f(3)\n"""\n'),
  brings(
    'tests/test_a.py',
    '\n\ndef test_three():\n    load(3)\n\n\ndef test_four():\n    with pytest.raises(KeyError):\n        load(4)\n',
  ),
  // Others do the same.
  brings(JS, "\n  it('three', () => {\n    f(3);\n  });\n\n  it('four', () => {\n    f(4);\n  });\n"),
  brings(JS, "\n  afterEach(() => look());\n\n  it('three', () => {\n    f(3);\n  });\n"),
];

test.each(ROWS)('$path $told $brought', async ({ path, brought, told, beside }) => {
  const file = PATHS[path];
  if (file === undefined) throw new Error(path);
  const { reports } = await runChecks(
    quality,
    { old: { [path]: file(''), ...beside }, new: { [path]: file(brought), ...beside } },
    { only: ['unasserted-tests'] },
  );
  expect(reports.map(({ rule }) => rule)).toEqual(told === true ? ['test-without-assertion'] : []);
});
