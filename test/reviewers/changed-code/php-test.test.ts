import { describe, expect, test } from 'vitest';
import { phpOfTest } from '../../../reviewers/changed-code/plain/languages/php-test.ts';
import { quality } from '../../../reviewers/quality/index.ts';
import { security } from '../../../reviewers/security/index.ts';
import { runChecks } from '../check-table.ts';

const TEST = (file: string, more = ''): string =>
  `--TEST--\nWhat it is about\n--SKIPIF--\n<?php declare(strict_types=1);\nif (PHP_OS === 'X') { die('skip'); }\n${more}--FILE--\n<?php declare(strict_types=1);\n${file}\n--EXPECTF--\nPHPUnit %s by (somebody {\n--CLEAN--\n<?php declare(strict_types=1);\nunlink(__DIR__ . '/a');\n`;

async function look(text: string): Promise<{ readonly told: string[]; readonly unread: string[] }> {
  const trees = { old: {}, new: { 'src/a.phpt': text } };
  const [found, slips] = [
    await runChecks(security, trees, { only: ['dangerous-sinks'] }),
    await runChecks(quality, trees, { only: ['plain-slips'] }),
  ];
  return {
    told: [...found.reports, ...slips.reports].map(({ rule }) => rule).toSorted(),
    unread: [...found.unavailable, ...slips.unavailable].map(({ reason }) => reason),
  };
}

describe('tests of PHP', () => {
  test('every sign stays where it was', () => {
    const text = TEST('echo 1;', '--INI--\nauto_prepend_file=a\n--WHATEVER--\nx\n');
    expect(
      phpOfTest(text)
        .split('\n')
        .map(({ length }) => length),
    ).toEqual(text.split('\n').map(({ length }) => length));
  });

  test('its program is read, what it is compared with is not', async () => {
    expect(await look(TEST('echo 1;'))).toEqual({ told: [], unread: [] });
    expect(await look(TEST('echo 1;', '--INI--\nmemory_limit=-1\ndisplay_errors=On\n'))).toEqual({
      told: [],
      unread: [],
    });
  });

  test.each<[what: string, text: string, rule: string]>([
    ['of the file', TEST('if ($a == $a) { f(); }'), 'same-operands'],
    ['of what is cleaned', `${TEST('echo 1;')}if ($b == $b) { f(); }\n`, 'same-operands'],
    ['of what is compared', TEST('echo 1;').replace('PHPUnit', '<?php if ($b == $b) { f(); }'), 'same-operands'],
    ['of a text of another name', 'Words\n<?php\nif ($b == $b) { f(); }\n', 'same-operands'],
  ])('tells hazards %s', async (_what, text, rule) => {
    expect((await look(text)).told).toContain(rule);
  });

  test.each<[what: string, more: string]>([
    ['a file that runs before', '--INI--\nauto_prepend_file=../x\n'],
    ['a program that is loaded', '--INI--\nextension=./x.so\n'],
    ['a function for its output', '--INI--\noutput_handler=system\n'],
    ['a program that is loaded once', '--INI--\nopcache.preload=evil\n'],
    ['another file', '--FILE_EXTERNAL--\nx.php\n'],
    ['tests that are made', "--REDIRECTTEST--\nreturn ['TESTS' => system('id')];\n"],
    ['variables of the process', '--ENV--\nLD_PRELOAD=./x.so\n'],
    ['arguments', '--ARGS--\n-d auto_prepend_file=x\n'],
    ['a section that nobody knows', '--RUN--\nx\n'],
    ['leave to fail', '--XFAIL--\nbroken\n'],
    ['nothing that it would not skip', "--SKIPIF--\n<?php die('skip'); ?>\n"],
    ['a pattern that everything fits', '--EXPECTF--\n%A\n'],
  ])('judges no test with %s', async (_what, more) => {
    expect((await look(TEST('echo 1;', more))).unread).toContain('the grammar of PHP cannot read the changed lines');
  });

  test('a program by another name is none', () => {
    expect(phpOfTest('--TEST--\na\n--EXPECT--\n<?php system($a);\n')).toContain('<?php system($a);');
  });
});
