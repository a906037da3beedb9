import { createHash } from 'node:crypto';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import type { PastFinding } from '../../../schemas/learning/past-finding.ts';
import { EVIDENCE_PACK } from '../../../schemas/model-call.ts';
import { estimateTokens } from '../prompt/token-estimate.ts';
import { untrusted } from '../prompt/untrusted.ts';
import { type Recorded, recordedReading, type ToolboxOptions } from '../tools/toolbox.ts';

/** Grows with every change of what is told of the past or how. */
const PAST_VERSION = 1;
/** Of the pack's budget, in per cent: it is an aside, and the code around the change must not push it out. */
const PAST_SHARE = 30;

const INTRODUCTION = `# What was said here before
Published findings that are like this change, and what became of them. They speak of other code: they prove nothing here, and excuse nothing that you can prove.`;

const BECAME: Readonly<Record<NonNullable<PastFinding['became']>, string>> = {
  accepted: 'the code was changed and it was gone at the merge',
  dismissed: 'dismissed',
  unaddressed: 'the code stood unchanged at the merge',
  claimed: 'somebody said something about it; nothing is proved',
};

/** Published findings that are like the change, most similar first, and where it is written down that they were told. */
export interface PastReading {
  readonly findings: readonly PastFinding[];
  readonly recorded: Recorded;
}

/**
 * The past is told of patches, not of commits: what was told once of the same patches is told again, so that neither an outcome that came
 * meanwhile nor another base undoes a review that goes on.
 */
export function pastReading(
  changeSet: ChangeSet,
  findings: readonly PastFinding[],
  options: ToolboxOptions,
): PastReading {
  const patches = { changeSet: { ...changeSet, mergeBase: null, headCommit: null } };
  return { findings, recorded: recordedReading(patches, options) };
}

/** What a prompt is told of the past, as data, within its share of the budget; each finding is journaled as a read, by its digest. */
export async function pastText({ findings, recorded }: PastReading, budget: number): Promise<string> {
  const answer = await recorded(EVIDENCE_PACK, { version: PAST_VERSION, past: true, budget }, async () => {
    let left = Math.floor((budget * PAST_SHARE) / 100) - estimateTokens(INTRODUCTION);
    const told: string[] = [];
    for (const one of findings) {
      const text = untrusted('past', wordsOf(one));
      const tokens = estimateTokens(text) + 1;
      if (tokens <= left) {
        left -= tokens;
        told.push(text);
        await tellRead(one, recorded);
      }
    }
    return { text: told.length === 0 ? '' : [INTRODUCTION, ...told].join('\n\n'), isError: false };
  });
  return answer.text;
}

function wordsOf({ rule, severity, path, at, title, evidence, became, reason }: PastFinding): string {
  const end = became === null ? 'nothing is known of it' : BECAME[became];
  return [
    `${rule} · ${severity} · ${path ?? 'no file'} · ${at.slice(0, 10)}`,
    title,
    ...(evidence === null ? [] : [`quoted: ${evidence}`]),
    `what became of it: ${end}${reason === null ? '' : `: ${reason}`}`,
  ].join('\n');
}

async function tellRead(one: PastFinding, recorded: Recorded): Promise<void> {
  const digest = createHash('sha256').update(wordsOf(one)).digest('hex');
  const input = { version: PAST_VERSION, kind: 'past', finding: one.finding, digest };
  await recorded(EVIDENCE_PACK, input, async () => ({ text: '', isError: false }));
}
