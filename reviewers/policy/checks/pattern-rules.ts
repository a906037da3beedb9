import type { ChangedFile } from '../../../schemas/change-set.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, Report } from '../../reviewer.ts';
import { brokenRule } from '../broken-rule.ts';
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
      if (rule.pattern === undefined) continue;
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
  const { pattern: wanted = '', paths } = rule;
  const hits = file.hunks
    .flatMap((hunk) => hunk.lines)
    .flatMap(({ kind, newLine, text }) => {
      if (kind !== 'added' || newLine === null || text.length > LONGEST_LINE) return [];
      const found = pattern.find(text);
      return found === null || text.trim() === '' ? [] : [{ line: newLine, text: text.trim(), found }];
    });
  const looksFor = `The rule \`${rule.id}\` looks for \`${wanted}\` in added lines of ${paths.map((path) => `\`${path}\``).join(', ')}.`;
  return brokenRule(rule, file.newPath, { hits, looksFor });
}
