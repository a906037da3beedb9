import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { runProcess } from '../../processes/run-process.ts';
import type { ProcessFile } from '../../processes/spawn-safely.ts';
import { startPipedProcess, startProcess } from '../../processes/start-process.ts';

// Run under a limit of the system: starts processes in every way of ours, and prints what each of them said. An event that nobody hears ends
// it with code 1.
const [, , what = '', program = 'true'] = process.argv;
const taken: number[] = [];
if (what === 'files') {
  // Everything is loaded by now; from here on nothing can be opened.
  await runProcess('true', [], { timeoutMs: 600_000 });
  try {
    for (;;) taken.push(openSync('/dev/null', 'r'));
  } catch {
    // That was the last one.
  }
}
if (what === 'processes') {
  // The limit counts threads and does not hold for root, so it comes when Node's own are there, and somebody else gets it.
  spawnSync('prlimit', ['--pid', String(process.pid), '--nproc=1']);
  process.setuid?.(65_534);
}
const args = what === 'arguments' ? ['x'.repeat(8 * 1024 * 1024)] : [];

function told(stdio: readonly ProcessFile[] | null): Promise<readonly string[]> {
  return new Promise((done) => {
    const said: string[] = [];
    const child = stdio === null ? startPipedProcess(program, args) : startProcess(program, args, { stdio });
    child.stdin?.write('hello');
    child.stdin?.end();
    child.stdout?.setEncoding('utf8').on('data', (text) => said.push(`says ${text}`));
    if (stdio?.includes('ipc') === true)
      child.send({ hello: 1 }, (error) => said.push(error === null ? 'sent' : 'unsent'));
    child.unref();
    child.ref();
    child.kill('SIGCONT');
    child.on('error', (error) => said.push(`error ${'code' in error ? String(error.code) : error.message}`));
    child.on('close', (code) => {
      said.push(`close ${String(code)}`);
      done(said);
    });
  });
}

const answers = {
  piped: await told(null),
  silent: await told(['ignore', 'ignore', 'ignore']),
  messages: await told(['ignore', 'ignore', 'pipe', 'ipc']),
  five: await told(['ignore', 'pipe', 'pipe', 'pipe', 'pipe']),
  run: await runProcess(program, args, { timeoutMs: 600_000 }).then(
    ({ code }) => `code ${String(code)}`,
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  ),
  unheard: await new Promise((done) => {
    startProcess(program, args, { stdio: ['ignore', 'pipe', 'ignore'] }).once('close', () => done('close'));
  }),
};
for (const file of taken) closeSync(file);
process.stdout.write(JSON.stringify(answers));
