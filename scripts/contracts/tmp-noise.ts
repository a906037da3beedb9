import { execFileSync } from 'node:child_process';
import { openRepository } from '../../forge/local/git/repository.ts';
import { openRange } from '../../forge/local/open.ts';
import { release } from '../../reviewers/release/index.ts';
import { runCheck } from '../../reviewers/runner/run-check.ts';
import { astGrep } from '../../analysers/ast-grep.ts';
const [n = '20', ...folders] = process.argv.slice(2);
const pool: any = {
  analyse: ({ files, rules }: any) =>
    Promise.all(
      files.map(async (file: any) => {
        try {
          return { path: file.path, kind: 'ok', matches: await astGrep.analyse(file, rules) };
        } catch (cause) {
          return { path: file.path, kind: 'skipped', reason: String(cause) };
        }
      }),
    ),
};
const counts = { commits: 0, findings: 0 };
for (const folder of folders) {
  const repository = await openRepository(folder);
  const list = execFileSync(
    'git',
    [
      '-C',
      folder,
      'rev-list',
      '--no-merges',
      '--min-parents=1',
      '-n',
      n,
      'HEAD',
      '--',
      '*.proto',
      '*.graphql',
      '*.graphqls',
      '*.gql',
      '*openapi*',
      '*swagger*',
      '*api*.yaml',
      '*api*.yml',
      '*.py',
      ':!*test*',
    ],
    { encoding: 'utf8' },
  )
    .trim()
    .split('\n')
    .filter(Boolean);
  for (const commit of list) {
    try {
      const forge = await openRange({
        repository,
        range: `${commit}^..${commit}`,
        scanner: { scan: async (texts: any) => texts.map(() => ({ kind: 'scanned', spans: [] })) } as any,
      });
      const changeSet = await forge.changeSet({ ignore: [], sensitivePaths: [] });
      if (changeSet.files.length < 60)
        for (const check of release.checks.filter(
          (c) => c.id === 'broken-contracts' || c.id === 'changed-signatures',
        )) {
          const outcome = await runCheck(check, {
            changeSet,
            contents: forge.contents,
            inspection: forge.inspection,
            pool,
            signal: new AbortController().signal,
            checkTimeoutMs: 600000,
            rules: release.rules,
          } as any);
          if (outcome.settled.kind !== 'ok')
            console.log(folder, commit, JSON.stringify(outcome.settled), String((outcome.settled as any).cause?.stack));
          for (const g of outcome.gaps) console.log('GAP', folder, commit, g.reason);
          for (const r of outcome.reports) {
            counts.findings++;
            console.log(
              folder.split('/').at(-2),
              commit.slice(0, 10),
              r.confidence ?? '',
              r.location?.path,
              r.location?.startLine,
              r.title,
            );
          }
        }
      await forge.close();
      counts.commits++;
    } catch (e) {
      console.log('ERR', commit, String(e).slice(0, 120));
    }
  }
  await repository.close();
}
console.log(JSON.stringify(counts));
process.exit(0);
