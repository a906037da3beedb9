import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { describeCause } from '../../schemas/problem.ts';
import { AstGrepRuleFile, languageNamed, type SyntaxRule, syntaxRuleOfFile } from './syntax-rule.ts';

/** Examples of a rule, by its id, as ast-grep's test files and our own keys have them. */
export interface RuleTests {
  readonly id: string;
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

/** What a file of rules holds. Problems are sentences for people: a rule that cannot be used would check nothing, without a word. */
export interface RuleFile {
  readonly rules: readonly SyntaxRule[];
  readonly tests: readonly RuleTests[];
  readonly problems: readonly string[];
}

const Tests = z.looseObject({
  id: z.string().min(1),
  valid: z.array(z.string()).optional(),
  invalid: z.array(z.string()).optional(),
});

/** Reads ast-grep's YAML: rules and tests, several in a file parted by `---`. */
export function readRuleFile(text: string): RuleFile {
  const rules: SyntaxRule[] = [];
  const tests: RuleTests[] = [];
  const problems: string[] = [];
  for (const document of parseAllDocuments(text, { maxAliasCount: 100 } as never)) {
    const [error] = document.errors;
    if (error !== undefined) {
      problems.push(`it is no YAML: ${error.message.split('\n', 1).join()}`);
      continue;
    }
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (cause) {
      problems.push(describeCause(cause));
      continue;
    }
    if (value === null) continue;
    const tested = Tests.safeParse(value);
    if (tested.success && (tested.data.valid ?? tested.data.invalid) !== undefined)
      tests.push({ id: tested.data.id, valid: tested.data.valid ?? [], invalid: tested.data.invalid ?? [] });
    // A file of tests alone.
    if (tested.success && tested.data['rule'] === undefined && tests.at(-1)?.id === tested.data.id) continue;
    const read = AstGrepRuleFile.safeParse(value);
    if (!read.success) {
      problems.push(z.prettifyError(read.error).split('\n').slice(0, 2).join(' '));
      continue;
    }
    const rule = syntaxRuleOfFile(read.data);
    if (rule !== null) rules.push(rule);
    else if (read.data.severity !== 'off' && languageNamed(read.data.language) === null)
      problems.push(`the rule ${read.data.id} is for ${read.data.language}, of which no grammar is here`);
  }
  return { rules, tests, problems };
}
