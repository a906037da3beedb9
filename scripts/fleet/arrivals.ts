import type { NewDelivery } from '../../history/deliveries/delivery.ts';
import {
  HEADS_A_PULL,
  HOURS_BETWEEN_PUSHES,
  LINES,
  OFFICE,
  PROJECTS_AN_INSTALLATION,
  PULLS_A_PROJECT,
} from './published.ts';
import { Random } from './random.ts';

/** One delivery of the day. */
export interface Arrival {
  readonly at: number;
  readonly delivery: NewDelivery;
  /** Lines of the change at that head. */
  readonly lines: number;
}

export interface DayOptions {
  readonly repositories: number;
  /** Heads that are pushed in the whole day. */
  readonly reviews: number;
  readonly seed: number;
  readonly start: number;
  /** Hours of the day that are simulated. */
  readonly hours: { readonly from: number; readonly to: number };
  /** A repository that sends so many pull requests within its first hour, beside the others. */
  readonly noisy: { readonly pulls: number; readonly hour: number } | null;
}

/** The installation and the repository that make the noise. */
export const NOISY = 1_000_000;
const HOUR = 3_600_000;
/** The standard normal distribution's third quartile. */
const QUARTILE = 0.6745;

/** The deliveries of a day, in their order. */
export function arrivalsOf({ repositories, reviews, seed, start, hours, noisy }: DayOptions): Arrival[] {
  const random = new Random(seed);
  const weights = Array.from({ length: repositories }, () => quantile(random.next()));
  const sums: number[] = [];
  for (const weight of weights) sums.push((sums.at(-1) ?? 0) + weight);
  const installations = Math.max(1, Math.round(repositories / PROJECTS_AN_INSTALLATION));
  const owners = weights.map(() => 1 + random.below(installations));
  const [from, to] = [start + hours.from * HOUR, start + hours.to * HOUR];
  const all: Arrival[] = [];
  const pull = (place: { installation: number; repository: number; number: number }, at: number, heads: number) => {
    const lines = Math.min(LINES.most, Math.max(1, Math.round(random.logNormal(LINES.median, LINES.third, QUARTILE))));
    let time = at;
    for (let head = 0; head < heads; head += 1) {
      if (time >= from && time < to) all.push({ at: time, lines, delivery: pushOf(place, head, time) });
      time += random.exponential(HOURS_BETWEEN_PUSHES * HOUR);
    }
  };
  const pulls = Math.round(reviews / HEADS_A_PULL);
  for (let number = 1; number <= pulls; number += 1) {
    const repository = search(sums, random.next() * (sums.at(-1) ?? 0));
    const place = { installation: owners[repository] ?? 1, repository: repository + 1, number };
    pull(place, start + hourOf(random) * HOUR, headsOf(random));
  }
  for (let number = 1; number <= (noisy?.pulls ?? 0); number += 1) {
    const place = { installation: NOISY, repository: NOISY, number };
    pull(place, start + ((noisy?.hour ?? 0) + random.next()) * HOUR, 1);
  }
  return all.toSorted((one, other) => one.at - other.at);
}

/** Pull requests of a project at this quantile; between those that are known, even on a logarithmic scale. */
function quantile(at: number): number {
  const above = PULLS_A_PROJECT.findIndex(([share]) => share >= at);
  const [low, high] = [PULLS_A_PROJECT[Math.max(0, above - 1)], PULLS_A_PROJECT[above]];
  if (low === undefined || high === undefined || low[0] === high[0]) return high?.[1] ?? 1;
  const part = (at - low[0]) / (high[0] - low[0]);
  return low[1] * (high[1] / low[1]) ** part;
}

/** The hour of a pull request's first head. */
function hourOf(random: Random): number {
  const { from, to, share } = OFFICE;
  if (random.next() < share) return from + random.next() * (to - from);
  const rest = random.next() * (24 - (to - from));
  return rest < from ? rest : rest + (to - from);
}

/** Geometric, with the mean that is known. */
function headsOf(random: Random): number {
  return 1 + Math.floor(Math.log(1 - random.next()) / Math.log(1 - 1 / HEADS_A_PULL));
}

function search(sums: readonly number[], value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pushOf(
  { installation, repository, number }: { installation: number; repository: number; number: number },
  head: number,
  at: number,
): NewDelivery {
  const lane = `owner${installation}/repository${repository}#${number}`;
  const commit = `${repository.toString(16)}-${number.toString(16)}-${head}`;
  return {
    id: `${lane}@${head}`,
    event: 'pull_request',
    installation,
    repository,
    lane,
    kind: 'review',
    head: commit,
    version: Math.floor(at),
    label: null,
    fresh: false,
    // What a body weighs in the queue: GitHub's own of a pull request have some 20 kB.
    payload: JSON.stringify({ lane, commit, at, filling: 'x'.repeat(200) }),
  };
}
