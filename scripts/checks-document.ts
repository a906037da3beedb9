/**
 * `docs/checks.md`: every rule, made from the data that stands beside the rules: `node scripts/checks-document.ts [--check]`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { catalogueOf, type RuleEntry } from '../reviewers/catalogue.ts';
import { BUILT_IN_REVIEWERS } from '../reviewers/index.ts';
import { OTHER_RULE } from '../reviewers/model-pass/finding-of-answer.ts';

const DOCUMENT = new URL('../docs/checks.md', import.meta.url);

const HEAD = `# What is looked for

Made by \`npm run docs:checks\` from the data that stands beside the rules; do not edit it. \`docket rules show RULE\` tells why a rule is there, with code that is flagged and
code that is not; \`docket rules\` which kinds of files each reads, and what the configuration makes of it. *check* is found with no key and no network, *model* takes a model. The severity is the usual one: where code
stands, and who reaches it, raises or lowers it. How to switch a rule off or lower it: [configuration.md](configuration.md#rules).
`;

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;');

function sourceText({ sources, references }: RuleEntry): string {
  const tools = sources.map(({ tool, names, link }) => `[${[tool, ...names].join(' ')}](${link})`);
  return [...tools, ...references].join(', ');
}

/** What stands in no vocabulary, so that no catalogue has it. */
const OTHER = `| \`${OTHER_RULE}\` | What a model found and gave a name that no rule here has. | the model’s | model |  |\n`;

function table(rules: readonly RuleEntry[], asksModels: boolean): string {
  const rows = rules.map((rule) => {
    const name = rule.id.slice(rule.reviewer.length + 1);
    const found = rule.foundBy.join(', ');
    return `| \`${name}\` | ${cell(rule.summary)} | ${rule.severity} | ${found} | ${sourceText(rule)} |\n`;
  });
  return `| rule | finds | severity | by | from |\n|---|---|---|---|---|\n${rows.join('')}${asksModels ? OTHER : ''}`;
}

const rules = catalogueOf(BUILT_IN_REVIEWERS);
const sections = BUILT_IN_REVIEWERS.map(({ id, description, brief }) => {
  const own = rules.filter((rule) => rule.reviewer === id);
  return `\n## ${id}\n\n${description}\n\n${table(own, brief !== undefined)}`;
});
const after = `${HEAD}${sections.join('')}`;
if (process.argv.includes('--check')) {
  if (readFileSync(DOCUMENT, 'utf8') !== after) {
    console.error('docs/checks.md has drifted from the rules: run `npm run docs:checks`.');
    process.exitCode = 1;
  }
} else writeFileSync(DOCUMENT, after);
