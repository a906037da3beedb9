import { compileGlobs } from '../../../schemas/path-globs.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { brokenRule, type RuleHit } from '../broken-rule.ts';
import { readRuleFile } from '../rule-files.ts';
import { languageNamed, type SyntaxRule, syntaxRuleOf } from '../syntax-rule.ts';

/** Most files of rules that are read for one change. */
const MOST_FILES = 200;
/** Most files of the change that rules are asked about. */
const MOST_CHANGED = 2000;

/** The repository's rules about syntax, in ast-grep's form, on what the change adds: one finding for each rule and file. */
export const syntaxRules: Check = {
  id: 'syntax-rules',
  async run(context) {
    const rules = [...configured(context), ...(await inFiles(context))];
    if (rules.length === 0) return;
    const files = withoutNoise(context.changeSet.files).filter(({ status }) => status !== 'D');
    if (files.length > MOST_CHANGED)
      context.unavailable({ reason: `rules were asked about ${MOST_CHANGED} files only` });
    for (const file of files.slice(0, MOST_CHANGED)) {
      const path = file.newPath;
      const changed = context.changedLines(file, 'new');
      const fitting = rules.filter(
        ({ files: wanted, ignores }) => compileGlobs(wanted)(path) && !compileGlobs(ignores)(path),
      );
      if (fitting.length === 0 || changed.size === 0) continue;
      const content = await context.read(path, 'new');
      if (content.kind === 'absent') {
        context.unavailable({ path, reason: `the rules need the whole file: ${content.reason}` });
        continue;
      }
      await tell(context, { path, text: content.text, changed, rules: fitting });
    }
  },
};

interface Asked {
  readonly path: string;
  readonly text: string;
  readonly changed: ReadonlySet<number>;
  readonly rules: readonly SyntaxRule[];
}

async function tell(context: CheckContext, { path, text, changed, rules }: Asked): Promise<void> {
  const lines = text.split('\n');
  for (const rule of rules) {
    // One rule a call: another one that the tool refuses takes none with it.
    const [result] = await context.analyse('ast-grep', [{ path, text }], { rules: [rule.ask] });
    if (result === undefined) continue;
    if (result.kind !== 'ok') {
      context.unavailable({ path, reason: `the rule ${rule.id} cannot be used: ${result.reason}` });
      continue;
    }
    const hits = result.matches.flatMap(({ startLine, endLine }): RuleHit[] => {
      const line = [...changed].filter((one) => one >= startLine && one <= endLine).toSorted((a, b) => a - b)[0];
      const found = line === undefined ? '' : (lines[line - 1] ?? '').trim();
      return line === undefined || found === '' ? [] : [{ line, text: found, found }];
    });
    const looksFor = `The rule \`${rule.id}\` looks for \`${rule.looksFor}\` in what a change adds.`;
    const report = brokenRule(rule, path, { hits, looksFor });
    if (report !== null) context.report(report);
  }
}

function configured(context: CheckContext): readonly SyntaxRule[] {
  return context.policy.rules.flatMap((rule) => {
    if (rule.rule !== undefined && languageNamed(rule.language ?? '') === null)
      context.unavailable({
        reason: `the policy rule ${rule.id} is for ${rule.language ?? 'no language'}, of which no grammar is here`,
      });
    return syntaxRuleOf(rule) ?? [];
  });
}

/** The rules of files as they stand at the base: the change has no say in what it is held against. */
async function inFiles(context: CheckContext): Promise<readonly SyntaxRule[]> {
  const { ruleFiles } = context.policy;
  if (ruleFiles.length === 0) return [];
  const covers = compileGlobs(ruleFiles);
  const known = await context.list('old');
  if (known === null) {
    context.unavailable({
      reason: 'the files of `policy.ruleFiles` are read at the base, which this change does not carry',
    });
    return [];
  }
  const paths = known.filter((path) => /\.ya?ml$/.test(path) && covers(path));
  if (paths.length > MOST_FILES)
    context.unavailable({ reason: `${paths.length - MOST_FILES} files of rules were not read` });
  const found: SyntaxRule[] = [];
  for (const path of paths.slice(0, MOST_FILES)) {
    const content = await context.read(path, 'old');
    if (content.kind === 'absent') {
      context.unavailable({ path, reason: content.reason });
      continue;
    }
    const { rules, problems } = readRuleFile(content.text);
    found.push(...rules);
    for (const reason of problems) context.unavailable({ path, reason });
  }
  return found;
}
