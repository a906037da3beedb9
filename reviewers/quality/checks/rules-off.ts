import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { newSideLines } from '../added-lines.ts';
import { linterOf } from '../linter-settings.ts';
import { reportRulesOff } from '../report-rules-off.ts';

/** Where ESLint, oxlint, Stylelint and Biome are told their rules, in code or in data. */
const CONFIGURATION =
  /(?:^|\/)(?:\.?(?:eslint|oxlint|stylelint)(?:rc)?(?:\.config)?(?:\.[\w-]{1,40})?\.(?:[cm]?[jt]s|jsonc?|ya?ml)|\.(?:eslint|oxlint|stylelint)rc|biome\.jsonc?)$/i;
/** A rule with `off`, 0, false or null behind it, alone or first in a list. */
const OFF =
  /^\s*["']?([@a-z][\w@/-]{1,100})["']?\s{0,4}:\s{0,4}\[?\s{0,4}(?:["']off["']|off\b|0\b(?!\.)|false\b|null\b)/i;
/** Keys beside the rules that take the same values. */
const OTHER_KEYS =
  /^(?:root|env|browser|node|es\d+|es6|jest|mocha|globals?|enabled|recommended|project|sourceType|jsx|type)$/i;
/** Says which rules a change of a linter's configuration switches off, told by its lines: programs, and data that nobody takes apart. */
export const rulesOff: Check = {
  id: 'rules-off',
  async run(context) {
    for (const file of context.changeSet.files) {
      const isAsked = CONFIGURATION.test(file.newPath) && linterOf(file) === null;
      if (isAsked && (file.added ?? 0) > 0 && file.newMode.startsWith('100') && file.noise === undefined)
        lookAtLines(context, file);
    }
  },
};

function lookAtLines(context: CheckContext, file: ChangedFile): void {
  context.looked(file.newPath);
  const names = newSideLines(file)
    .flat()
    .filter(({ added }) => added)
    .flatMap(({ text }) => OFF.exec(text.slice(0, 500))?.[1] ?? [])
    .filter((rule) => !OTHER_KEYS.test(rule));
  reportRulesOff(context, file, names);
}
