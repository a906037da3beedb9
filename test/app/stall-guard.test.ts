import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { endWithTest } from '../support/end-with-test.ts';

const GUARD = JSON.stringify(new URL('../../app/stall-guard.ts', import.meta.url).href);

/** A program that is guarded, listens for signals as ours does, says that it begins, and computes. */
function program(bounds: object, computes: string): string {
  return `
    import { guardAgainstStalls } from ${GUARD};
    const unguard = guardAgainstStalls(${JSON.stringify(bounds)});
    process.on('SIGTERM', () => console.log('heard'));
    process.on('exit', () => console.log('left'));
    setTimeout(async () => { console.log('begins'); ${computes}; await unguard(); }, 100);
    setTimeout(() => process.exit(9), 600_000).unref();
  `;
}

async function run(text: string, onBegin: (child: ReturnType<typeof spawn>) => void = () => undefined) {
  const child = endWithTest(
    spawn(process.execPath, ['--input-type=module-typescript', '-e', text], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
    }),
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString('utf8');
    if (data.toString('utf8').includes('begins')) onBegin(child);
  });
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString('utf8')));
  const [code, signal] = await new Promise<[number | null, string | null]>((done) =>
    child.on('close', (...how) => done(how)),
  );
  return { code, signal, stdout, stderr };
}

test.for([
  ['a loop', 'for (;;);'],
  ['a regular expression', "/^(?:a|a)+$/.test('a'.repeat(60) + 'b')"],
])('a main thread that is stuck in %s is ended with one sentence and exit code 4', async ([, computes = '']) => {
  const ended = await run(program({ stuckMs: 600, deafMs: 200 }, computes));
  expect(ended).toMatchObject({ code: 4, signal: null, stdout: 'begins\nleft\n' });
  expect(ended.stderr).toMatch(/^docket: stuck: it computed for \d+ s without a pause and was ended\.[^\n]*\n$/);
});

test('one that is stuck where nothing interrupts it is killed', async () => {
  const native = `process.getBuiltinModule('node:child_process').spawnSync('sleep', ['30'])`;
  const ended = await run(program({ stuckMs: 600, deafMs: 60_000 }, native));
  expect(ended.signal).toBe('SIGKILL');
  expect(ended.stderr).toContain('docket: stuck');
});

test('while it is stuck, a signal that it listens for ends it at once', async () => {
  const ended = await run(program({ stuckMs: 600_000, deafMs: 200 }, 'for (;;);'), (child) => {
    setTimeout(() => child.kill('SIGTERM'), 1000);
  });
  expect(ended).toMatchObject({ code: null, signal: 'SIGTERM', stdout: 'begins\n' });
});

test('what only takes long goes on, and hears signals again', async () => {
  const long = `
    const end = performance.now() + 700; while (performance.now() < end);
    await new Promise((done) => setTimeout(done, 300));
    process.kill(process.pid, 'SIGTERM');
    await new Promise((done) => setTimeout(done, 300))`;
  expect(await run(program({ stuckMs: 600_000, deafMs: 200 }, long))).toMatchObject({
    code: 0,
    stdout: 'begins\nheard\nleft\n',
    stderr: '',
  });
});
