import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { newSideLines } from '../added-lines.ts';
import { linterOf } from '../linter-settings.ts';
import { NOT_SAID_BEFORE, reportRulesOff } from '../report-rules-off.ts';

/** Where ESLint, oxlint, Stylelint and Biome are told their rules, in code or in data. */
const CONFIGURATION =
  /(?:^|\/)(?:\.?(?:eslint|oxlint|stylelint)(?:rc)?(?:\.config)?(?:\.[\w-]{1,40})?\.(?:[cm]?[jt]s|jsonc?|ya?ml)|\.(?:eslint|oxlint|stylelint)rc|biome\.jsonc?)$/i;
/** A rule with `off`, 0, false or null behind it, alone or first in a list. */
const OFF =
  /^\s*["']?([@a-z][\w@/-]{1,100})["']?\s{0,4}:\s{0,4}\[?\s{0,4}(?:["']off["']|off\b|0\b(?!\.)|false\b|null\b)/i;
/** Keys beside the rules that take the same values. */
const OTHER_KEYS =
  /^(?:root|env|browser|node|es\d+|es6|jest|mocha|globals?|enabled|recommended|project|sourceType|jsx|type)$/i;
const ON = /["']?([@a-z][\w@/-]{1,100})["']?\s{0,4}:\s{0,4}\[?\s{0,4}(?:["'](?:error|warn)["']|[12]\b)/gi;

/**
 * Says which rules a change of a linter's configuration switches off, told by its lines: programs, and data that nobody takes apart. What was off
 * in a configuration that the change takes from has only moved.
 */
export const rulesOff: Check = {
  id: 'rules-off',
  async run(context) {
    const before = linesBefore(context.changeSet.files);
    for (const file of context.changeSet.files) {
      const isAsked = CONFIGURATION.test(file.newPath) && linterOf(file) === null;
      if (isAsked && (file.added ?? 0) > 0 && file.newMode.startsWith('100') && file.noise === undefined)
        lookAtLines(context, file, before);
    }
  },
};

interface Before {
  readonly off: ReadonlySet<string>;
  readonly on: ReadonlySet<string>;
}

/** The rules that the removed lines of all configurations switch off, and on. */
function linesBefore(files: readonly ChangedFile[]): Before {
  const lines = files
    .filter(({ oldPath }) => CONFIGURATION.test(oldPath))
    .flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines))
    .flatMap(({ kind, text }) => (kind === 'deleted' ? [text.slice(0, 500)] : []));
  return {
    off: new Set(lines.flatMap((line) => OFF.exec(line)?.[1] ?? [])),
    on: new Set(lines.flatMap((line) => Array.from(line.matchAll(ON), ([, rule = '']) => rule))),
  };
}

function lookAtLines(context: CheckContext, file: ChangedFile, { off, on }: Before): void {
  context.looked(file.newPath);
  const names = newSideLines(file)
    .flat()
    .filter(({ added }) => added)
    .flatMap(({ text }) => OFF.exec(text.slice(0, 500))?.[1] ?? [])
    .filter((rule) => !OTHER_KEYS.test(rule) && !off.has(rule));
  reportRulesOff(
    context,
    file,
    names.filter((name) => on.has(name)),
  );
  reportRulesOff(
    context,
    file,
    names.filter((name) => !on.has(name)),
    NOT_SAID_BEFORE,
  );
}
