import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { OWN_HOME } from './own-home.ts';

/** What a finished process cost. */
export interface ProcessCost {
  readonly ms: number;
  /** Most memory of the process and all its descendants together, in MB; sampled, on Linux only. */
  readonly peakMb: number | null;
  readonly code: number | null;
}

const SAMPLE_MS = 25;

/** Runs a program and watches it and everything that it starts. */
export async function runProcess(args: readonly string[], cwd: string, sample = true): Promise<ProcessCost> {
  const start = performance.now();
  const child = spawn(process.execPath, [...args], {
    cwd,
    stdio: 'ignore',
    env: { ...process.env, HOME: OWN_HOME, NO_COLOR: '1' },
  });
  let peak = 0;
  const timer =
    sample && process.platform === 'linux'
      ? setInterval(() => (peak = Math.max(peak, treeMb(child.pid ?? 0))), SAMPLE_MS)
      : null;
  const code = await new Promise<number | null>((done) => child.on('close', done));
  if (timer !== null) clearInterval(timer);
  return { ms: performance.now() - start, peakMb: timer === null ? null : peak, code };
}

function treeMb(root: number): number {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(/^PPid:\s+(\d+)$/m.exec(proc(name, 'status'))?.[1] ?? -1);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const all = [root];
  for (const pid of all) all.push(...(children.get(pid) ?? []));
  // Proportional set size: pages that several processes share (Node itself) count once.
  const kb = all.map((pid) => Number(/^Pss:\s+(\d+) kB$/m.exec(proc(String(pid), 'smaps_rollup'))?.[1] ?? 0));
  return kb.reduce((sum, one) => sum + one, 0) / 1024;
}

/** A process may end between being listed and being read. */
function proc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
