import { type RecordGroup, type StatedStep, type TrackRecord } from '../../schemas/learning/track-record.ts';
import type { OutcomeExample } from '../../schemas/learning/outcome-example.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { chanceOf } from '../score/log-odds.ts';
import { statedTerm } from '../score/stated-term.ts';
import { monotone } from './monotone.ts';
import { OUTCOME_WEIGHTS } from './outcome-weights.ts';
import { groupsOf, speakerOf } from './record-groups.ts';

/** Fewer outcomes of one's own than these say nothing yet. */
const FEWEST = 10;
/** However many outcomes of another bot there are, they count as so many. */
const MOST_IMPORTED = 5;
/**
 * As many outcomes as what was believed before is worth: within 1% of the smallest log loss on simulated outcomes, from 3 to 300 a rule,
 * whether rules differ much or little (`node scripts/simulate-outcomes.ts`, with and without `--alike`, 2026-11-29).
 */
const PRIOR_STRENGTH = 5;
/** Steps of stated confidence, in percent. */
const STEP_WIDTH = 10;

/** What decides how strongly the past counts; other values are for measuring only. */
export interface FitOptions {
  readonly strength?: number;
}

/**
 * Learns from what became of published findings: first which steps of stated confidence came true more often than others, never falling; then
 * of each group, Beta-binomial, drawn to the wider group around it. The order of the examples does not matter.
 */
export function fitTrackRecord(
  examples: readonly OutcomeExample[],
  { strength = PRIOR_STRENGTH }: FitOptions = {},
): TrackRecord {
  const steps = fitSteps(examples, strength);
  const moved = new Map(steps.map((step) => [`${step.speaker} ${step.from}`, step.points]));
  const byGroup = new Map<
    string,
    { readonly group: Named; readonly inside: Member[]; readonly chain: readonly Named[] }
  >();
  for (const example of examples) {
    const points = startOf(example) + (moved.get(stepOf(example) ?? '') ?? 0);
    const chain = groupsOf(example.finding, example);
    for (const [at, group] of chain.entries()) {
      const known: Grouped = byGroup.get(keyOf(group)) ?? { group, inside: [], chain: chain.slice(0, at) };
      byGroup.set(keyOf(group), known);
      known.inside.push({ example, points });
    }
  }
  const groups = [...byGroup.values()].flatMap(({ group, inside, chain }): RecordGroup[] => {
    if (!isEnough(inside)) return [];
    const wider = chain.map((one) => byGroup.get(keyOf(one))?.inside ?? []);
    return [{ ...group, ...countsOf(inside), points: pointsOf([...wider, inside], strength) }];
  });
  return { steps, groups: groups.toSorted((a, b) => compareText(keyOf(a), keyOf(b))) };
}

type Named = Pick<RecordGroup, 'level' | 'name'>;

/** What belongs to a group, and the wider groups around it, the widest first. */
interface Grouped {
  readonly group: Named;
  readonly inside: Member[];
  readonly chain: readonly Named[];
}

function keyOf({ level, name }: Named): string {
  return `${level} ${name}`;
}

/** From the widest group to the narrowest, each by those outcomes alone that the next one does not hold: no outcome counts twice. */
function pointsOf(chain: readonly (readonly Member[])[], strength: number): number {
  let points = 0;
  for (const [at, members] of chain.entries()) {
    const narrower = new Set(chain[at + 1]?.map(({ example }) => example));
    const ring = members
      .filter(({ example }) => !narrower.has(example))
      .map((member) => ({ ...member, points: member.points + points }));
    if (isEnough(ring)) points += shift(posterior(ring, strength).chance, expected(ring));
  }
  return points;
}

/** What it scored; of what was never scored, what it stated. */
export function startOf({ points, finding }: OutcomeExample): number {
  return points ?? statedTerm(finding).points;
}

/** The step of stated confidence that an example stands on; null where nobody said how sure. */
export function stepOf({ finding }: Pick<OutcomeExample, 'finding'>): string | null {
  if (finding.stated === false) return null;
  return `${speakerOf(finding)} ${stepFrom(finding.confidence)}`;
}

/** The percentage that the step of a confidence (per mille) begins at. */
function stepFrom(confidence: number): number {
  return Math.min(100 - STEP_WIDTH, Math.floor(confidence / 10 / STEP_WIDTH) * STEP_WIDTH);
}

interface Member {
  readonly example: OutcomeExample;
  /** Its score so far. */
  readonly points: number;
}

function fitSteps(examples: readonly OutcomeExample[], strength: number): StatedStep[] {
  const stated = examples
    .filter(({ finding }) => finding.stated !== false)
    .map((example): Member => ({ example, points: startOf(example) }));
  const bySpeaker = Map.groupBy(stated, ({ example }) => speakerOf(example.finding));
  return [...bySpeaker]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([speaker, all]) => {
      if (!isEnough(all)) return [];
      const byStep = Map.groupBy(all, ({ example }) => stepFrom(example.finding.confidence));
      const steps = [...byStep].toSorted(([a], [b]) => a - b);
      const observed = monotone(steps.map(([, members]) => posterior(members, strength)));
      const shifts = steps.map(([, members], at) => shift(observed[at]?.chance ?? 0, expected(members)));
      // How often all of them come true is for the groups to say.
      const mean = steps.reduce((sum, [, members], at) => sum + members.length * (shifts[at] ?? 0), 0) / all.length;
      return steps.map(([from, members], at) => ({
        speaker,
        from,
        ...countsOf(members),
        points: Math.round((shifts[at] ?? 0) - mean),
      }));
    });
}

/** Enough of one's own, or another bot's past to begin with. */
function isEnough(members: readonly Member[]): boolean {
  return members.some(({ example }) => example.imported) || members.length >= FEWEST;
}

/** What is believed of the members, drawn from what their scores say to what became of them. */
function posterior(members: readonly Member[], strength: number): { chance: number; weight: number } {
  const counted = weighted(members);
  const weight = counted.reduce((sum, one) => sum + one.weight, strength);
  const right = counted.reduce(
    (sum, { member, weight: own }) => sum + (member.example.kind === 'accepted' ? own : 0),
    0,
  );
  return { chance: (right + strength * expected(members)) / weight, weight };
}

/** Imported outcomes share the weight of five at most; the repository's own count from ten on, and each for itself. */
function weighted(members: readonly Member[]): { readonly member: Member; readonly weight: number }[] {
  const imported = members.filter(({ example }) => example.imported);
  const own = members.length - imported.length;
  const share = Math.min(1, MOST_IMPORTED / Math.max(1, imported.length));
  return members.map((member) => {
    const isCounted = member.example.imported || own >= FEWEST;
    const factor = member.example.imported ? share : Number(isCounted);
    return { member, weight: OUTCOME_WEIGHTS[member.example.kind] * factor };
  });
}

function expected(members: readonly Member[]): number {
  return members.reduce((sum, { points }) => sum + chanceOf(points), 0) / members.length;
}

function shift(to: number, from: number): number {
  const odds = (chance: number) => Math.log(chance / (1 - chance));
  return Math.round(1000 * (odds(to) - odds(from)));
}

function countsOf(members: readonly Member[]) {
  const count = (kind: OutcomeExample['kind']) =>
    members.filter(({ example }) => !example.imported && example.kind === kind).length;
  return {
    accepted: count('accepted'),
    dismissed: count('dismissed'),
    unaddressed: count('unaddressed'),
    imported: members.filter(({ example }) => example.imported).length,
  };
}
