import { flags, flagsChange, type RuleWords } from '../../rule-example.ts';

/** What was left in, or taken out, by mistake. */
export const LEFTOVER_EXAMPLES = {
  'syntax-error': flags('Whatever loads the file stops there.', ['src/a.js', 'f();\nlet = = 1;', 'f();\nlet a = 1;']),
  'conflict-marker': flags('A merge was saved before it was resolved: both sides stand in the file.', [
    'src/a.go',
    'a();\n<<<<<<< HEAD\nb();\n=======\nd();\n>>>>>>> topic/x\ne();',
    'a();\nb();\ne();',
  ]),
  'focused-test': flags('The other tests of the file are left out, and the run is green without them.', [
    'src/a.test.js',
    "it.only('adds', () => { expect(add(1, 1)).toBe(2); });",
    "it('adds', () => { expect(add(1, 1)).toBe(2); });",
  ]),
  'debugger-statement': flags('Where a debugger is attached, the program stands still there.', [
    'src/a.js',
    'debugger;\nf();',
    'f();',
  ]),
  'dangling-import': flagsChange('Loading the module that imports it fails.', {
    path: 'src/auth.js',
    base: 'export const check = 1;\n',
    bad: null,
    good: 'export const check = 2;\n',
    beside: { 'src/app.js': "import { check } from './auth.js';\ncheck();\n" },
  }),
  'guard-taken-away': flagsChange('The guarded code runs in cases that it was kept from.', {
    path: 'src/slices.js',
    base: 'export function slices(text, size) {\n  if (size <= 0) return [text];\n  return cut(text, size);\n}\n',
    bad: 'export function slices(text, size) {\n  return cut(text, size);\n}\n',
    good: 'export function slices(text, size) {\n  if (size < 1) return [text];\n  return cut(text, size);\n}\n',
  }),
  'test-taken-away': flagsChange('What the test kept from coming back comes back, and the suite stays green.', {
    path: 'src/price.rs',
    base: 'pub fn price(sum: u32) -> u32 {\n    sum.max(1)\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn charges_one_at_least() {\n        assert_eq!(price(0), 1);\n    }\n}\n',
    bad: 'pub fn price(sum: u32) -> u32 {\n    sum\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n}\n',
    good: 'pub fn price(sum: u32) -> u32 {\n    sum\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn may_be_free() {\n        assert_eq!(price(0), 0);\n    }\n}\n',
  }),
  'silent-revert': flagsChange('A mended fault comes back, and nobody decided that: a merge, or an old copy, did it.', {
    path: 'src/share.js',
    earlier:
      'export function share(sum, people) {\n  return sum / people;\n}\n\nexport function label(text) {\n  return text.trim();\n}\n',
    base: 'export function share(sum, people) {\n  if (people < 1) return sum;\n  return Math.floor(sum / people);\n}\n\nexport function label(text) {\n  return text.trim();\n}\n',
    bad: 'export function share(sum, people) {\n  return sum / people;\n}\n\nexport function label(text) {\n  return text.trim().slice(0, 80);\n}\n',
    good: 'export function share(sum, people) {\n  if (people < 1) return sum;\n  return Math.floor(sum / people);\n}\n\nexport function label(text) {\n  return text.trim().slice(0, 80);\n}\n',
  }),
  'unused-after-change': flagsChange(
    'What nobody uses is read, kept and changed for nothing; or the use went by mistake.',
    {
      path: 'src/names.py',
      base: 'def show(names):\n    return _sorted(names)\n\n\ndef _sorted(names):\n    return sorted(names)\n',
      bad: 'def show(names):\n    return names\n\n\ndef _sorted(names):\n    return sorted(names)\n',
      good: 'def show(names):\n    return names\n',
    },
  ),
  'dependency-left-behind': flagsChange('What nobody imports is still installed, updated and checked for holes.', {
    path: 'src/pad.js',
    base: "import pad from 'left-pad';\nexport const show = (text) => pad(text, 8);\n",
    bad: 'export const show = (text) => text.padStart(8);\n',
    good: "import pad from 'left-pad';\nexport const show = (text) => pad(text, 9);\n",
    beside: { 'package.json': '{\n  "dependencies": {\n    "left-pad": "1.3.0"\n  }\n}\n' },
  }),
  'test-without-assertion': flagsChange('The test stays green whatever the code does.', {
    path: 'tests/test_add.py',
    base: 'def test_one():\n    assert add(0, 1) == 1\n\n\ndef test_two():\n    assert add(1, 1) == 2\n',
    bad: 'def test_one():\n    assert add(0, 1) == 1\n\n\ndef test_two():\n    assert add(1, 1) == 2\n\n\ndef test_three():\n    total = add(1, 2)\n',
    good: 'def test_one():\n    assert add(0, 1) == 1\n\n\ndef test_two():\n    assert add(1, 1) == 2\n\n\ndef test_three():\n    assert add(1, 2) == 3\n',
  }),
  'untested-change': flagsChange('The new way through the code runs first where it counts.', {
    path: 'src/price.js',
    base: 'export function price(order) {\n  return order.sum;\n}\n',
    bad: 'export function price(order) {\n  if (order.isGift && order.sum < 5) return 0;\n  return order.sum;\n}\n',
    good: 'export function price(order) {\n  // With taxes.\n  return order.sum;\n}\n',
    beside: { 'src/price.test.js': "it('sums', () => { expect(price({ sum: 1 })).toBe(1); });\n" },
  }),
  'stale-caller': flagsChange('What the caller does fitted once and fits no more: it fails, or does something else.', {
    path: 'src/price.ts',
    base: 'export function price(id: string): number {\n  return 1;\n}\n',
    bad: 'export function price(id: string, rate: number): number {\n  return rate;\n}\n',
    good: 'export function price(id: string, rate = 1): number {\n  return rate;\n}\n',
    beside: { 'src/use.ts': "import { price } from './price.ts';\nprice('a');\n" },
  }),
  'rule-switched-off': flagsChange('What the rule would have found is found no more, in the whole repository.', {
    path: '.oxlintrc.json',
    base: '{\n}\n',
    bad: '{\n    "no-eval": "off"\n}\n',
    good: '{\n    "no-eval": "error"\n}\n',
  }),
  'suppression-added': flags('A directive that names no rule hides every later mistake of that place, too.', [
    'src/a.ts',
    '// @ts-ignore\nf();',
    '// @ts-expect-error: the types lag behind\nf();',
  ]),
} as const satisfies Readonly<Record<string, RuleWords>>;
