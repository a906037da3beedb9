/**
 * Makes `reviewers/rule-records.ts` of `labels.tsv`: `node scripts/precision/fit-rule-records.ts [--check]`. How often findings of a rule were right is
 * drawn to how often those of its reviewer were (beta-binomial), the more the fewer were read. Labels of findings that today's rules no longer state count for
 * the reviewer alone: what was mended says nothing of the rule, but how wrong a rule is that nobody has read yet.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FittedRecords, readLabels } from './rule-labels.ts';

const RECORDS = join(import.meta.dirname, '../../reviewers/rule-records.ts');

const made = source(new FittedRecords(readLabels()));
if (!process.argv.includes('--check')) writeFileSync(RECORDS, made);
else if (readFileSync(RECORDS, 'utf8') !== made) {
  process.stderr.write(
    'reviewers/rule-records.ts is not what the labels say: node scripts/precision/fit-rule-records.ts\n',
  );
  process.exitCode = 1;
}

function source(records: FittedRecords): string {
  const rules = [...records.rules].map(([rule, { right, read }]) => {
    const confidence = Math.round(records.confidenceOf(rule) * 1000);
    return `  '${rule}': { right: ${right}, read: ${read}, confidence: ${confidence} },\n`;
  });
  const others = records.reviewers.map(
    (reviewer) => `  ${reviewer}: ${Math.round(records.shareOf(`${reviewer}/`) * 1000)},\n`,
  );
  return [
    '/* Made by `node scripts/precision/fit-rule-records.ts` of scripts/precision/labels.tsv; do not edit. */\n\n',
    "/** How a rule's findings on ordinary commits were labelled: labels of two readers each, and what that makes of its confidence, per mille. */\n",
    'export interface RuleRecord {\n  readonly right: number;\n  readonly read: number;\n  readonly confidence: number;\n}\n\n',
    `/** A reviewer's own share weighs as much as ${records.strength} findings. */\n`,
    'export const RULE_RECORDS: Readonly<Record<string, RuleRecord>> = {\n',
    ...rules,
    '};\n\n',
    '/** What a rule of these reviewers is worth that nobody has read yet, per mille. */\n',
    'export const UNREAD_RULES: Readonly<Record<string, number>> = {\n',
    ...others,
    '};\n',
  ].join('');
}
