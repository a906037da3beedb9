import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { AnalyserId } from './analyser.ts';

/** In the root of an unpacked Action; nowhere else is there such a file. */
export const ABSENT_TOOLS_FILE = 'absent-tools.json';

/** Analysers that this machine has to do without, each with the reason. */
export const AbsentTools = z.record(z.string(), z.string());
export type AbsentTools = z.infer<typeof AbsentTools>;

let known: AbsentTools | undefined;

/** Why a tool is not there; null where nothing says that it is not. */
export function absenceOf(tool: AnalyserId): string | null {
  known ??= readAbsentTools(new URL(`../${ABSENT_TOOLS_FILE}`, import.meta.url));
  return known[tool] ?? null;
}

/** Reads the list; empty where there is none. */
export function readAbsentTools(file: URL): AbsentTools {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  return AbsentTools.parse(JSON.parse(text));
}
