import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { readRuleFile, type RuleFile } from '../../reviewers/policy/rule-files.ts';
import { compileGlobs } from '../../schemas/path-globs.ts';
import type { RepositoryConfig } from '../../schemas/config.ts';
import { describeCause } from '../../schemas/problem.ts';
import { readRegularFile } from '../config/regular-file.ts';
import type { TestedRules } from './run-rule-tests.ts';

const LEFT_OUT: ReadonlySet<string> = new Set(['.git', 'node_modules']);
/** More is no folder of rules. */
const MOST_FILES = 2000;
const LARGEST = 1_000_000;

/** The rules of a configuration and of the files that it names, as they lie in a folder; `problems` are sentences for people. */
export async function rulesOfFolder(
  root: string,
  policy: NonNullable<RepositoryConfig['policy']>,
): Promise<TestedRules & { readonly problems: readonly string[] }> {
  const covers = compileGlobs(policy.ruleFiles ?? []);
  const paths = policy.ruleFiles === undefined ? [] : (await yamlBelow(root, root)).filter(covers).slice(0, MOST_FILES);
  const files = paths.map((path) => ({ path, ...rulesIn(join(root, path)) }));
  return {
    rules: policy.rules ?? [],
    syntaxRules: files.flatMap(({ rules }) => rules),
    tests: files.flatMap(({ tests }) => tests),
    problems: files.flatMap(({ path, problems }) => problems.map((problem) => `${path}: ${problem}`)),
  };
}

/** A file that cannot be read (another's, far too large, no file any more) costs itself, and is told like one that is no YAML. */
function rulesIn(path: string): RuleFile {
  try {
    return readRuleFile(readRegularFile(path).slice(0, LARGEST));
  } catch (cause) {
    return { rules: [], tests: [], problems: [`it cannot be read: ${describeCause(cause)}`] };
  }
}

/** YAML files below a folder by their paths from the root; links are not followed. */
async function yamlBelow(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map(async (entry): Promise<readonly string[]> => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : yamlBelow(root, path);
        return entry.isFile() && /\.ya?ml$/.test(entry.name) ? [relative(root, path).split(sep).join('/')] : [];
      }),
  );
  return found.flat();
}
