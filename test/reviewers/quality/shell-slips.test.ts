import { expect, test } from 'vitest';
import { judgeSlips } from '../../../reviewers/quality/shell/judge-shell.ts';

test.each([
  ['d=$1\nrm -rf $d', ['unquoted-removal']],
  ['d=$1\nrm -rf -- "$d"', []],
  ['rm -rf "$TARGET/"*', ['unquoted-removal']],
  ['rm -rf "${TARGET:?}/"*', []],
  ['set -u\nrm -rf "$TARGET/"*', []],
  ['d=build\nrm -rf $d', []],
  ['[[ $n > 90 ]]', ['text-comparison']],
  ['[[ $n -gt 90 ]]', []],
  ['[[ $a > $b ]]', []],
  ['[ "$n" > 5 ]', ['text-comparison']],
  ['[ "$a"="b" ]', ['constant-test']],
  ['[ -n $x ]', ['constant-test']],
  ['[ -n "$x" ]', []],
  ['[ $x = y ]', ['unquoted-test']],
  ['[ $# = 2 ]', []],
  ['[ "$x" = y ]', []],
  ['cd build\nrm -rf out', ['unchecked-folder']],
  ['cd build || exit 1\nrm -rf out', []],
  ['set -e\ncd build\nrm -rf out', []],
  ['sort a > a', ['overwritten-input']],
  ['grep x a | sort > a', ['overwritten-input']],
  ['sort a > b', []],
  ['n=0\ncat f | while read -r l; do n=$((n+1)); done\necho $n', ['lost-in-pipe']],
  ['n=0\nwhile read -r l; do n=$((n+1)); done < f\necho $n', []],
  ['x = 5', ['spaced-assignment']],
  ['$x=5', ['spaced-assignment']],
  ['x=5', []],
  ['sudo echo 1 > /etc/x', ['redirected-as-user']],
  ['echo 1 | sudo tee /etc/x', []],
  ['find . | xargs rm', ['unsafe-names-removed']],
  ['find . -print0 | xargs -0 rm', []],
  ['make 2>&1 > log', ['misordered-redirections']],
  ['make > log 2>&1', []],
  ['f() {\n  return 1\n  echo x\n}', ['unreachable-command']],
  ['echo a\nexit 0', []],
  ['exit 0\necho a', []],
  ['target=a\necho "$taget"', ['misspelled-variable']],
  ['target=a\necho "$target" "$HOME"', []],
  ['#!/bin/sh\n[[ -f a ]]', ['not-in-sh']],
  ['#!/bin/bash\n[[ -f a ]]', []],
])('%s', (text, expected) => {
  expect(judgeSlips(text).hazards.map(({ rule }) => rule)).toEqual(expected);
});

test('does not judge what does not parse', () => {
  expect(judgeSlips('if true; then').unread).toHaveLength(1);
});
