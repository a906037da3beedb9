import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { temporaryFolder } from '../builders.ts';
import { aRun } from '../records.ts';

const CHILD = new URL('disk-child.ts', import.meta.url).pathname;

/** Runs a shell line in a mount namespace of its own: what it mounts is gone when it ends. */
function inNamespace(
  script: string,
  folder: string,
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const shell = ['sh', '-ec', script, 'sh', folder, process.execPath, CHILD];
  return spawnSync('unshare', ['--map-root-user', '--mount', ...shell], { encoding: 'utf8' });
}

// Needs a kernel that lets this user mount in a namespace: Linux with user namespaces, or root.
const canMount = inNamespace('mount -t tmpfs tmpfs /mnt', '/').status === 0;

describe.skipIf(!canMount)('a disk (in a mount namespace)', () => {
  it('that fills up in the middle of a run loses nothing: rows wait and are written when there is room', () => {
    const folder = temporaryFolder();

    const { stdout, stderr } = inNamespace('mount -t tmpfs -o size=2m tmpfs "$1"; exec "$2" "$3" full "$1"', folder);

    const seen: unknown = JSON.parse(stdout === '' ? JSON.stringify(stderr) : stdout);
    expect(seen).toMatchObject({
      troubles: [expect.stringMatching(/the disk with the history file is full/)],
      stuck: expect.stringMatching(/is full/),
      foundMeanwhile: 0,
      thrown: {
        name: 'InfrastructureError',
        where: join(folder, 'history.db'),
        remedy: expect.stringMatching(/Free some space/),
      },
      saved: null,
      left: 0,
      findings: 1,
      states: ['started', 'finished', 'finished'],
      damage: [],
      onOpen: { name: 'InfrastructureError', what: expect.stringMatching(/is full/) },
    });
    const { unsaved, puts, artifacts } = seen as { unsaved: number; puts: number; artifacts: number };
    expect(unsaved).toBeGreaterThan(2);
    expect(artifacts).toBe(puts);
  });

  it('that is read-only can be read, and says so when it should be written', () => {
    const folder = join(temporaryFolder(), 'mounted');
    mkdirSync(folder);
    const log = openHistory(join(folder, 'history.db'));
    log.startRun(aRun()).finish('finished', null);
    log.close();

    const { stdout, stderr } = inNamespace(
      'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; exec "$2" "$3" read-only "$1"',
      folder,
    );

    expect(JSON.parse(stdout === '' ? JSON.stringify(stderr) : stdout)).toMatchObject({
      read: 1,
      existing: { name: 'InfrastructureError', what: expect.stringMatching(/cannot be written/) },
      created: { name: 'InfrastructureError', what: expect.stringMatching(/cannot be written/) },
    });
  });
});
