import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Installs what would be published in an empty folder and reviews a repository with it, on whatever machine this is: `npm run try-package`.
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const npmProgram = process.env['npm_execpath'];
if (npmProgram === undefined) throw new Error('start it by npm: npm run try-package');

const folder = mkdtempSync(join(tmpdir(), 'docket-try-'));
const run = (cwd: string, program: string, ...args: string[]): string =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const npm = (cwd: string, ...args: string[]): string => run(cwd, process.execPath, npmProgram, ...args);

try {
  npm(ROOT, 'pack', '--silent', '--pack-destination', folder);
  const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  const empty = folderIn('empty');
  writeFileSync(join(empty, 'package.json'), '{"private":true}\n');
  npm(empty, 'install', '--ignore-scripts', '--no-audit', '--no-fund', join(folder, tarball));
  const docket = join(empty, 'node_modules/docket/build/app/cli/docket.mjs');

  const repository = folderIn('a repository, with blanks');
  const git = (...args: string[]): string =>
    run(repository, 'git', '-c', 'user.name=try', '-c', 'user.email=try@example.com', ...args);
  git('init', '--quiet');
  commit(git, repository, 'export const list = (dir) => dir;\n');
  commit(
    git,
    repository,
    "import { exec } from 'node:child_process';\r\nexport const list = (dir) => exec(`ls ${dir}`);\r\n",
  );

  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [docket, 'review', 'HEAD~1..HEAD', '--offline', '--json'],
    {
      cwd: repository,
      encoding: 'utf8',
    },
  );
  const wanted = ['security/command-injection', '"incompleteReasons": []'];
  const absent = wanted.filter((words) => !stdout.includes(words));
  if (status !== 0 || absent.length > 0)
    throw new Error(`the review ended with ${status} and lacks ${absent.join(', ')}:\n${stderr}\n${stdout}`);
  process.stdout.write(`${process.platform}-${process.arch}, Node ${process.version}: installed, and it reviews\n`);
} finally {
  // Windows keeps a folder for a moment after the last program in it.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function folderIn(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

function commit(git: (...args: string[]) => string, repository: string, text: string): void {
  mkdirSync(join(repository, 'src'), { recursive: true });
  writeFileSync(join(repository, 'src/list.js'), text);
  git('add', '.');
  git('commit', '--quiet', '--message', 'a change');
}
