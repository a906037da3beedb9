import type { ChangedFile } from '../../schemas/change-set.ts';
import type { CheckContext } from '../reviewer.ts';
import { newSideLines, onLine } from './added-lines.ts';

/**
 * How sure it is that a rule applied which is switched off where nothing was said of it: presets, new rules of an upgrade and pending cops decide
 * that elsewhere. Folded: on 2,500 ordinary commits of eighteen repositories it was right in none of six.
 */
export const NOT_SAID_BEFORE = 200;

/** Says that a linter hears less of these rules, on the added line that names the first of them. */
export function reportRulesOff(
  context: CheckContext,
  file: ChangedFile,
  rules: readonly string[],
  confidence?: number,
): void {
  const [first, ...others] = rules;
  if (first === undefined) return;
  const path = file.newPath;
  const added = newSideLines(file)
    .flat()
    .filter((line) => line.added);
  const line = added.find(({ text }) => text.includes(first)) ?? added[0];
  const names = rules.slice(0, 5).map((rule) => `\`${rule}\``);
  context.report({
    rule: 'rule-switched-off',
    ...(confidence !== undefined && { confidence }),
    ...(line === undefined
      ? { location: { path, side: 'new', startLine: null, endLine: null }, evidence: null }
      : onLine(path, line.line, line.text)),
    title: `A linter no longer applies ${rules.length === 1 ? `\`${first}\`` : `${rules.length} rules`}`,
    explanation: `The change sets ${names.join(', ')}${others.length > 4 ? ' and more' : ''} off or lower in \`${path}\`. What ${rules.length === 1 ? 'it' : 'they'} would find, now or later, nobody hears as before.`,
    failureScenario: {
      description: `Code is added that \`${first}\` is made to refuse.`,
      expected: 'the linter says so',
      actual: 'it passes',
    },
  });
}
