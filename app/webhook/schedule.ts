import type { Delivery } from '../../history/deliveries/delivery.ts';

/** How many runs may go on at the same time. */
export interface Limits {
  readonly overall: number;
  readonly perInstallation: number;
  readonly perRepository: number;
}

/** The delivery to work on, and those of the same pull request for which that run answers, too. */
export interface Choice {
  readonly lead: Delivery;
  readonly absorbed: readonly Delivery[];
}

/** What a run takes up of the limits. */
export type Occupied = Pick<Delivery, 'lane' | 'installation' | 'repository'>;

export interface Situation {
  readonly waiting: readonly Delivery[];
  readonly running: readonly Occupied[];
  readonly limits: Limits;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * What to begin now: one run a lane, commands before reviews, all waiting reviews of a pull request as one, and installations in turn, so
 * that a busy one does not keep the others waiting.
 */
export function scheduleNext({ waiting, running, limits, now }: Situation): Choice[] {
  const busy: Occupied[] = [...running];
  const chosen: Choice[] = [];
  const isBusy = (lane: string) => busy.some((other) => other.lane === lane);
  let open = [...byLane(waiting)].flatMap(([lane, rows]) => {
    const choice = isBusy(lane) ? null : nextOfLane(rows, now);
    return choice === null ? [] : [choice];
  });
  for (;;) {
    open = open.filter(({ lead }) => fits(lead, busy, limits));
    const [first, ...others] = open;
    if (first === undefined) return chosen;
    const next = others.reduce((best, choice) => (comesBefore(choice, best, busy) ? choice : best), first);
    open = open.filter((choice) => choice !== next);
    busy.push(next.lead);
    chosen.push(next);
  }
}

/** Which of the deliveries of one lane is the next, or null when none is due. */
function nextOfLane(rows: readonly Delivery[], now: number): Choice | null {
  const isDue = ({ dueAt }: Delivery) => dueAt <= now;
  // Commands and closing are short and each is answered on its own; a pause must hold for the push that came with it.
  const single = rows.find((row) => row.kind !== 'review' && isDue(row));
  if (single !== undefined) return { lead: single, absorbed: [] };
  const reviews = rows.filter(({ kind }) => kind === 'review');
  const plain = reviews.filter(({ label }) => label === null);
  if (plain.some(isDue)) {
    const lead = plain.reduce((best, row) => (isNewer(row, best) ? row : best));
    // Older ones do not get round the pause after an error: they are the same work.
    return isDue(lead) ? { lead, absorbed: reviews.filter((row) => row !== lead && isSameWork(row, lead)) } : null;
  }
  // Whether a label matters is for the configuration to say, so a run for one label does not answer for another.
  const lead = reviews.find(isDue);
  if (lead === undefined) return null;
  return { lead, absorbed: reviews.filter((row) => row !== lead && row.label === lead.label && isSameWork(row, lead)) };
}

/** Whether two deliveries come from the same installation: what one of them may do says nothing about another. */
export function isSameWork(one: Occupied, other: Occupied): boolean {
  return one.lane === other.lane && one.installation === other.installation && one.repository === other.repository;
}

/** By GitHub's clock where it tells, else in the order of arrival. */
function isNewer(one: Pick<Delivery, 'version' | 'sequence'>, other: typeof one): boolean {
  const [a, b] = [one.version ?? 0, other.version ?? 0];
  return a === b ? one.sequence > other.sequence : a > b;
}

function byLane(rows: readonly Delivery[]): Map<string, Delivery[]> {
  const lanes = new Map<string, Delivery[]>();
  for (const row of rows) {
    const lane = lanes.get(row.lane);
    if (lane === undefined) lanes.set(row.lane, [row]);
    else lane.push(row);
  }
  return lanes;
}

const countOf = (busy: readonly Occupied[], key: 'installation' | 'repository', value: number | null) =>
  busy.filter((other) => other[key] === value).length;

function fits({ installation, repository }: Delivery, busy: readonly Occupied[], limits: Limits): boolean {
  return (
    busy.length < limits.overall &&
    countOf(busy, 'installation', installation) < limits.perInstallation &&
    countOf(busy, 'repository', repository) < limits.perRepository
  );
}

function comesBefore(one: Choice, other: Choice, busy: readonly Occupied[]): boolean {
  const a = countOf(busy, 'installation', one.lead.installation);
  const b = countOf(busy, 'installation', other.lead.installation);
  return a === b ? one.lead.sequence < other.lead.sequence : a < b;
}
