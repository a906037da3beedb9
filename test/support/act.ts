import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { GitRepository } from './git-repository.ts';
import { machineEnvironment } from './machine-environment.ts';
import { killProcessesOf } from './processes.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What a user gets: a folder with action.yml and dist/, and nothing else of ours beside it. */
export function installAction(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-installed-'));
  cpSync(join(ROOT, 'action.yml'), join(folder, 'action.yml'));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  return folder;
}

export interface WorkflowRun {
  readonly act: string;
  /** The installed action. */
  readonly action: string;
  /** A workflow file, run as it stands. */
  readonly workflow: string;
  readonly event: string;
  readonly payload: unknown;
  readonly token: string;
  readonly secrets?: Readonly<Record<string, string>>;
  /** What the runner says about itself. */
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** Told while it runs: the folder that all processes of the job work in. */
  readonly onFolder?: (folder: string) => void;
}

export interface WorkflowResult {
  readonly code: number | null;
  /** The job's log, as act prints it. */
  readonly log: string;
}

/** Runs one workflow for one event as a runner would, on this machine. */
export async function runWorkflow(run: WorkflowRun): Promise<WorkflowResult> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-act-'));
  const repository = new GitRepository();
  try {
    // A workflow file of the repository `octo/project`; nothing of the pull request is in this checkout.
    mkdirSync(join(repository.path, '.github', 'workflows'), { recursive: true });
    cpSync(run.workflow, join(repository.path, '.github', 'workflows', basename(run.workflow)));
    repository.commit('a workflow');
    repository.git('remote', 'add', 'origin', 'https://github.com/octo/project.git');
    const event = join(folder, 'event.json');
    writeFileSync(event, JSON.stringify(run.payload));
    run.onFolder?.(folder);
    const secrets = { GITHUB_TOKEN: run.token, ...run.secrets };
    const variables = { GITHUB_API_URL: run.apiUrl, GITHUB_SERVER_URL: run.serverUrl, GITHUB_RUN_ID: '77' };
    const child = spawn(
      run.act,
      [
        run.event,
        '--eventpath',
        event,
        '--platform',
        'ubuntu-latest=-self-hosted',
        '--local-repository',
        `OWNER/docket@v0=${run.action}`,
        '--no-cache-server',
        '--action-cache-path',
        join(folder, 'cache'),
        ...Object.entries(secrets).flatMap(([name, value]) => ['--secret', `${name}=${value}`]),
        ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ],
      {
        cwd: repository.path,
        // Nobody's own settings for act or Docket.
        env: {
          ...machineEnvironment(),
          PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
          HOME: folder,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const ended = new Promise<number | null>((done) => child.on('close', done));
    const [stdout, stderr] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
    return { code: await ended, log: `${stdout.toString('utf8')}${stderr.toString('utf8')}` };
  } finally {
    // Whatever act has started works in this folder.
    killProcessesOf(folder);
    repository.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
