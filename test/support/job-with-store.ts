import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { localFolder } from '../../app/history/local-folder.ts';
import { openHistory } from '../../history/log.ts';
import { readManifest } from '../../history/replica/head.ts';
import { litestreamEnvironment } from '../../history/replica/litestream-environment.ts';
import { LITESTREAM_BUILT } from '../../history/replica/litestream-binary.ts';
import { replicasFolder } from '../../history/replica/local-files.ts';
import type { Manifest } from '../../history/replica/manifest.ts';
import { openStore } from '../../history/replica/open-store.ts';
import { localReplicas, type ReplicaTools } from '../../history/replica/run-replica.ts';
import { updateView } from '../../history/replica/view.ts';
import type { HistoryLog } from '../../history/log.ts';
import type { Job, JobWish, World } from '../e2e/pull-request/world.ts';
import { toolPath, TOOLS_FOLDER } from './go-tools.ts';
import { type StoreServer, startVersityGateway } from './store-servers.ts';
import { machineEnvironment } from './machine-environment.ts';

/** A place for histories that outlive runners: a real S3 server where one was built, else a folder. */
export interface OutlivingStore {
  readonly url: string;
  readonly endpoint: string | null;
  readonly credentials: Readonly<Record<string, string>>;
  readonly server: StoreServer | null;
  stop(): Promise<void>;
}

export async function startStore(): Promise<OutlivingStore> {
  if (toolPath('versitygw') === null) {
    const folder = mkdtempSync(join(tmpdir(), 'docket-store-'));
    const stop = async () => rmSync(folder, { recursive: true, force: true });
    return { url: `file://${folder}`, endpoint: null, credentials: {}, server: null, stop };
  }
  const server = await startVersityGateway();
  const { endpoint, bucket, credentials } = server;
  return { url: `s3://${bucket}/docket`, endpoint, credentials: { ...credentials }, server, stop: () => server.stop() };
}

type StoreAddress = Pick<OutlivingStore, 'url' | 'endpoint' | 'credentials'>;

/** A machine for one job: its disk is empty when the job begins, and nobody sees it afterwards. */
export class Runner {
  readonly folder: string;
  readonly #world: World;
  readonly #store: StoreAddress;

  constructor(world: World, store: StoreAddress) {
    this.#world = world;
    this.#store = store;
    this.folder = mkdtempSync(join(world.folder, 'runner-'));
    mkdirSync(join(this.folder, 'temp'));
    writeFileSync(join(this.folder, 'state'), '');
  }

  main(pull: Parameters<World['start']>[0], wish: JobWish = {}): Job {
    return this.#step(pull, wish, {});
  }

  /** The step that always runs, with what main left for it. */
  post(pull: Parameters<World['start']>[0], wish: JobWish = {}): Job {
    return this.#step(pull, wish, { JOB_STEP: 'post', ...this.#states() });
  }

  #step(pull: Parameters<World['start']>[0], wish: JobWish, more: Readonly<Record<string, string>>): Job {
    const { url, endpoint, credentials } = this.#store;
    return this.#world.start(pull, {
      ...wish,
      inputs: { store: url, ...(endpoint && { 'store-endpoint': endpoint }), ...wish.inputs },
      environment: {
        PATH: [TOOLS_FOLDER, process.env['PATH'] ?? ''].join(delimiter),
        RUNNER_TEMP: join(this.folder, 'temp'),
        GITHUB_STATE: join(this.folder, 'state'),
        GITHUB_REPOSITORY_ID: String(this.#world.repository.id),
        ...credentials,
        ...more,
        ...wish.environment,
      },
    });
  }

  /** What main saved, in the form in which the runner hands it on. */
  #states(): Record<string, string> {
    const text = readFileSync(join(this.folder, 'state'), 'utf8');
    return Object.fromEntries(
      Array.from(text.matchAll(/^(\w+)<<(\S+)\n([^]*?)\n\2$/gm), ([, name, , value = '']) => [`STATE_${name}`, value]),
    );
  }

  /** The runs whose logs are still on this machine, and their Litestreams. */
  sessions() {
    return localReplicas(replicasFolder(localFolder(join(this.folder, 'temp', 'docket', 'history.db'))));
  }

  /** Kills whatever streams here, as a machine that goes away does. */
  async killLitestream(): Promise<number> {
    const pids = (await this.sessions()).flatMap(({ stream }) => (stream === null ? [] : [stream.pid]));
    for (const pid of pids) if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL');
    return pids.length;
  }
}

/** What somebody finds in the store who comes with an empty disk. Null where nothing is there yet. */
export async function lookInto<T>(
  { url, endpoint, credentials }: StoreAddress,
  world: World,
  look: (log: HistoryLog, manifest: Manifest) => T,
): Promise<T | null> {
  const tools = toolsFor({ url, endpoint, credentials }, world);
  const folder = mkdtempSync(join(tmpdir(), 'docket-look-'));
  const view = openHistory(join(folder, 'view.db'));
  try {
    const manifest = await readManifest(tools.store);
    if (manifest === null) return null;
    await updateView({ view, manifest, ...tools });
    return look(view, manifest);
  } finally {
    view.close();
    tools.store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function toolsFor({ url, endpoint, credentials }: StoreAddress, world: World): ReplicaTools {
  const command = toolPath('litestream');
  if (command === null) throw new Error('litestream is not built here');
  // The SDK takes its credentials from the process.
  Object.assign(process.env, credentials);
  const { host } = new URL(world.github.serverUrl);
  const store = openStore(
    { url, endpoint, region: null, encryption: null },
    { host, repositoryId: String(world.repository.id) },
  );
  const environment = litestreamEnvironment(
    { ...machineEnvironment(), HOME: tmpdir(), ...credentials },
    store.litestreamEnvironment,
  );
  return { store, tool: { command, version: LITESTREAM_BUILT, environment }, now: () => new Date() };
}
