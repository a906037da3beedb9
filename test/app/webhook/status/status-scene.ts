import { once } from 'node:events';
import { request, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../../../app/webhook/log.ts';
import { createScrubber } from '../../../../app/webhook/scrub.ts';
import { createStatusServer } from '../../../../app/webhook/status/status-server.ts';
import type { LaneQueue } from '../../../../history/deliveries/lane-queue.ts';
import { openPostgresQueue } from '../../../../history/deliveries/postgres/open-postgres-queue.ts';
import { openSqliteQueue } from '../../../../history/deliveries/sqlite/open-sqlite-queue.ts';
import { type Desk, openDesk } from '../../../history/deliveries/queue-desk.ts';
import { missingPostgres, startPostgres } from '../../../support/postgres/postgres-server.ts';
import { aNewDelivery } from '../build-delivery.ts';

export const TOKEN = 'a-token-of-the-operator-0123456789';
const LIMITS = { perInstallation: 100, perRepository: 100 };

/** A kind of queue, and how one is opened and done away with. */
export interface QueueKind {
  readonly name: string;
  readonly missing: string | null;
  open(): Promise<{ readonly queue: LaneQueue; readonly end: () => Promise<void> }>;
}

export const SQLITE: QueueKind = {
  name: 'SQLite',
  missing: null,
  open: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'docket-status-'));
    const { queue } = openSqliteQueue(join(folder, 'deliveries.db'), { limits: LIMITS, now: Date.now });
    return { queue, end: async () => rmSync(folder, { recursive: true, force: true }) };
  },
};

export const POSTGRES: QueueKind = {
  name: 'Postgres',
  missing: missingPostgres,
  open: async () => {
    const server = await startPostgres();
    const queue = await openPostgresQueue(await server.database('status'), {
      limits: LIMITS,
      onFault: () => undefined,
    });
    return { queue, end: () => server.stop() };
  },
};

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

type Headers = Readonly<Record<string, string>>;

/** A status page on a real queue, and a client that says exactly what it is told to say. */
export class StatusScene {
  readonly queue: LaneQueue;
  readonly desk: Desk;
  readonly lines: string[];
  readonly port: number;
  /** The clock of the page. */
  time = Date.now();
  readonly #server: Server;
  readonly #end: () => Promise<void>;

  static async open(kind: QueueKind): Promise<StatusScene> {
    const { queue, end } = await kind.open();
    const lines: string[] = [];
    const log = createLog({ level: 'info', scrubber: createScrubber([TOKEN]), write: (line) => lines.push(line) });
    const desk = await openDesk(queue);
    const settings = { token: TOKEN, host: '127.0.0.1', port: 0 };
    let scene: StatusScene | null = null;
    const server = createStatusServer({ settings, queue, log, now: () => scene?.time ?? 0 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    scene = new StatusScene({ queue, desk, lines, server, port: address.port, end });
    return scene;
  }

  private constructor(parts: {
    queue: LaneQueue;
    desk: Desk;
    lines: string[];
    server: Server;
    port: number;
    end: () => Promise<void>;
  }) {
    this.queue = parts.queue;
    this.desk = parts.desk;
    this.lines = parts.lines;
    this.port = parts.port;
    this.#server = parts.server;
    this.#end = parts.end;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** A delivery that was worked on and given up, for this reason. */
  async failed(id: string, lane: string, note: string): Promise<void> {
    await this.queue.add(aNewDelivery({ id, lane }));
    const turn = await this.desk.turnOf(id);
    await turn.fail(note, { mayPass: false });
    this.desk.leave(turn);
  }

  /** A delivery that is worked on. */
  async running(id: string, lane: string): Promise<void> {
    await this.queue.add(aNewDelivery({ id, lane }));
    await this.desk.turnOf(id);
  }

  ask(path: string, given: { method?: string; headers?: Headers; body?: string | Buffer } = {}): Promise<Reply> {
    const { method = 'GET', headers = {}, body } = given;
    return new Promise((done, fail) => {
      const asking = request({ host: '127.0.0.1', port: this.port, path, method, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      });
      asking.on('error', fail);
      asking.end(body);
    });
  }

  /** A form as a browser sends it from a page of ours, unless other headers are given. */
  post(path: string, fields: Headers, headers: Headers = {}): Promise<Reply> {
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: this.origin };
    const sent = Object.fromEntries(Object.entries({ ...form, ...headers }).filter(([, value]) => value !== ''));
    return this.ask(path, { method: 'POST', headers: sent, body: new URLSearchParams(fields).toString() });
  }

  /** Signs in; returns the header of the cookie. */
  async signIn(): Promise<string> {
    const { headers } = await this.post('/sign-in', { token: TOKEN });
    return String(headers['set-cookie']).split(';')[0] ?? '';
  }

  /** What forms of the page have to show now. */
  async proof(cookie: string): Promise<string> {
    const { text } = await this.ask('/', { headers: { cookie } });
    return /name="proof" value="([0-9a-f]+)"/.exec(text)?.[1] ?? '';
  }

  async stateOf(id: string): Promise<string | undefined> {
    return (await this.queue.find(id))?.state;
  }

  /** Ends it; whatever was done, the log must not show the token. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
    await this.desk.working.stop();
    for (const turn of this.desk.turns) this.desk.leave(turn);
    await this.queue.close();
    await this.#end();
    if (this.lines.join('').includes(TOKEN)) throw new Error('the log shows the token');
  }
}
