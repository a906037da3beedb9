/**
 * `docs/checks.md`: a line for each rule, made from the data that stands beside the rules: `node scripts/checks-document.ts [--check]`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { catalogueOf, type RuleEntry } from '../reviewers/catalogue.ts';
import { BUILT_IN_REVIEWERS } from '../reviewers/index.ts';
import { OTHER_RULE } from '../reviewers/model-pass/finding-of-answer.ts';

const DOCUMENT = new URL('../docs/checks.md', import.meta.url);

const HEAD = `# What is looked for

Made by \`npm run docs:checks\`; do not edit. \`docket rules show RULE\` says why a rule is there, where it comes from, and shows code that is flagged and code that is not; \`docket rules\` lists the files each reads.
The severity is the usual one: where code stands, and who reaches it, raises or lowers it. What is not under *by a model alone* needs no key and no network. [Switching a rule off or lowering it](configuration.md#rules).
`;

const SEVERITIES = ['critical', 'warning', 'suggestion'] as const;

const escaped = (text: string): string => text.replaceAll('<', '&lt;');

/** What stands in no vocabulary, so that no catalogue has it. */
const OTHER = `- \`${OTHER_RULE}\`: What a model found under a name that no rule here has; it gives the severity.\n`;

/** A rule of a linter is told by its name, under which the linter's own pages explain it; ours have a sentence. */
function isLinters({ sources }: RuleEntry): boolean {
  return sources.some(({ names }) => names.length > 0);
}

function listed(title: string, rules: readonly RuleEntry[]): string {
  if (rules.length === 0) return '';
  const name = (rule: RuleEntry) => `\`${rule.id.slice(rule.reviewer.length + 1)}\``;
  const ours = rules.filter((rule) => !isLinters(rule)).map((rule) => `- ${name(rule)}: ${escaped(rule.summary)}\n`);
  const linters = rules.filter((rule) => isLinters(rule)).map((rule) => name(rule));
  const taken = linters.length === 0 ? '' : `- As linters have them: ${linters.join(', ')}\n`;
  return `\n**${title}**\n\n${ours.join('')}${taken}`;
}

/** The rules of one reviewer: those that need no model, by severity, then those that only a model finds. */
function listOf(rules: readonly RuleEntry[], asksModels: boolean): string {
  const needsModel = ({ foundBy }: RuleEntry) => !foundBy.includes('check');
  const [checks, models] = [false, true].map((wanted) => rules.filter((rule) => needsModel(rule) === wanted));
  const groups = SEVERITIES.map((severity) =>
    listed(
      severity,
      (checks ?? []).filter((rule) => rule.severity === severity),
    ),
  );
  const asked = SEVERITIES.map((severity) =>
    listed(
      `${severity}, by a model alone`,
      (models ?? []).filter((rule) => rule.severity === severity),
    ),
  );
  return [...groups, ...asked, asksModels ? `\n${OTHER}` : ''].join('');
}

const rules = catalogueOf(BUILT_IN_REVIEWERS);
const sections = BUILT_IN_REVIEWERS.map(({ id, description, brief }) => {
  const own = rules.filter((rule) => rule.reviewer === id);
  return `\n## ${id}\n\n${description}\n${listOf(own, brief !== undefined)}`;
});
const after = `${HEAD}${sections.join('')}`;
if (process.argv.includes('--check')) {
  if (readFileSync(DOCUMENT, 'utf8') !== after) {
    console.error('docs/checks.md has drifted from the rules: run `npm run docs:checks`.');
    process.exitCode = 1;
  }
} else writeFileSync(DOCUMENT, after);
