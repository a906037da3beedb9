import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAnalyserPool } from '../../../analysers/pool.ts';
import { InputError } from '../../../schemas/problem.ts';
import { readRepositoryConfig } from '../../config/config.ts';
import { REPOSITORY_CONFIG_PATH } from '../../config/load-config.ts';
import { jsonText } from '../../output/json-text.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import { rulesOfFolder } from '../../rule-tests/rules-of-folder.ts';
import { runRuleTests } from '../../rule-tests/run-rule-tests.ts';
import { openHost } from '../host.ts';
import { renderRuleTests } from '../render/render-rule-tests.ts';

/**
 * `docket rules test`: runs the examples of the repository's own rules, as they lie in the folder. Returns 0 where all came out as written, else 1.
 *
 * @throws InputError where the folder has no settings, or none that can be read.
 */
export async function rulesTestCommand(options: { readonly cwd?: string; readonly json?: boolean }): Promise<number> {
  const { cwd } = openHost(options.cwd);
  const path = join(cwd, REPOSITORY_CONFIG_PATH);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InputError({
      what: 'there are no settings with rules to test',
      where: path,
      remedy: 'Call it at the root of the repository, or with -C; rules stand under `policy`.',
      cause,
    });
  });
  const { problems, ...rules } = await rulesOfFolder(cwd, readRepositoryConfig(text, path).policy ?? {});
  const pool = createAnalyserPool();
  try {
    const results = await runRuleTests(rules, pool);
    process.stdout.write(
      options.json === true
        ? jsonText({ schemaVersion: 1, results, problems })
        : neutraliseTerminal(renderRuleTests(results, problems)),
    );
    return problems.length > 0 || results.some(({ failures }) => failures.length > 0) ? 1 : 0;
  } finally {
    await pool.close();
  }
}
