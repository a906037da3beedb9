import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Environment } from './config.ts';
import { readRegularFile } from './regular-file.ts';
import { stateFile } from './state-home.ts';

const LISTS_FILE = 'model-servers.json';
/** Servers are asked anew after a day. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** What one server said that it holds, and when. */
const ServerList = z.strictObject({
  provider: z.string(),
  /** Its address: the same name elsewhere is another server. */
  baseUrl: z.string(),
  asked: z.iso.datetime(),
  models: z.array(
    z.strictObject({
      id: z.string(),
      contextTokens: z.int().min(1).nullable(),
      tools: z.boolean().nullable(),
      billions: z.number().min(0).nullable(),
      doubt: z.string().nullable(),
    }),
  ),
  /** So many more are in its list. */
  left: z.int().min(0),
});
export type ServerList = z.infer<typeof ServerList>;

/** A server that was to be asked: what it holds, or why that is not known. */
export type AskedServer =
  | (ServerList & { readonly why: null })
  | { readonly provider: string; readonly baseUrl: string; readonly why: string };

const Lists = z.strictObject({ schemaVersion: z.literal(1), servers: z.array(ServerList) });

/** The lists that are younger than a day. A file that is not ours to read is as none: whoever is listed in it is asked again. */
export function keptLists(environment: Environment, now: Date): readonly ServerList[] {
  try {
    const { servers } = Lists.parse(JSON.parse(readRegularFile(stateFile(LISTS_FILE, environment))));
    return servers.filter(({ asked }) => Math.abs(now.getTime() - Date.parse(asked)) < KEPT_MS);
  } catch {
    return [];
  }
}

/** Replaces the file whole, so that a reader never sees half of it. Returns where it is. */
export function keepLists(environment: Environment, servers: readonly ServerList[]): string {
  const path = stateFile(LISTS_FILE, environment);
  mkdirSync(dirname(path), { recursive: true });
  const scratch = `${path}.${process.pid}`;
  writeFileSync(scratch, `${JSON.stringify({ schemaVersion: 1, servers }, null, 2)}\n`);
  renameSync(scratch, path);
  return path;
}
