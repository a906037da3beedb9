import type { CheckContext } from '../../reviewer.ts';
import { isTestPath } from '../../changed-code/test-path.ts';
import { isTest } from '../paths.ts';

/** Names by which a test, or what it calls, may say that something is wrong. Too many rather than too few: each of them silences. */
const ASSERTS =
  /assert|expect|verif|check|should|must|(?<!\.)require(?!\()|ensure|fail|match|snapshot|raise|throw|rescue|except|catch|panic|error|warn|equal|(?<![a-z])eq(?![a-z])|compare|diff|golden|(?<!a)wait|until|eventual|(?<![a-z])done(?![a-z])|plan|step|scenario|valid|inspect|confirm|contain|(?<![a-z])is(?:_|[A-Z])|toBe|fatal|approve|prove|violat|exit|abort|allow|offens|correct|report|skip|todo|pending|(?:get|find|wait)(?:All)?By|unwrap|\?;|!\(|conform|test|spec|spy|mock|received|never|times|raise/i;
const CALLED = /(?<![\w$])([A-Za-z_$][\w$]{0,200})[!?]?\s{0,40}(?:<[\w, ]{1,60}>)?\(/g;
const RUBY_CALLED = /\b([a-z_]\w*)\b/g;
const NO_HELPER =
  /^(?:if|for|while|switch|return|await|function|new|catch|async|do|end|def|func|fn|let|var|it|test|describe|nil|true|false|self|then|else|with|lambda|print|println|len|range|list|str|int|append|make|map|set|of|get|add|to|from)$/;
const MOST_HELPERS = 30;
const DEFINITIONS = 12;
const BODY = 60;

/** Whether a piece of code has a name by which it may say that something is wrong. */
export function mayAssert(code: string): boolean {
  return ASSERTS.test(code);
}

/** Assertions that hold whatever the program does, in the words of the usual frameworks: of a constant, or of a variable or field and itself. */
const SELF_EVIDENT: readonly RegExp[] = [
  /\bexpect\(\s?true\s?\)\.(?:toBe|toEqual|toStrictEqual)\(\s?true\s?\)|\bexpect\(\s?true\s?\)\.toBeTruthy\(\)/g,
  /\bassert(?:\.ok|\.isTrue)?!?\(\s?true\s?\)|\b[aA]ssert(?:True|\.True|\.IsTrue)\((?:t,\s?)?\s?[tT]rue\s?\)/g,
  /^[ \t]{0,40}assert True[ \t]{0,40}$/gm,
];
const COMPARED: readonly RegExp[] = [
  /\bexpect\(\s?([\w$.]{1,80})\s?\)\.(?:toBe|toEqual|toStrictEqual)\(\s?([\w$.]{1,80})\s?\)/g,
  /\b[aA]ssert(?:_eq!|Equals?|Same|\.equal|\.strictEqual|\.Equal|\.AreEqual)\((?:t,\s?)?\s?([\w$.]{1,80}),\s?([\w$.]{1,80})\s?\)/g,
  /^[ \t]{0,40}assert ([\w.]{1,80}) == ([\w.]{1,80})[ \t]{0,40}$/gm,
];

/** A piece of code without the assertions that cannot fail. */
export function withoutSelfEvident(code: string): string {
  const left = SELF_EVIDENT.reduce((text, pattern) => text.replace(pattern, ''), code);
  return COMPARED.reduce(
    (text, pattern) => text.replace(pattern, (all, one, other) => (one === other ? '' : String(all))),
    left,
  );
}

/** Whether something that the code calls, in tests or what helps them, may assert: two calls deep. */
export async function callsWhatAsserts(context: CheckContext, code: string, path: string): Promise<boolean> {
  let names = helpersIn(code, path);
  for (let depth = 0; depth < 2 && names.length > 0; depth += 1) {
    const found = await context.mentions({
      names: names.slice(0, MOST_HELPERS),
      side: 'new',
      near: [path],
      pathspecs: [],
      definitions: DEFINITIONS,
      uses: 0,
    });
    if (found.kind === 'unavailable') return true;
    const next: string[] = [];
    for (const hit of found.value) {
      if (hit.path !== path && !isTestPath(hit.path) && !isTest(hit.path) && !/test|spec/i.test(hit.path)) continue;
      const content = await context.read(hit.path, 'new');
      if (content.kind === 'absent') continue;
      const body = content.text
        .split('\n')
        .slice(hit.line - 1, hit.line + BODY)
        .join('\n');
      const behind = body.slice(body.indexOf(hit.name) + hit.name.length);
      if (mayAssert(behind)) return true;
      next.push(...helpersIn(behind, hit.path));
    }
    names = next.filter((name) => !names.includes(name));
  }
  return false;
}

/** The names that a piece of code calls. */
export function helpersIn(code: string, path = ''): string[] {
  const pattern = /\.rb$/i.test(path) ? RUBY_CALLED : CALLED;
  return [...new Set([...code.matchAll(pattern)].map(([, name = '']) => name))].filter(
    (name) => name.length > 2 && !NO_HELPER.test(name),
  );
}
