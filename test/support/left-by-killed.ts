import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

let excused: readonly string[] = [];

/**
 * Says that this test file kills programs without a word, and which of their temporary folders that may leave: what `mkdtemp` made of
 * these names. Whatever else is there still fails the file, and no process is ever excused.
 */
export function expectLeftByKilled(names: readonly string[] = ['docket-run-', 'docket-']): void {
  excused = names;
}

/** Removes what was excused for this test file. */
export function removeLeftByKilled(place: string): void {
  const isExcused = (entry: string) =>
    excused.some((name) => entry.startsWith(name) && entry.length === name.length + 6);
  for (const entry of readdirSync(place, { withFileTypes: true })) {
    if (entry.isDirectory() && isExcused(entry.name)) rmSync(join(place, entry.name), { recursive: true, force: true });
  }
  excused = [];
}
