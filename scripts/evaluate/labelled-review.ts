import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hunksOf, parseDiff } from '../../forge/diff/parse-diff.ts';
import { readFindings } from '../../reviewers/outside/read-findings.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';

/** What reviewers said of one change, and which known mistakes each of it is about. */
export interface LabelledReview {
  readonly repository: string;
  readonly input: Omit<CoordinatorInput, 'policy'>;
  /** By the id of a finding; empty for one that is about none of them. */
  readonly mistakes: ReadonlyMap<string, readonly string[]>;
  /** How many mistakes are known in the change. */
  readonly known: number;
}

const Comments = z.object({
  comments: z.array(z.object({ cid: z.string(), text: z.string(), golden: z.array(z.string()) })),
});
const Replay = z.object({
  slug: z.string(),
  repo: z.string(),
  title: z.string(),
  diff: z.string(),
  golden: z.array(z.unknown()),
  judges: z.record(z.string(), z.record(z.string(), Comments)),
});
type Replay = z.infer<typeof Replay>;

const Said = z.object({
  slug: z.string(),
  run: z.string(),
  severity: z.string(),
  category: z.string(),
  title: z.string(),
  body: z.string(),
  path: z.string().nullable(),
  line: z.int().nullable(),
  confidence: z.number(),
  golden: z.array(z.string()).optional(),
});
const Labels = z.record(z.string(), z.array(z.string()));

/** Each recorded tool is a reviewer, as one of the judges labelled it. */
export function reviewsOfTools(folder: string, judge: string): readonly LabelledReview[] {
  return replays(folder).map((replay) => {
    const all = Object.entries(replay.judges[judge] ?? {}).flatMap(([reviewer, { comments }]) =>
      comments.map(({ cid, text, golden }) => ({ id: cid, reviewer, text, golden })),
    );
    return labelled(folder, replay, all);
  });
}

/**
 * One real reviewer that states its confidence, a review a run; or all its runs at once, each a reviewer. `labels` names the mistakes of
 * findings that the data leaves open, by their place in the file. A finding in neither says nothing of whether it is right, so it is left out:
 * counted as wrong, it would make whoever puts it together with a right one look worse than whoever does nothing.
 */
export function reviewsOfAgents(
  folder: string,
  labels: string | undefined,
  together: boolean,
): readonly LabelledReview[] {
  const more = labels === undefined ? {} : Labels.parse(JSON.parse(readFileSync(labels, 'utf8')));
  const all = lines(join(folder, 'multi-agent-findings.jsonl')).flatMap((line, index) => {
    const said = Said.parse(line);
    const golden = more[String(index)] ?? said.golden;
    return golden === undefined ? [] : [{ ...said, id: `said-${index}`, golden }];
  });
  return replays(folder).flatMap((replay) => {
    const own = all.filter(({ slug }) => slug === replay.slug);
    const reviews = together ? [own] : [...Map.groupBy(own, ({ run }) => run).values()];
    return reviews.map((said) =>
      labelled(
        folder,
        replay,
        said.map((one) => ({
          ...one,
          reviewer: one.run,
          text: `${one.title}\n${one.body}`,
        })),
      ),
    );
  });
}

interface Saying {
  readonly id: string;
  readonly golden: readonly string[];
}

function labelled(folder: string, replay: Replay, findings: readonly Saying[]): LabelledReview {
  return {
    repository: replay.repo,
    known: replay.golden.length,
    mistakes: new Map(findings.map(({ id, golden }) => [id, golden])),
    input: {
      changeSet: changeSetOf(readFileSync(join(folder, replay.diff)), replay),
      sources: [],
      reports: readFindings(JSON.stringify({ findings }), replay.slug),
    },
  };
}

function replays(folder: string): readonly Replay[] {
  return lines(join(folder, 'replay.jsonl')).map((line) => Replay.parse(line));
}

function lines(file: string): readonly unknown[] {
  if (!existsSync(file)) throw new Error(`${file} is not there`);
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
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
