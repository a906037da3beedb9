import { compileGlobs } from '../../../schemas/path-globs.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { generatedSign } from '../generated-sign.ts';
import { hasSection, sectionsOf } from '../sections.ts';
import { wholeFile } from '../whole-file.ts';

/** Sections that the description of a pull request must have; other changes have no description. */
export const descriptionSections: Check = {
  id: 'description-sections',
  async run(context) {
    const { changeSet, policy } = context;
    const [file] = changeSet.files;
    if (file === undefined || !hasDescription(changeSet)) return;
    const sections = sectionsOf(changeSet.body);
    const missing = policy.sections.filter((name) => !hasSection(sections, name));
    if (missing.length === 0) return;
    const named = missing.map((name) => `“${name}”`).join(', ');
    context.report({
      rule: 'missing-section',
      ...wholeFile(file),
      title: `The description lacks ${missing.length === 1 ? 'a section' : `${missing.length} sections`} that this repository asks for`,
      explanation: `The configuration of this repository asks for ${named}, each a heading with text under it (\`policy.sections\`).`,
      failureScenario: {
        description: 'Somebody reviews the change by its description.',
        expected: `what stands under ${named}`,
        actual: 'nothing stands there',
      },
    });
  },
};

/** What a change that a model made must bring. */
export const generatedChanges: Check = {
  id: 'generated-changes',
  async run(context) {
    const { changeSet, policy } = context;
    const [file] = changeSet.files;
    const sign = policy.generated.length === 0 ? null : generatedSign(changeSet);
    if (file === undefined || sign === null) return;
    const sections = sectionsOf(changeSet.body);
    const paths = [...changeSet.files, ...changeSet.filtered].map(({ newPath }) => newPath);
    for (const { section, paths: wanted, refused, message } of policy.generated) {
      if (section !== undefined && (!hasDescription(changeSet) || hasSection(sections, section))) continue;
      if (wanted !== undefined && paths.some(compileGlobs(wanted))) continue;
      const lack =
        refused === true
          ? 'no change that a model made'
          : section === undefined
            ? `a change of ${(wanted ?? []).map((glob) => `\`${glob}\``).join(', ')}`
            : `a section “${section}” in the description`;
      context.report({
        rule: 'generated-change',
        ...wholeFile(file),
        title:
          refused === true
            ? 'This repository takes no changes that a model made'
            : 'A change that a model made lacks what this repository asks for',
        explanation: `${message} That a model made it says “${sign}”.`,
        failureScenario: {
          description: 'The change is merged as it is.',
          expected: `${lack} (\`policy.generated\`)`,
          actual: refused === true ? 'it is one' : 'it is not there',
        },
      });
    }
  },
};

/** Only who describes a change can leave something out of its description. */
const hasDescription = ({ source }: CheckContext['changeSet']): boolean => source === 'pull-request';
