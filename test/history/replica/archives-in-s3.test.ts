import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { cleanUp } from '../../../history/replica/clean-up.ts';
import { foldTails } from '../../../history/replica/fold.ts';
import { litestreamConfig } from '../../../history/replica/litestream-config.ts';
import { openReplicatedHistory } from '../../../history/replica/replicated-history.ts';
import { restoreHistory } from '../../../history/replica/restore-history.ts';
import type { ReplicaTools } from '../../../history/replica/run-replica.ts';
import { runLitestream } from '../../../history/replica/run-litestream.ts';
import { digestOf } from '../../../history/tables/artifacts.ts';
import type { Problem } from '../../../schemas/problem.ts';
import { endWithTest } from '../../support/end-with-test.ts';
import { missingTools, toolPath } from '../../support/go-tools.ts';
import { expectLeftByKilled } from '../../support/left-by-killed.ts';
import { machineEnvironment } from '../../support/machine-environment.ts';
import { startFakeS3, startFaultyProxy, startVersityGateway, type StoreServer } from '../../support/store-servers.ts';
import { foldOld } from './fold-old.ts';
import { allRuns, inDays, pullChange, runsIn, storedManifest, tailWith } from './old-history.ts';
import { temporary, toolsOn, writeRun } from './world.ts';

const missing = missingTools('litestream', 'gofakes3', 'versitygw');
expectLeftByKilled(['docket-fold-', 'docket-restore-', 'docket-union-']);
const CHILD = fileURLToPath(new URL('./fold-child.ts', import.meta.url));

/** Pull requests 1 and 2 of 200 days ago, and 3 of today. */
async function aPast(tools: ReplicaTools) {
  const old = await tailWith(inDays(tools, -200), [1, 2, 1]);
  const fresh = await tailWith(tools, [3]);
  return { old, fresh, all: [...old, ...fresh].toSorted() };
}

const archiveOf = async (tools: ReplicaTools) => {
  const [archive] = (await storedManifest(tools)).archives ?? [];
  if (archive === undefined) throw new Error('there is no archive');
  return archive;
};

describe.skipIf(missing !== null)(`archives in an S3 store${missing === null ? '' : ` (${missing})`}`, () => {
  let gateway: StoreServer;
  let atomic: StoreServer;
  beforeAll(async () => {
    [gateway, atomic] = await Promise.all([startVersityGateway(), startFakeS3()]);
  });
  afterAll(() => Promise.all([gateway.stop(), atomic.stop()]));

  /** The files that hold some bytes as they are. */
  const holding = (bytes: Buffer): readonly string[] => {
    const root = gateway.folder ?? '';
    const files = globSync('**', { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
    return files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(bytes));
  };
  const epochFolder = (prefix: string, epoch: string) =>
    join(gateway.folder ?? '', prefix, 'github.com', '42', 'epochs', epoch);

  it('a secret of long ago that is purged is in no object any more once older copies are cleaned up', async () => {
    const tools = toolsOn(gateway, { prefix: 'secret' });
    // What cannot be made smaller lies in pages, and in what is uploaded of them, as it is.
    const secret = randomBytes(64);
    await tailWith(inDays(tools, -200), [1]);
    const [old] = await tailWith(inDays(tools, -200), [2], secret);
    await tailWith(tools, [3]);
    await foldOld(tools);
    const before = await archiveOf(tools);
    const at = new Date();
    const held = holding(secret);
    // The archive, what was folded, and no base.
    expect(held.filter((path) => path.startsWith(epochFolder('secret', before.epoch)))).not.toEqual([]);
    const { base } = await storedManifest(tools);
    expect(held.filter((path) => path.startsWith(epochFolder('secret', base?.epoch ?? '')))).toEqual([]);
    const purge = { digest: digestOf(secret), onUses: (uses: number) => expect(uses).toBe(1) };
    expect(await foldTails(tools, { atLeast: 0, purge })).toMatchObject({ kind: 'folded' });
    expect(holding(secret)).toEqual(held);
    expect(await allRuns(tools, at)).toHaveLength(3);
    await cleanUp(tools.store, { now: tools.now, keptMs: 0 });
    expect(holding(secret)).toEqual([]);
    expect((await archiveOf(tools)).id).toBe(before.id);
    expect(await allRuns(tools)).toHaveLength(3);
    expect(await allRuns(tools)).toContain(old);
  });

  /** The objects of an epoch are these rows from now on, whoever wrote them. */
  async function replaced(tools: ReplicaTools, target: string, write: (path: string) => void): Promise<void> {
    const [path, config] = ['other.db', 'other.yml'].map((name) => join(temporary(), name));
    if (path === undefined || config === undefined) throw new Error('no names');
    write(path);
    const { epoch } = await archiveOf(tools);
    rmSync(target, { recursive: true });
    writeFileSync(config, litestreamConfig({ db: path, replica: tools.store.replicaOf(epoch), socket: null }));
    const answer = await runLitestream(tools.tool, ['replicate', '-config', config, '-once', '-force-snapshot'], {
      timeoutMs: 300_000,
    });
    expect(answer).toMatchObject({ code: 0 });
  }

  it.each([
    [
      'was tampered with',
      'tampered',
      async (_: ReplicaTools, target: string) => {
        const [name = ''] = globSync('**/*.ltx', { cwd: target });
        const bytes = readFileSync(join(target, name));
        bytes.fill(7, bytes.length >> 1, (bytes.length >> 1) + 64);
        writeFileSync(join(target, name), bytes);
      },
      /./,
    ],
    [
      'belongs to another repository',
      'foreign',
      async (_: ReplicaTools, target: string) => {
        const other = toolsOn(gateway, { prefix: 'neighbour' });
        await aPast(other);
        await foldOld(other);
        rmSync(target, { recursive: true });
        cpSync(epochFolder('neighbour', (await archiveOf(other)).epoch), target, { recursive: true });
      },
      /its rows are not those that were committed|rows where/,
    ],
    [
      'is of one row more and 50 MB',
      'huge',
      (tools: ReplicaTools, target: string) =>
        replaced(tools, target, (path) => {
          const log = openHistory(path);
          writeRun(log, { label: 'x'.repeat(50_000_000) });
          log.close();
        }),
      /rows where/,
    ],
  ])('one that %s is refused and named, and what else there is stays', async (_, prefix, harm, wanted) => {
    const tools = toolsOn(gateway, { prefix });
    const { fresh, all } = await aPast(tools);
    const before = new Date();
    await foldOld(tools);
    const archive = await archiveOf(tools);
    const then = new Date();
    const target = epochFolder(prefix, archive.epoch);
    const saved = join(temporary(), 'saved');
    cpSync(target, saved, { recursive: true });
    await harm(tools, target);

    // A start that needs nothing of it does not look at it; whoever asks for everything is told.
    const whole = await restoreHistory(tools, { output: join(temporary(), 'whole.db') });
    expect(whole.damaged).toEqual([{ epoch: archive.epoch, reason: expect.stringMatching(wanted) }]);
    const problems: Problem[] = [];
    const history = await openReplicatedHistory({
      tools,
      folder: temporary(),
      change: pullChange(1),
      onNotice: () => {},
      onProblem: (problem) => problems.push(problem),
    });
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(archive.epoch)]);
    const more = writeRun(history.own, { label: 'acme/shop#1', source: 'pull-request' });
    expect(await history.commit(300_000)).toBeNull();
    expect(runsIn(history.view.path)).toEqual([...fresh, more].toSorted());
    expect((await storedManifest(tools)).quarantined).toMatchObject([{ epoch: archive.epoch }]);
    expect(await foldOld(tools)).toMatchObject({ kind: 'folded', archived: 0 });

    // Before it was archived everything can be gone back to; once its objects are back, also as it was.
    expect(await allRuns(tools, before)).toEqual(all);
    const lost = await restoreHistory(tools, { output: join(temporary(), 'lost.db'), at: then });
    expect(lost.damaged).toMatchObject([{ epoch: archive.epoch }]);
    rmSync(target, { recursive: true });
    cpSync(saved, target, { recursive: true });
    expect(await allRuns(tools, then)).toEqual(all);
    const now = await restoreHistory(tools, { output: join(temporary(), 'now.db'), at: new Date() });
    expect(now.setAside).toMatchObject([{ epoch: archive.epoch }]);
  });

  /** A process that folds, and waits at a step for a word. */
  function folding(
    server: StoreServer,
    { prefix, endpoint, step }: { prefix: string; endpoint: string; step: string },
  ) {
    const child = endWithTest(
      spawn(
        process.execPath,
        [CHILD, toolPath('litestream') ?? '', `s3://${server.bucket}/${prefix}`, endpoint, step],
        {
          stdio: ['pipe', 'pipe', 'inherit'],
          env: { ...machineEnvironment(), ...server.credentials, HOME: temporary() },
        },
      ),
    );
    return { child, lines: createInterface({ input: child.stdout }) };
  }
  const nextLine = async ({ lines }: { lines: Interface }): Promise<string> => {
    const [line] = await once(lines, 'line');
    return String(line);
  };
  const goOn = ({ child }: { child: { stdin: Writable } }) => child.stdin.write('!');

  it('are made once by two processes that fold at once', async () => {
    const tools = toolsOn(atomic, { prefix: 'both' });
    const { all } = await aPast(tools);
    const both = [0, 1].map(() => folding(atomic, { prefix: 'both', endpoint: atomic.endpoint, step: 'before-swap' }));
    // Both have uploaded everything, and neither has changed the manifest.
    expect(await Promise.all(both.map(nextLine))).toEqual(['before-swap', 'before-swap']);
    const kinds = both.map(nextLine);
    both.forEach(goOn);
    // Whoever loses the swap looks again, and would wait again if there were anything to swap.
    expect((await Promise.all(kinds)).toSorted()).toEqual(['folded', 'given-up']);
    expect((await storedManifest(tools)).archives).toHaveLength(1);
    expect(await allRuns(tools)).toEqual(all);
    const gone = await cleanUp(tools.store, { now: inDays(tools, 10).now });
    // Two tails, and the archive and the base of the one that was given up.
    expect(gone.epochs).toHaveLength(4);
    expect(await allRuns(tools)).toEqual(all);
  });

  it('are not there where the fold is killed in the middle of the upload of one', async () => {
    const proxy = await startFaultyProxy(atomic);
    const tools = toolsOn(atomic, { prefix: 'killed' });
    const { all } = await aPast(tools);
    // Two tails are restored first.
    const fold = folding(atomic, { prefix: 'killed', endpoint: proxy.endpoint, step: 'replica-3' });
    expect(await nextLine(fold)).toBe('replica-3');
    proxy.mode = { mostBytes: 4096 };
    goOn(fold);
    while (proxy.held() === 0) await sleep(20);
    fold.child.kill('SIGKILL');
    await once(fold.child, 'exit');
    await proxy.stop();
    expect((await storedManifest(tools)).archives).toBeUndefined();
    expect(await allRuns(tools)).toEqual(all);
    expect(await foldOld(tools)).toMatchObject({ kind: 'folded', archived: 3 });
    expect(await allRuns(tools)).toEqual(all);
    await cleanUp(tools.store, { now: inDays(tools, 10).now });
    expect(await allRuns(tools)).toEqual(all);
  });
});
