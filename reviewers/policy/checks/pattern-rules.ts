import type { ChangedFile } from '../../../schemas/change-set.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, Report } from '../../reviewer.ts';
import { createPattern, type Pattern } from '../pattern.ts';
import type { PolicyRule } from '../../../schemas/policy.ts';
import { compileGlobs } from '../../../schemas/path-globs.ts';

/** Longer lines are data or generated; nobody wrote them. */
const LONGEST_LINE = 5000;

/** The repository's rules of the form "if you need X, use Y", on added lines: one finding for each rule and file. */
export const patternRules: Check = {
  id: 'pattern-rules',
  async run(context) {
    for (const rule of context.policy.rules) {
      const covers = compileGlobs(rule.paths);
      const pattern = createPattern(rule.pattern);
      for (const file of withoutNoise(context.changeSet.files)) {
        if (!covers(file.newPath)) continue;
        const report = reportOf(rule, file, pattern);
        if (report !== null) context.report(report);
      }
    }
  },
};

function reportOf(rule: PolicyRule, file: ChangedFile, pattern: Pattern): Report | null {
  const hits = file.hunks
    .flatMap((hunk) => hunk.lines)
    .flatMap(({ kind, newLine, text }) => {
      if (kind !== 'added' || newLine === null || text.length > LONGEST_LINE) return [];
      const found = pattern.find(text);
      return found === null || text.trim() === '' ? [] : [{ line: newLine, text: text.trim(), found }];
    });
  const [first, ...others] = hits;
  if (first === undefined) return null;
  const more =
    others.length === 0
      ? ''
      : ` The same in line ${others
          .slice(0, 5)
          .map(({ line }) => line)
          .join(', ')}${others.length > 5 ? ' and more' : ''}.`;
  return {
    rule: 'breaks-pattern-rule',
    location: { path: file.newPath, side: 'new', startLine: first.line, endLine: first.line },
    evidence: first.text,
    title: `Breaks this repository’s rule \`${rule.id}\``,
    explanation: `${rule.message}${more}`,
    failureScenario: {
      description: `The rule \`${rule.id}\` looks for \`${rule.pattern}\` in added lines of ${rule.paths.map((path) => `\`${path}\``).join(', ')}.`,
      expected: 'no added line has it',
      actual: `line ${first.line} has \`${first.found.slice(0, 100)}\``,
    },
    ...(rule.severity && { severity: rule.severity }),
    ...(rule.link && { references: [rule.link] }),
  };
}
