import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { docket } from '../test/support/docket.ts';
import { PACKED, RECORDED_LOGS, recordedLogs, textsOf, unpackLog } from '../test/support/recorded-logs.ts';
import { recordJudgedReview } from './recorded-logs/judged-review.ts';
import { recordPullRequest } from './recorded-logs/pull-request.ts';

// Records the logs of test/fixtures/recorded-logs with the program as it is now, and writes down what it says about them.
const USAGE = 'usage: node scripts/record-logs.ts NAME... (records anew) | --texts (only what is said about them)\n';
const ROOT = fileURLToPath(new URL('../', import.meta.url));

type Keep = (history: string) => Promise<void>;

const RECORDERS: Readonly<Record<string, (keep: Keep) => Promise<void>>> = {
  demo: async (keep) => {
    execFileSync(process.execPath, [join(ROOT, 'scripts/demo.ts')], { stdio: 'ignore' });
    await keep(join(ROOT, '.demo/checkout-service/.git/docket/history.db'));
  },
  'judged-review': recordJudgedReview,
  'pull-request': recordPullRequest,
};

/** Keeps a log as one small file that tells nothing about this machine. */
async function pack(name: string, history: string): Promise<void> {
  await inFolder(async (folder) => {
    const copy = join(folder, 'log.db');
    const { code, stderr } = await docket(['history', 'export', copy, '--history', history], { cwd: folder });
    if (code !== 0) throw new Error(stderr);
    const told = [ROOT, join(tmpdir(), 'docket-')].filter((word) => textIn(copy).includes(word));
    if (told.length > 0) throw new Error(`the log ${name} names this machine: ${told.join(', ')}`);
    writeFileSync(join(RECORDED_LOGS, `${name}${PACKED}`), gzipSync(readFileSync(copy), { level: 9 }));
  });
}

/** Everything that stands in a log, packed bytes included. */
function textIn(path: string): string {
  const db = new Database(path, { readonly: true });
  try {
    const packed = z
      .array(z.instanceof(Uint8Array))
      .parse(db.prepare('SELECT zstd FROM artifact_contents').pluck().all());
    return [readFileSync(path), ...packed.map((bytes) => zstdDecompressSync(bytes))].map(String).join('\n');
  } finally {
    db.close();
  }
}

async function writeTexts(name: string): Promise<void> {
  await inFolder(async (folder) => {
    const texts = await textsOf(unpackLog(name, folder));
    const target = join(RECORDED_LOGS, name);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target);
    for (const [file, text] of Object.entries(texts)) writeFileSync(join(target, file), text);
  });
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-recorded-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const names = process.argv.slice(2);
const isTextsOnly = names.length === 1 && names[0] === '--texts';
if (names.length === 0 || !(isTextsOnly || names.every((name) => Object.hasOwn(RECORDERS, name)))) {
  process.stderr.write(`${USAGE}names: ${Object.keys(RECORDERS).join(', ')}\n`);
  process.exitCode = 2;
} else {
  if (!existsSync(RECORDED_LOGS)) mkdirSync(RECORDED_LOGS, { recursive: true });
  if (!isTextsOnly) for (const name of names) await RECORDERS[name]?.((history) => pack(name, history));
  for (const name of isTextsOnly ? recordedLogs() : names) await writeTexts(name);
}
