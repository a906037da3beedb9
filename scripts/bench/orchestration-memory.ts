import { orchestrate } from './orchestration.ts';
import { promptChange } from './prompt-change.ts';

/**
 * Run as a process of its own: `node --expose-gc orchestration-memory.ts RUNS` runs the seven model halves so often and prints, as JSON, the
 * heap in use after garbage collection at each quarter, in bytes.
 */
const runs = Number(process.argv[2] ?? '200');
const collect = globalThis.gc;
if (collect === undefined) throw new Error('start it with --expose-gc');

const change = promptChange();
const heap: number[] = [];
for (let run = 1; run <= runs; run += 1) {
  await orchestrate(change, { firstEventMs: 0, answerMs: 1 });
  if (run % Math.max(1, Math.floor(runs / 4)) !== 0) continue;
  // What waits in a finalizer is given the chance to go.
  await collect({ execution: 'async', type: 'major' });
  await collect({ execution: 'async', type: 'major' });
  heap.push(process.memoryUsage().heapUsed);
}
process.stdout.write(`${JSON.stringify(heap)}\n`);
