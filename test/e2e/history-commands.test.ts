import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { LITESTREAM_BUILT } from '../../history/replica/litestream-binary.ts';
import { docket, type DocketResult } from '../support/docket.ts';
import { GitRepository } from '../support/git-repository.ts';
import { missingTools, TOOLS_FOLDER } from '../support/go-tools.ts';
import { startVersityGateway } from '../support/store-servers.ts';
import { endStreams } from '../support/end-streams.ts';
import { killProcessesOf } from '../support/processes.ts';

// Every `docket history` command as people call it: real processes, a store in a folder, Litestream itself.

const UNSAFE =
  "import { exec } from 'node:child_process';\nexport const list = (request) => exec(`ls ${request.query.dir}`);\n";
const RULE = 'security/command-injection';
const NO_DIGEST = '0'.repeat(64);

const Status = z.object({
  store: z.string(),
  unreachable: z.null(),
  manifest: z.object({ base: z.unknown(), tails: z.array(z.object({ state: z.enum(['open', 'done']) })) }),
  objects: z.int().min(1),
  bytes: z.int().min(1),
  local: z.array(z.unknown()),
  windowMs: z.int(),
});
const Restored = z.object({
  runs: z.int(),
  taken: z.array(z.string()),
  damaged: z.array(z.object({ epoch: z.string(), reason: z.string() })),
  commit: z.object({ at: z.iso.datetime() }).nullable(),
});
const Runs = z.object({ runs: z.array(z.object({ run: z.object({ id: z.string() }) })) });
const Doctor = z.object({
  found: z.array(z.object({ what: z.string(), state: z.enum(['ok', 'wrong', 'not-checked']) })),
});

const parsed = <T>(schema: z.ZodType<T>, { stdout }: DocketResult): T => schema.parse(JSON.parse(stdout));

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-commands-'));
  onTestFinished(() => {
    endStreams(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

function unsafeChange(): GitRepository {
  const repository = new GitRepository();
  onTestFinished(() => {
    killProcessesOf(repository.path);
    endStreams(repository.path);
    repository.remove();
  });
  repository.commit('one', { 'src/list.js': 'export const list = (dir) => dir;\n' });
  repository.git('checkout', '--quiet', '-b', 'work');
  repository.commit('two', { 'src/list.js': UNSAFE });
  return repository;
}

/** The digests of the artifacts in a log whose bytes are there, largest first. */
function digestsIn(path: string): string[] {
  const db = new Database(path, { readonly: true });
  try {
    const held = db.prepare(
      'SELECT DISTINCT digest FROM artifacts JOIN artifact_contents USING (digest) ORDER BY size DESC, digest',
    );
    return z.array(z.string()).parse(held.pluck().all());
  } finally {
    db.close();
  }
}

describe('without a store', () => {
  let repository: GitRepository;
  beforeEach(() => {
    repository = unsafeChange();
  });
  const run = (...args: string[]) => docket(args, { cwd: repository.path });

  test('what needs a store says what to do', async () => {
    const commands = [['sync'], ['fold'], ['gc'], ['doctor'], ['restore', 'out.db']];
    const answers = await Promise.all(commands.map((args) => run('history', ...args)));
    for (const { code, stderr, stdout } of answers) {
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('only on this machine');
      expect(stderr).toContain('DOCKET_STORE');
    }
  });

  test('what needs a history says that there is none', async () => {
    const commands = [['verify'], ['export', 'out.db'], ['purge', NO_DIGEST]];
    const answers = await Promise.all(commands.map((args) => run('history', ...args)));
    for (const { code, stderr } of answers) {
      expect([code, stderr]).toEqual([2, expect.stringContaining('there is no history yet')]);
    }
    expect(existsSync(join(repository.path, 'out.db'))).toBe(false);
  });

  test('status, verify, export and purge work on the local file', async () => {
    expect((await run('review', 'main...work')).code).toBe(0);
    const status = await run('history', 'status', '--json');
    const { path } = parsed(z.object({ store: z.null(), path: z.string(), bytes: z.int().min(1) }), status);
    expect((await run('history', 'status')).stdout).toContain(`only on this machine: ${path}`);
    expect(
      parsed(z.object({ runs: z.literal(1), wrong: z.tuple([]) }), await run('history', 'verify', '--json')),
    ).toBeDefined();

    expect((await run('history', 'export', 'out.db')).code).toBe(0);
    expect((await run('log', '--history', 'out.db')).stdout).toContain('main...work');
    const again = await run('history', 'export', 'out.db');
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('exists already')]);

    const [digest = ''] = digestsIn(path);
    expect((await run('log', 'latest', '--json')).stdout).toContain(digest);
    const purged = await run('history', 'purge', digest.toUpperCase());
    expect([purged.code, purged.stderr]).toEqual([0, expect.stringContaining(`uses of ${digest}`)]);
    expect(digestsIn(path)).not.toContain(digest);
    for (const [unknown, says] of [
      [digest, 'let go before'],
      [NO_DIGEST, 'no artifact with the digest'],
      ['f-12', 'is no digest'],
    ] as const) {
      const { code, stderr } = await run('history', 'purge', unknown);
      expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
    }
    expect((await run('history', 'verify')).stdout).toContain('sound: 1 runs');
  });

  test('a damaged local file is told by verify, exit 4', async () => {
    await run('review', 'main...work');
    const path = join(repository.path, '.git', 'docket', 'history.db');
    const db = new Database(path);
    db.exec("PRAGMA foreign_keys = OFF; DROP TRIGGER runs_no_update; UPDATE runs SET id = 'nobody'");
    db.close();
    const { code, stdout, stderr } = await run('history', 'verify');
    expect(code).toBe(4);
    expect(`${stdout}${stderr}`).toMatch(/DAMAGED|damaged|changed/);
  });

  test("a repository's docket.yml cannot set a store", async () => {
    repository.git('checkout', '--quiet', 'main');
    repository.commit('a store', { '.github/docket.yml': 'store: s3://evil/bucket\n' });
    const { code, stderr } = await run('review', 'main...work');
    expect([code, stderr]).toEqual([2, expect.stringContaining('store may be set by the operator only')]);
  });

  test('only stores that can compare and swap are taken', async () => {
    const ask = (url: string) => docket(['history', 'status'], { cwd: repository.path, env: { DOCKET_STORE: url } });
    const answers = await Promise.all(['gs://bucket/prefix', 'sftp://host/folder', 's3://x'].map(ask));
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 2]);
    const says = answers.map(({ stderr }) => stderr).join('');
    for (const part of ['gs:// is refused', 'no compare-and-swap', 'no usable name']) expect(says).toContain(part);
  });
});

test('install builds Litestream with Go where the release cannot be fetched, and tells where it is', async () => {
  const folder = temporary();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const built = `printf '#!/bin/sh\\necho v${LITESTREAM_BUILT}\\n' > "$GOBIN/litestream"`;
  writeFileSync(join(bin, 'go'), `#!/bin/sh\n${built}\n`, { mode: 0o755 });
  const env = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    RUNNER_TOOL_CACHE: join(folder, 'tools'),
    // Nothing listens there: a machine without a network.
    NODE_USE_ENV_PROXY: '1',
    HTTPS_PROXY: 'http://127.0.0.1:1',
  };
  const { code, stdout, stderr } = await docket(['history', 'install'], { cwd: folder, env });
  expect([code, stdout]).toEqual([0, `${join(folder, 'tools', 'docket', `litestream-${LITESTREAM_BUILT}`)}\n`]);
  expect(stderr).toContain('built by Go');

  writeFileSync(join(bin, 'go'), '#!/bin/sh\necho "no such module" >&2\nexit 1\n', { mode: 0o755 });
  const failed = await docket(['history', 'install'], { cwd: folder, env });
  expect([failed.code, failed.stderr]).toEqual([4, expect.stringContaining('no such module')]);
});

const missing = missingTools('litestream');

describe.skipIf(missing !== null)(`with a store${missing === null ? '' : ` (${missing})`}`, () => {
  let repository: GitRepository;
  let store: string;
  let env: Record<string, string>;
  beforeEach(() => {
    repository = unsafeChange();
    store = join(temporary(), 'store');
    env = { DOCKET_STORE: `file://${store}`, PATH: `${TOOLS_FOLDER}:${process.env['PATH'] ?? ''}` };
  });
  const run = (...args: string[]) => docket(args, { cwd: repository.path, env });
  const history = (...args: string[]) => run('history', ...args);
  const review = async () => expect((await run('review', 'main...work')).code).toBe(0);

  /** The same repository on another machine that has never run Docket. */
  function otherMachine(): (...args: string[]) => Promise<DocketResult> {
    const clone = join(temporary(), 'clone');
    repository.git('clone', '--quiet', repository.path, clone);
    return (...args) => docket(args, { cwd: clone, env });
  }

  /** What stands where the store was is no folder: nothing can be read or written there. */
  function takeStoreAway(): () => void {
    const aside = `${store}.aside`;
    const had = existsSync(store);
    if (had) renameSync(store, aside);
    writeFileSync(store, '');
    return () => {
      rmSync(store);
      if (had) renameSync(aside, store);
    };
  }

  test('status, verify and restore tell the same; --at goes back', async () => {
    await review();
    const first = parsed(Status, await history('status', '--json'));
    expect(first).toMatchObject({ manifest: { base: null, tails: [{ state: 'done' }] }, local: [] });
    await review();
    const status = await history('status');
    expect([status.code, status.stdout]).toEqual([0, expect.stringContaining('Runs beside it: 2 finished, 0 open')]);
    const verified = parsed(Restored, await history('verify', '--json'));
    expect(verified).toMatchObject({ runs: 2, damaged: [], commit: null });

    expect((await history('restore', 'now.db')).stdout).toContain('sound: 2 runs from 2 epochs');
    expect(Runs.parse(JSON.parse((await run('log', '--history', 'now.db', '--json')).stdout)).runs).toHaveLength(2);
    // The run announced itself, and was finished: the last commit of the first run is the third.
    const commits = z.object({ manifest: z.object({ commits: z.array(z.object({ at: z.string() })) }) });
    const { manifest } = parsed(commits, await history('status', '--json'));
    const then = parsed(Restored, await history('restore', 'then.db', '--json', '--at', manifest.commits[1]?.at ?? ''));
    expect(then).toMatchObject({ runs: 1, commit: { at: manifest.commits[1]?.at } });

    for (const [args, says] of [
      [['restore', 'now.db'], 'exists already'],
      [['restore', 'new.db', '--at', 'yesterday'], 'is no moment'],
      [['restore', 'new.db', '--at', '2020-01-01T00:00:00Z'], 'nothing is known of'],
    ] as const) {
      const { code, stderr } = await history(...args);
      expect([code, stderr], args.join(' ')).toEqual([2, expect.stringContaining(says)]);
      expect(existsSync(join(repository.path, 'new.db'))).toBe(false);
    }
  });

  test('a damaged epoch is named by verify, exit 4, and the rest serves', async () => {
    await Promise.all([review(), review()]);
    const { manifest } = parsed(
      z.object({ manifest: z.object({ tails: z.array(z.object({ epoch: z.string() })) }) }),
      await history('status', '--json'),
    );
    const epoch = manifest.tails[1]?.epoch ?? '';
    for (const entry of readdirSync(store, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && path.includes(epoch)) writeFileSync(path, 'not what was written');
    }
    const [verified, restored] = await Promise.all([history('verify'), history('restore', 'rest.db', '--json')]);
    expect([verified.code, verified.stdout]).toEqual([4, expect.stringContaining(`damaged: ${epoch}`)]);
    expect(verified.stdout).toContain('NOT WHOLE: 1 runs from 1 epochs');
    expect(restored.code).toBe(4);
    expect(parsed(Restored, restored).damaged.map((one) => one.epoch)).toEqual([epoch]);

    // A run of a machine that has not seen it yet reviews all the same, and does not end as if nothing were wrong.
    const other = otherMachine();
    const reviewed = await other('review', 'origin/main...origin/work');
    expect([reviewed.code, reviewed.stdout]).toEqual([4, expect.stringContaining(RULE)]);
    expect(reviewed.stderr).toContain(`not what the store holds any more: epoch ${epoch}`);
    const later = await history('verify');
    expect([later.code, later.stdout]).toEqual([4, expect.stringMatching(new RegExp(`set aside \\S+: ${epoch}`))]);
  });

  test('a store that is away never hides a review; sync pushes what waited', async () => {
    const bringBack = takeStoreAway();
    const reviewed = await run('review', 'main...work');
    expect(reviewed.stdout).toContain(RULE);
    expect(reviewed.stderr).toMatch(/\d+ rows of run [0-9a-f-]{36} are not known to be in the store/);
    expect(reviewed.stderr).toContain('docket history sync');
    expect(reviewed.code).toBe(4);
    const away = await history('status');
    expect([away.code, away.stdout]).toEqual([4, expect.stringContaining('IS ONLY HERE')]);
    expect((await history('sync')).code).toBe(4);
    const known = await run('log');
    expect([known.code, known.stdout]).toEqual([0, expect.stringContaining('main...work')]);
    expect(known.stderr).toContain('the store could not be asked');
    // Asked twice: the first time must leave nothing behind that looks like an empty history.
    const other = otherMachine();
    expect((await other('log')).code).toBe(4);
    const nothingKnown = await other('log');
    expect([nothingKnown.code, nothingKnown.stdout]).toEqual([4, '']);

    bringBack();
    const waits = await history('status');
    expect([waits.code, waits.stdout]).toEqual([4, expect.stringContaining('Push what is only here with')]);
    const purge = await history('purge', NO_DIGEST);
    expect([purge.code, purge.stderr]).toEqual([2, expect.stringContaining('docket history sync')]);
    const elsewhere = await docket(['history', 'sync'], {
      cwd: repository.path,
      env: { ...env, DOCKET_STORE: `file://${temporary()}` },
    });
    expect([elsewhere.code, elsewhere.stderr]).toEqual([4, expect.stringContaining('belongs into another store')]);
    // Another process that still writes a run stores it itself; taking it away from under it would lose rows.
    const [session = ''] = readdirSync(repository.path, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('session.json'),
    );
    const note = z
      .looseObject({ writer: z.null() })
      .parse(JSON.parse(readFileSync(join(repository.path, session), 'utf8')));
    writeFileSync(join(repository.path, session), JSON.stringify({ ...note, writer: process.pid }));
    const underWay = await history('sync');
    expect([underWay.code, underWay.stderr]).toEqual([
      0,
      expect.stringContaining(`under way (process ${process.pid})`),
    ]);
    writeFileSync(join(repository.path, session), JSON.stringify(note));

    const synced = await history('sync');
    expect([synced.code, synced.stderr]).toEqual([0, expect.stringMatching(/^stored: run /)]);
    expect((await history('status')).code).toBe(0);
    expect((await history('sync')).stderr).toContain('nothing waits');
    expect(parsed(Restored, await history('verify', '--json')).runs).toBe(1);
  });

  test('log, why, replay and record read what the store holds, on a machine that has never seen it', async () => {
    const other = otherMachine();
    const none = await other('log');
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('there is no history in this store yet')]);
    await review();
    const log = await other('log', '--json');
    expect(log.stderr).toContain(`the history in file://${store}`);
    const [first] = parsed(Runs, log).runs;
    const { review: recorded } = parsed(
      z.object({ review: z.object({ comments: z.array(z.object({ finding: z.string() })).min(1) }) }),
      await run('log', first?.run.id ?? '', '--json'),
    );
    const why = await other('why', recorded.comments[0]?.finding ?? '');
    expect([why.code, why.stdout]).toEqual([0, expect.stringContaining('list.js')]);
    const replayed = await other('replay');
    expect([replayed.code, replayed.stderr]).toEqual([0, expect.stringContaining(`file://${store}`)]);
    const record = await other('record', '-o', 'calls.json');
    expect([record.code, record.stderr]).toEqual([2, expect.stringContaining('asked no model')]);

    await other('history', 'export', 'all.db');
    const bringBack = takeStoreAway();
    const file = await other('log', '--history', 'all.db');
    expect([file.code, file.stderr]).toEqual([0, '']);
    expect((await other('log')).stderr).toContain('what was known on this machine before');
    bringBack();
  });

  test('fold, gc and purge: what goes is gone from everything that can be restored', async () => {
    const nothing = await history('fold');
    expect([nothing.code, nothing.stderr]).toEqual([0, 'nothing to fold: no run has finished since the last fold\n']);
    await Promise.all([review(), review()]);
    expect((await history('fold')).stderr).toContain('folded: 2 runs into base');
    expect((await history('gc')).stderr).toContain('deleted: 0 epochs, 0 objects');
    const objects = () =>
      readdirSync(store, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ltx'));
    const before = objects();
    expect((await history('gc', '--dry-run', '--now')).stderr).toMatch(/^would delete: 2 epochs, [1-9]/);
    expect(objects()).toEqual(before);
    expect((await history('gc', '--now')).stderr).toMatch(/^deleted: 2 epochs, [1-9]/);
    expect(objects().length).toBeLessThan(before.length);

    const [verified] = await Promise.all([history('verify'), run('log'), history('export', 'before.db')]);
    expect(verified.stdout).toContain('sound: 2 runs from 1 epochs');
    const [digest = ''] = digestsIn(join(repository.path, 'before.db'));
    const local = join(repository.path, '.git', 'docket', 'history.replicated');
    const view = join(local, readdirSync(local).find((name) => /^view-[0-9a-f]{12}\.db$/.test(name)) ?? '');
    expect(digestsIn(view)).toContain(digest);
    const unknown = await history('purge', NO_DIGEST);
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('no artifact with the digest')]);
    const purged = await history('purge', digest);
    expect([purged.code, purged.stderr]).toEqual([0, expect.stringMatching(/^purged: [12] uses/)]);
    await history('restore', 'after.db');
    expect(digestsIn(join(repository.path, 'after.db'))).not.toContain(digest);
    expect(digestsIn(view)).not.toContain(digest);
    expect((await history('gc', '--now')).stderr).toMatch(/^deleted: 1 epochs/);
  });

  test('doctor finds a folder sound, and one that is none wrong', async () => {
    const sound = await history('doctor', '--json');
    expect(sound.code).toBe(0);
    expect(parsed(Doctor, sound).found.map(({ state }) => state)).not.toContain('wrong');
    const bringBack = takeStoreAway();
    const wrong = await history('doctor');
    expect([wrong.code, wrong.stdout]).toEqual([4, expect.stringContaining('✗ s3:ListBucket')]);
    bringBack();
  });

  const noServer = missingTools('versitygw');
  test.skipIf(noServer !== null)(`doctor on S3: sound, and with another secret${noServer ?? ''}`, async () => {
    const server = await startVersityGateway();
    onTestFinished(() => server.stop());
    const s3 = (secret: string) =>
      docket(['history', 'doctor', '--json'], {
        cwd: repository.path,
        env: {
          ...env,
          ...server.credentials,
          AWS_SECRET_ACCESS_KEY: secret,
          DOCKET_STORE: `s3://${server.bucket}/p`,
          DOCKET_STORE_ENDPOINT: server.endpoint,
          DOCKET_STORE_REGION: 'us-east-1',
        },
      });
    const sound = await s3(server.credentials.AWS_SECRET_ACCESS_KEY);
    expect([sound.code, parsed(Doctor, sound).found.map(({ state }) => state)]).toEqual([0, Array(6).fill('ok')]);
    const wrong = await s3('another-secret');
    expect([wrong.code, parsed(Doctor, wrong).found.find(({ state }) => state === 'wrong')?.what]).toEqual([
      4,
      's3:ListBucket',
    ]);
    expect(wrong.stdout + wrong.stderr).not.toContain('another-secret');
  });
});
