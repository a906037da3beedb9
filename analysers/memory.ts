import { readFileSync } from 'node:fs';

const INTERVAL_MS = 100;

/**
 * Calls `exceeded` once when a process holds more memory than it may. V8's own limit covers neither WebAssembly nor native
 * code, so Linux is asked for the resident size; elsewhere only V8's limit holds.
 */
export function watchMemory(pid: number | undefined, limitMb: number, exceeded: () => void): () => void {
  if (process.platform !== 'linux' || pid === undefined) return () => undefined;
  const timer = setInterval(() => {
    if (residentMb(pid) <= limitMb) return;
    clearInterval(timer);
    exceeded();
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}

function residentMb(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    // The process has just ended; whoever waits for it hears of that from its exit.
    return 0;
  }
}
