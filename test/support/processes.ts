import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A living process, as its system tells it. */
export interface LivingProcess {
  readonly pid: number;
  /** Its arguments, with blanks between them. */
  readonly command: string;
}

/** How long a process that was told to end may take for it: a bound for those that never do. */
const TRIES = 12_000;
const PAUSE_MS = 50;

/** The processes that work in a folder or were told of it, in their arguments or environment (Linux; none elsewhere). */
function processesOf(folder: string): LivingProcess[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const told = `${command}\0${readFileSync(`/proc/${pid}/environ`, 'utf8')}\0${readlinkSync(`/proc/${pid}/cwd`)}`;
        return told.includes(folder) ? [{ pid: Number(pid), command: command.replaceAll('\0', ' ').trim() }] : [];
      } catch {
        // It is gone by now, or somebody else's.
        return [];
      }
    });
}

/** The same, when they were given the time to notice that they are to end. */
export async function leftProcessesOf(folder: string): Promise<LivingProcess[]> {
  for (let tries = 0; tries < TRIES && processesOf(folder).length > 0; tries += 1) await pause(PAUSE_MS);
  return processesOf(folder);
}

/** Ends every process of a folder without a word. Answers which they were. */
export function killProcessesOf(folder: string): LivingProcess[] {
  const living = processesOf(folder);
  for (const { pid } of living) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It was faster.
    }
  }
  return living;
}
