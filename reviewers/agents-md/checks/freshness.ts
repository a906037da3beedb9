import type { Check, CheckContext } from '../../reviewer.ts';
import { covers, guidanceAt } from '../guidance-files.ts';
import { type Replacement, replacedManagers, replacedTools } from '../replacements.ts';

/** A sentence that forbids the old tool, or tells of the past, is right. */
const NOT_TOLD =
  /\b(?:never|do not|don['’]t|not|no longer|avoid|instead of|replaced|migrated|moved|formerly|used to)\b/i;

/** A tool is replaced, and the guidance, untouched by the change, still tells assistants to use the old one. */
export const freshness: Check = {
  id: 'freshness',
  comparesSides: true,
  async run(context) {
    const { files, filtered } = context.changeSet;
    const replaced = [...replacedManagers([...files, ...filtered]), ...files.flatMap(replacedTools)];
    if (replaced.length === 0) return;
    const touched = new Set(files.map(({ newPath }) => newPath));
    for (const { path, lines } of (await guidanceAt(context, 'new')) ?? []) {
      if (touched.has(path)) continue;
      for (const one of replaced.filter(({ location }) => covers(path, location.path)))
        tell(context, one, { path, lines });
    }
  },
};

function tell(context: CheckContext, one: Replacement, guidance: { path: string; lines: readonly string[] }): void {
  const index = guidance.lines.findIndex((line) => one.mention.test(line) && !NOT_TOLD.test(line));
  if (index === -1) return;
  const quote = (guidance.lines[index] ?? '').trim().slice(0, 160);
  const where = `${guidance.path} line ${index + 1}`;
  context.report({
    rule: 'outdated-tool',
    location: one.location,
    evidence: one.evidence,
    title: `${guidance.path} still tells assistants to use ${one.old}`,
    explanation: `The change replaces the ${one.kind} ${one.old} by ${one.now}, and does not touch ${where}, which says: “${quote}”.`,
    failureScenario: {
      description: `An assistant reads ${where} and works with ${one.old}.`,
      expected: `it uses ${one.now}, as the project now does`,
      actual: `it runs ${one.old}, which fails or brings back what was replaced`,
    },
  });
}
