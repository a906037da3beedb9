import type { Check } from '../../reviewer.ts';
import { newSideLines, onLine } from '../added-lines.ts';
import { filesWithAddedLines } from '../paths.ts';

/** Where ESLint, oxlint, Stylelint and Biome are told their rules, in code or in data. */
const CONFIGURATION =
  /(?:^|\/)(?:\.?(?:eslint|oxlint|stylelint)(?:rc)?(?:\.config)?(?:\.[\w-]{1,40})?\.(?:[cm]?[jt]s|jsonc?|ya?ml)|\.(?:eslint|oxlint|stylelint)rc|biome\.jsonc?)$/i;
/** A rule with `off`, 0, false or null behind it, alone or first in a list. */
const OFF =
  /^\s*["']?([@a-z][\w@/-]{1,100})["']?\s{0,4}:\s{0,4}\[?\s{0,4}(?:["']off["']|off\b|0\b(?!\.)|false\b|null\b)/i;
/** Keys beside the rules that take the same values. */
const OTHER_KEYS =
  /^(?:root|env|browser|node|es\d+|es6|jest|mocha|globals?|enabled|recommended|project|sourceType|jsx|type)$/i;

/** Says which rules a change of a linter's configuration switches off: the linter is silent about them from then on. */
export const rulesOff: Check = {
  id: 'rules-off',
  async run(context) {
    for (const file of filesWithAddedLines(context.changeSet.files)) {
      const path = file.newPath;
      if (!CONFIGURATION.test(path)) continue;
      context.looked(path);
      const off = newSideLines(file)
        .flat()
        .filter(({ added }) => added)
        .flatMap((line) => {
          const rule = OFF.exec(line.text.slice(0, 500))?.[1];
          return rule === undefined || OTHER_KEYS.test(rule) ? [] : [{ line, rule }];
        });
      const [first, ...others] = off;
      if (first === undefined) continue;
      const names = off.slice(0, 5).map(({ rule }) => `\`${rule}\``);
      context.report({
        rule: 'rule-switched-off',
        ...onLine(path, first.line.line, first.line.text),
        title: `A linter no longer applies ${off.length === 1 ? `\`${first.rule}\`` : `${off.length} rules`}`,
        explanation: `The change sets ${names.join(', ')}${others.length > 4 ? ' and more' : ''} off in \`${path}\`. What ${off.length === 1 ? 'it' : 'they'} would find, now or later, nobody hears.`,
        failureScenario: {
          description: `Code is added that \`${first.rule}\` is made to refuse.`,
          expected: 'the linter says so',
          actual: 'it passes',
        },
      });
    }
  },
};
