import { closeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** How long the program may compute without a pause before it counts as stuck, and when signals end it at once. */
interface StallBounds {
  /** Time on a processor. Default: 3 minutes; the longest pause that was measured, deciding about 26,000 findings of other tools, is a tenth of it. */
  readonly stuckMs?: number;
  /** Default: 5 seconds. */
  readonly deafMs?: number;
}

const STUCK_MS = 180_000;
const DEAF_MS = 5_000;
const BEAT_MS = 1000;

/** When even an interrupted main thread cannot exit (it is inside of native code), the process is killed after this time. */
const LAST_MS = 2000;

/** The exit code of infrastructure that failed: docs/output.md. */
const EXIT_CODE = 4;

const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One that has hardly worked at all in that time waits for what does not come; else it may be beside others that want the processor, and has ten times as long. */
const IDLE_SHARE = 0.001;
const PATIENCE = 10;

/** Under this name the watching thread finds what the main thread does for it. */
const HOOK = 'docket.stall-guard';

/**
 * The watch, as the text of a script, because a bundle has no file for it. It counts the beats of the main thread from a thread of its own, and reaches a main
 * thread that is in a loop or a regular expression by Node's inspector, which interrupts both.
 */
const WATCH = `
const { workerData: { beats, hook, stuckMs, deafMs, lastMs, lookMs, idleShare, patience } } = require('node:worker_threads');
const { Session } = require('node:inspector');
const { writeSync } = require('node:fs');
const counter = new Int32Array(beats);
const workOfOthers = () => {
  const all = process.cpuUsage(), own = process.threadCpuUsage();
  return (all.user + all.system - own.user - own.system) / 1000;
};
let last = -1, heard = performance.now(), looked = heard, told = false, used = workOfOthers(), work = 0;
const interrupt = (what) => {
  const session = new Session();
  session.connectToMainThread();
  session.post('Runtime.evaluate', { expression: 'globalThis[Symbol.for(' + JSON.stringify(hook) + ')](' + JSON.stringify(what) + ')' }, () => session.disconnect());
};
setInterval(() => {
  const now = performance.now();
  const beat = Atomics.load(counter, 0);
  // A machine that slept let nobody beat.
  if (beat !== last || now - looked > 10 * lookMs + 1000) {
    last = beat;
    heard = now;
    told = false;
    work = 0;
  }
  const total = workOfOthers();
  // Several threads make nothing shorter.
  work += Math.min(now - looked, Math.max(0, total - used));
  used = total;
  looked = now;
  if (now - heard > deafMs && !told) {
    told = true;
    interrupt('deaf');
  }
  const silent = now - heard;
  const isIdle = work < silent * idleShare;
  if (work < stuckMs && silent < stuckMs * (isIdle ? 1 : patience)) return;
  writeSync(2, 'docket: stuck: it ' + (isIdle ? 'did nothing' : 'computed') + ' for ' + Math.round((work < stuckMs ? silent : work) / 1000) + ' s without a pause and was ended. What was recorded is kept; run again, and report it.\\n');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), lastMs);
  heard = Infinity;
  interrupt('stuck');
}, lookMs);
`;

/**
 * Guards the main thread of a program: when it computes without a pause, from 5 seconds on an ending signal ends it at once, as if nobody had asked to
 * hear of it, and after 3 minutes of work it is ended with one sentence and exit code 4. Returns what takes the guard away.
 */
export function guardAgainstStalls(bounds: StallBounds = {}): () => Promise<void> {
  const { stuckMs = STUCK_MS, deafMs = DEAF_MS } = bounds;
  const beats = new SharedArrayBuffer(4);
  const counter = new Int32Array(beats);
  const restore: (() => void)[] = [];
  const hook = (what: 'deaf' | 'stuck'): void => {
    if (what === 'stuck') endNow();
    restore.push(...ENDING_SIGNALS.map(forgetListeners));
  };
  Object.defineProperty(globalThis, Symbol.for(HOOK), { value: hook, configurable: true });
  const lookMs = Math.min(BEAT_MS, deafMs / 4, stuckMs / 4);
  const beat = setInterval(() => {
    Atomics.add(counter, 0, 1);
    for (const again of restore.splice(0)) again();
  }, lookMs);
  beat.unref();
  const workerData = {
    beats,
    hook: HOOK,
    stuckMs,
    deafMs,
    lastMs: LAST_MS,
    lookMs,
    idleShare: IDLE_SHARE,
    patience: PATIENCE,
  };
  const watch = new Worker(WATCH, { eval: true, workerData, execArgv: [], env: {} });
  watch.unref();
  return async () => {
    clearInterval(beat);
    await watch.terminate();
    for (const again of restore.splice(0)) again();
  };
}

/** Exits from within the interrupted loop; what listens for the exit still removes the temporary folder. */
function endNow(): never {
  // Node would print that it waits for the inspector to leave.
  closeSync(2);
  return process.exit(EXIT_CODE);
}

/** Takes the listeners of a signal away, so that the system's own way holds: the process ends. Returns what brings them back. */
function forgetListeners(signal: NodeJS.Signals): () => void {
  const listeners = process.rawListeners(signal);
  process.removeAllListeners(signal);
  return () => {
    for (const listener of listeners)
      process.on(signal, (...values: unknown[]) => Reflect.apply(listener, process, values));
  };
}
