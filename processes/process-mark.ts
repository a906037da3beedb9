import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/** Which process it is: its number alone is used again, and in every container by somebody else. */
export const ProcessMark = z.strictObject({
  pid: z.int().min(1),
  host: z.string(),
  /** What numbers processes; null where the system does not tell. */
  space: z.string().nullable(),
  /** When it began, in the system's own words; null where it does not tell. */
  began: z.string().nullable(),
});
export type ProcessMark = z.infer<typeof ProcessMark>;

/** The mark of this process. */
export function ownMark(): ProcessMark {
  return { pid: process.pid, host: hostname(), space: spaceOfNumbers(), began: beganAt(process.pid) };
}

/** Whether that process lives and can be seen from here: one of another machine or container is not known to live. */
export function isAlive({ pid, host, space, began }: ProcessMark): boolean {
  if (host !== hostname() || space !== spaceOfNumbers() || began !== beganAt(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Refused: it is somebody else's, and alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function spaceOfNumbers(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // No Linux: there is one space.
    return null;
  }
}

/** Field 22 of its status: ticks since the machine began. The name before it may hold anything, so it is counted from the last bracket. */
function beganAt(pid: number): string | null {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    // No Linux, or the process is gone: `kill` tells which.
    return null;
  }
}
