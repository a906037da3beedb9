import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { ServeScene, type ServeProcess, startServe } from '../../app/webhook/serve-scene.ts';
import type { Pull } from '../../support/github/state.ts';
import { TOOLS_FOLDER } from '../../support/go-tools.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres/postgres-server.ts';
import { type FaultyProxy, startFakeS3, startFaultyProxy, type StoreServer } from '../../support/store-servers.ts';

/** A server of the fleet. */
export interface FleetProcess {
  readonly role: 'web' | 'worker';
  readonly process: ServeProcess;
  readonly port: number;
}

const States = z.array(z.object({ state: z.string(), count: z.coerce.number(), attempts: z.coerce.number() }));
const HIGH_WATER = /^VmHWM:\s+(\d+) kB$/m;
const PAUSE_MS = 200;

/** A fleet on one machine: a real Postgres, a real S3 server, a local GitHub, and servers that may be killed. */
export class FleetScene {
  readonly github: ServeScene;
  readonly postgres: PostgresServer;
  readonly store: FaultyProxy;
  readonly processes: FleetProcess[] = [];
  /** Everything that was printed, the dead included. */
  readonly outputs: (() => string)[] = [];
  /** The most memory that any process ever had, in megabytes. */
  mostMegabytes = 0;
  readonly #s3: StoreServer;
  readonly queueUrl: string;
  readonly #closeDoor: () => Promise<void>;
  #started = 0;
  #ended = false;

  static async open(): Promise<FleetScene> {
    const [github, postgres, s3] = await Promise.all([ServeScene.open(), startPostgres(), startFakeS3()]);
    const scene = new FleetScene({
      github,
      postgres,
      s3,
      store: await startFaultyProxy(s3),
      queueUrl: await postgres.database('fleet'),
    });
    return scene;
  }

  private constructor(parts: {
    github: ServeScene;
    postgres: PostgresServer;
    s3: StoreServer;
    store: FaultyProxy;
    queueUrl: string;
  }) {
    this.github = parts.github;
    this.postgres = parts.postgres;
    this.store = parts.store;
    this.#s3 = parts.s3;
    this.queueUrl = parts.queueUrl;
    this.#closeDoor = openDoor(Number(new URL(parts.github.url).port), () =>
      this.processes.flatMap(({ role, port }) => (role === 'web' ? [port] : [])),
    );
  }

  /** Starts a server on a machine of its own: its disk is empty. `entry`: another program than that of this run. */
  async start(role: FleetProcess['role'], entry?: string): Promise<FleetProcess> {
    this.#started += 1;
    const process = startServe(
      this.#environment(`${role}-${this.#started}`),
      ['serve', '--role', role],
      undefined,
      entry,
    );
    this.outputs.push(process.output);
    await process.printed('the App listens');
    const port = Number(/"url":"http:\/\/127\.0\.0\.1:(\d+)/.exec(process.output())?.[1]);
    const one: FleetProcess = { role, process, port };
    this.processes.push(one);
    return one;
  }

  /** Ends a server without a word. */
  async kill(one: FleetProcess): Promise<void> {
    this.#measure(one);
    this.processes.splice(this.processes.indexOf(one), 1);
    await one.process.end('SIGKILL');
  }

  /** Ends all servers as an operator does. Returns their exit codes. */
  drain(): Promise<(number | null)[]> {
    return Promise.all(this.processes.splice(0).map(({ process }) => process.end('SIGTERM')));
  }

  /** Sends one event until a server has stored it: what is refused GitHub has to be asked for again. */
  async deliver(payload: object, id: string): Promise<void> {
    for (;;) {
      const { statusCode } = await this.github.github.deliver('pull_request', payload, { id });
      if (statusCode === 202) return;
      await sleep(PAUSE_MS);
    }
  }

  /** How many deliveries stand in which state, and the most attempts that one of them took. */
  async states(): Promise<Map<string, { count: number; attempts: number }>> {
    const client = new Client({ connectionString: this.queueUrl });
    client.on('error', () => {
      // What is asked of it says so.
    });
    try {
      await client.connect();
      const sql =
        'SELECT state, count(*) AS count, max(attempts) AS attempts FROM docket_queue.deliveries GROUP BY state';
      const rows = States.parse((await client.query(sql)).rows);
      return new Map(rows.map(({ state, ...row }) => [state, row]));
    } finally {
      await client.end().catch(() => {
        // Postgres may have been restarted just now.
      });
    }
  }

  /** Resolves when nothing waits and nothing runs. */
  async quiet(): Promise<void> {
    for (;;) {
      const states = await this.states().catch(() => null);
      if (states !== null && !states.has('queued') && !states.has('running')) return;
      await sleep(PAUSE_MS);
    }
  }

  /** The completed checks of a head. */
  checksOf(pull: Pull): string[] {
    return this.github.github.state.checkRuns
      .filter(({ headCommit, app }) => headCommit === pull.headCommit && app === this.github.app)
      .map(({ status }) => status);
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    for (let one = this.processes[0]; one !== undefined; one = this.processes[0]) await this.kill(one);
    await this.#closeDoor();
    await this.github.close();
    await this.store.stop();
    await this.#s3.stop();
    await this.postgres.stop();
  }

  measure(): void {
    for (const one of this.processes) this.#measure(one);
  }

  #measure({ process: { child } }: FleetProcess): void {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    this.mostMegabytes = Math.max(this.mostMegabytes, Number(HIGH_WATER.exec(status)?.[1] ?? 0) / 1024);
  }

  #environment(name: string): Record<string, string> {
    const { bucket, credentials } = this.#s3;
    return this.github.environment({
      ...credentials,
      PATH: [TOOLS_FOLDER, process.env['PATH'] ?? ''].join(delimiter),
      DOCKET_DATA: join(this.github.folder, name),
      DOCKET_PORT: '0',
      DOCKET_QUEUE: this.queueUrl,
      DOCKET_STORE: `s3://${bucket}/docket`,
      DOCKET_STORE_REGION: 'us-east-1',
      DOCKET_STORE_ENDPOINT: this.store.endpoint,
      DOCKET_LEASE_SECONDS: '30',
      DOCKET_MAX_RUNS: '2',
      DOCKET_MAX_RUNS_PER_INSTALLATION: '100',
      DOCKET_MAX_RUNS_PER_REPOSITORY: '100',
      DOCKET_LOG_LEVEL: 'info',
    });
  }
}

/** The door of the fleet, as a load balancer is: to any server that answers. */
function openDoor(port: number, targets: () => readonly number[]): () => Promise<void> {
  let turn = 0;
  const server = createServer((client) => {
    const all = targets();
    const target = all[(turn += 1) % Math.max(1, all.length)];
    if (target === undefined) return void client.destroy();
    const upstream = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  server.listen(port, '127.0.0.1');
  return () => new Promise((done) => server.close(() => done()));
}
