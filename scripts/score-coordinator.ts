import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { coordinate } from '../coordinator/coordinate.ts';
import { hunksOf, parseDiff } from '../forge/diff/parse-diff.ts';
import { readFindings } from '../reviewers/outside/read-findings.ts';
import type { ChangeSet } from '../schemas/change-set.ts';
import type { Coordination } from '../schemas/coordination.ts';

const USAGE = 'usage: node scripts/score-coordinator.ts DATA_DIR [judge] [tool,tool,...]\n';

/** One pull request with the recorded remarks of real review tools, as far as this script looks at it. */
const Replay = z.object({
  slug: z.string(),
  title: z.string(),
  diff: z.string(),
  judges: z.record(
    z.string(),
    z.record(z.string(), z.object({ comments: z.array(z.object({ cid: z.string(), text: z.string() })) })),
  ),
});
type Replay = z.infer<typeof Replay>;

const [directory, judge = 'opus45', tools] = process.argv.slice(2);
if (directory === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else process.exitCode = score(directory, judge, tools ?? null);

/** Runs the coordinator over recorded remarks and has them scored against golden comments. */
function score(data: string, judgedBy: string, only: string | null): number {
  const replays = readFileSync(join(data, 'replay.jsonl'), 'utf8').trim().split('\n');
  const results = replays.map((line) => result(Replay.parse(JSON.parse(line)), { data, judgedBy, only }));
  const file = join(mkdtempSync(join(tmpdir(), 'docket-score-')), 'RESULTS.jsonl');
  writeFileSync(file, results.map((one) => `${JSON.stringify(one)}\n`).join(''));
  process.stdout.write(`${file}\n`);
  const scorer = [join(data, 'score.py'), file, judgedBy, ...(only === null ? [] : [only])];
  return spawnSync('python3', scorer, { stdio: 'inherit' }).status ?? 1;
}

function result(
  replay: Replay,
  of: { readonly data: string; readonly judgedBy: string; readonly only: string | null },
) {
  const chosen = of.only === null ? null : new Set(of.only.split(','));
  const findings = Object.entries(replay.judges[of.judgedBy] ?? {})
    .filter(([reviewer]) => chosen?.has(reviewer) ?? true)
    .flatMap(([reviewer, { comments }]) => comments.map(({ cid, text }) => ({ id: cid, reviewer, text })));
  const { decisions } = coordinate({
    changeSet: changeSetOf(readFileSync(join(of.data, replay.diff)), replay),
    sources: [],
    reports: readFindings(JSON.stringify({ findings }), replay.slug),
    policy: { maxInlineComments: 15, minimumConfidence: 300, minimumSeverity: 'suggestion' },
  });
  return { slug: replay.slug, published: publishedOf(decisions), merged: mergedOf(decisions) };
}

function publishedOf(decisions: Coordination['decisions']): string[] {
  return decisions
    .filter(({ state }) => ['inline', 'file', 'summary'].includes(state.kind))
    .map(({ finding }) => finding);
}

function mergedOf(decisions: Coordination['decisions']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    decisions.flatMap(({ finding, state }) => (state.kind === 'merged' ? [[finding, state.into]] : [])),
  );
}

function changeSetOf(diff: Uint8Array, replay: Replay): ChangeSet {
  const parsed = parseDiff(diff);
  return {
    source: 'diff',
    label: replay.slug,
    baseCommit: null,
    mergeBase: null,
    headCommit: null,
    title: replay.title,
    body: '',
    labels: [],
    commits: [],
    files: parsed.files.map((file) => ({ ...file, hunks: hunksOf(file) })),
    filtered: [],
    skipped: [...parsed.skipped],
    redactions: [],
    tier: 'full',
    tierReason: '',
  };
}
