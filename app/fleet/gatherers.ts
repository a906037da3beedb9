import { availableParallelism } from 'node:os';
import { watchingParent } from '../../analysers/watch-parent.ts';
import { startPipedProcess } from '../../processes/start-process.ts';
import { InfrastructureError } from '../../schemas/problem.ts';
import { Peer } from '../analyse/peer.ts';
import { GatheredStore, type GatherJob } from './gather-store.ts';

/** Asks stores, several at a time, each in a process that is ended when it takes too long. */
export interface Gatherers {
  gather(job: GatherJob): Promise<GatheredStore>;
  close(): void;
}

/** One process, for one store at a time. */
interface Gatherer {
  readonly peer: Peer;
  readonly end: () => void;
}

/** To put a history together is work for a core, while Litestream fetches the next one. */
const AT_ONCE = Math.min(4, Math.max(2, availableParallelism()));
/** A base of 100 MB takes a few seconds to fetch and to check; whoever takes as long as this hangs. */
const MOST_MS = 10 * 60_000;

/** @param program the command line's, which knows `fleet gather` */
export function createGatherers(program: string): Gatherers {
  const idle: Gatherer[] = [];
  const all = new Set<Gatherer>();
  const waiting: (() => void)[] = [];
  let free = AT_ONCE;
  const turn = async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((done) => waiting.push(done));
  };
  const over = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  const begin = (): Gatherer => {
    const gatherer = startGatherer(program);
    all.add(gatherer);
    return gatherer;
  };
  const lost = (gatherer: Gatherer) => {
    all.delete(gatherer);
    gatherer.end();
  };
  return {
    gather: async (job) => {
      await turn();
      const gatherer = idle.pop() ?? begin();
      try {
        const answer = GatheredStore.parse(await within(MOST_MS, gatherer.peer.call('gather', job)));
        idle.push(gatherer);
        return answer;
      } catch (error) {
        lost(gatherer);
        throw error;
      } finally {
        over();
      }
    },
    close: () => all.forEach(lost),
  };
}

function startGatherer(program: string): Gatherer {
  const child = startPipedProcess(process.execPath, [...watchingParent(), program, 'fleet', 'gather'], {
    leashed: true,
  });
  const peer = new Peer({ in: child.stdout, out: child.stdin }, {});
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (said = (said + text).slice(-2000)));
  const gone = (why: string) =>
    peer.end(new InfrastructureError({ what: `the process that reads stores ended: ${why} ${said}`.trim() }));
  child.once('error', (error) => gone(error.message));
  child.once('close', (code) => gone(`code ${code ?? 'none'}`));
  return { peer, end: () => child.kill('SIGKILL') };
}

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new InfrastructureError({ what: `it took over ${ms / 60_000} minutes` })), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
