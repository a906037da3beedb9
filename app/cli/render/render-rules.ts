import type { RuleExample } from '../../../reviewers/rule-example.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import type { ListedRule } from '../../rule-list.ts';

/** Most kinds that are named in one line; `--json` has them all. */
const MOST_KINDS = 4;

/** A line a rule: its id, who applies it, how grave it is, what it is under this configuration, and in what kinds of files. */
export function renderRules(rules: readonly ListedRule[]): string {
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const lines = rules.map((rule) =>
    [
      rule.id.padEnd(width),
      rule.severity.padEnd(10),
      rule.foundBy.join('+').padEnd(11),
      rule.state === 'on' ? 'on' : `${rule.state} (${rule.origin})`,
      kindsText(rule.kinds),
    ].join('  '),
  );
  return `${neutraliseTerminal(lines.map((line) => line.trimEnd()).join('\n'))}\n`;
}

/** All that is known of one rule. */
export function renderRule(rule: ListedRule): string {
  const { id, summary, severity, foundBy, kinds, state, origin, why, sources, references, record, examples } = rule;
  const lines = [
    `${id}: ${summary}`,
    '',
    why,
    '',
    `Severity: ${severity} unless the place says otherwise. Found by: ${foundBy.join(' and ')}.`,
    ...(record === null
      ? []
      : [`Read on ordinary commits: ${record.right} of ${record.read} labels say that it was right (two a finding).`]),
    ...(kinds.length === 0 ? [] : [`Files: ${kinds.includes('*') ? 'every kind' : kinds.join(', ')}.`]),
    `Here: ${state === 'on' ? 'on' : `${state} (${origin})`}.`,
    ...sources.map(({ tool, names, link }) => `From ${[tool, names.join(', ')].join(' ').trim()}: ${link}`),
    ...references.map((reference) => `See ${reference}.`),
    ...examples.flatMap(exampleLines),
    '',
    `To change it, in docket.yml on the default branch and on the base: rules: { ${id}: suggestion }`,
  ];
  return `${neutraliseTerminal(lines.join('\n'))}\n`;
}

function exampleLines(example: RuleExample): string[] {
  const { path, base, bad, good, beside = {} } = example;
  const block = (text: string): string[] =>
    text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `    ${line}`);
  return [
    '',
    ...Object.entries(beside).flatMap(([name, text]) => [`  beside it, ${name}:`, ...block(text)]),
    ...(base === undefined ? [] : [`  ${path} before:`, ...block(base)]),
    `  flagged, ${path}:`,
    ...(bad === null ? ['    (removed)'] : block(bad)),
    `  not flagged, ${path}:`,
    ...block(good),
  ];
}

function kindsText(kinds: readonly string[]): string {
  if (kinds.includes('*')) return '*';
  const more = kinds.length > MOST_KINDS ? ` +${kinds.length - MOST_KINDS}` : '';
  return `${kinds.slice(0, MOST_KINDS).join(',')}${more}`;
}
