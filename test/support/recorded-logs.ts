import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { docket } from './docket.ts';

/** Logs that an earlier program recorded, and what it said about them; `README.md` there tells more. */
export const RECORDED_LOGS = fileURLToPath(new URL('../fixtures/recorded-logs/', import.meta.url));

/** The end of a packed log's name. */
export const PACKED = '.db.gz';

/** Enough for every run of a log. */
const MOST_RUNS = '100';

/** One finding for each way to end is told with its whole story. */
const Runs = z.object({ runs: z.array(z.object({ run: z.object({ id: z.string() }) })) });
const Detail = z.object({
  findings: z.array(
    z.object({
      finding: z.object({ id: z.string() }),
      decision: z.object({ state: z.object({ kind: z.string(), reason: z.string().optional() }) }).nullable(),
    }),
  ),
});

/** The logs that are kept. */
export function recordedLogs(): string[] {
  return readdirSync(RECORDED_LOGS)
    .filter((name) => name.endsWith(PACKED))
    .map((name) => name.slice(0, -PACKED.length))
    .toSorted();
}

/** Writes a log as a file into the folder, and answers its path. */
export function unpackLog(name: string, folder: string): string {
  const path = join(folder, `${name}.db`);
  writeFileSync(path, gunzipSync(readFileSync(join(RECORDED_LOGS, `${name}${PACKED}`))), { mode: 0o600 });
  return path;
}

/** What was committed as this log's texts, by file name. */
export function expectedTexts(name: string): Record<string, string> {
  const folder = join(RECORDED_LOGS, name);
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/**
 * What the program says about a log, by file name: the list of runs, each run as it was recorded and computed again (numbered from the
 * oldest), and the story of one finding for each way in which findings of the log ended.
 */
export async function textsOf(path: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  const tell = async (file: string, ...args: readonly string[]): Promise<string> => {
    const cwd = dirname(path);
    const { code, stdout, stderr } = await docket([...args, '--history', path], { cwd });
    // Where the log lies is a matter of the machine.
    const said = (code === 0 ? stdout : `exit ${code}\n${stdout}${stderr}`).replaceAll(cwd, '.');
    texts[file] = said;
    return said;
  };
  await tell('log.txt', 'log', '--limit', MOST_RUNS);
  const list = await docket(['log', '--json', '--limit', MOST_RUNS, '--history', path], { cwd: dirname(path) });
  const ids = Runs.parse(JSON.parse(list.stdout))
    .runs.map(({ run }) => run.id)
    .toReversed();
  const examples = new Map<string, string>();
  for (const [index, id] of ids.entries()) {
    const number = String(index + 1).padStart(2, '0');
    const [recorded] = await Promise.all([
      tell(`${number}-log.json`, 'log', id, '--json'),
      tell(`${number}-replay.json`, 'replay', id, '--json'),
      tell(`${number}-replay.txt`, 'replay', id),
    ]);
    for (const { finding, decision } of Detail.parse(JSON.parse(recorded)).findings) {
      if (decision === null) continue;
      const { kind, reason } = decision.state;
      const end = kind === 'suppressed' ? `${kind}-${reason}` : kind;
      if (!examples.has(end)) examples.set(end, finding.id);
    }
  }
  await Promise.all([...examples].map(([end, finding]) => tell(`why-${end}.txt`, 'why', finding)));
  return texts;
}
