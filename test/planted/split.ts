import { createHash } from 'node:crypto';
import { compareText } from '../../schemas/text/compare-text.ts';
import type { Half, PlantedHazard } from './hazard.ts';

const SEED = 'docket planted hazards 1';

/**
 * Which half each hazard belongs to: the seed decides, so that nobody can choose. Each kind and family is halved by itself; an odd one
 * out is held out.
 */
export function halves(
  hazards: readonly Pick<PlantedHazard, 'id' | 'kind' | 'family'>[],
  seed = SEED,
): ReadonlyMap<string, Half> {
  const cells = Map.groupBy(hazards, ({ kind, family }) => `${kind} ${family}`);
  return new Map(
    [...cells.values()].flatMap((cell) =>
      cell
        .map(({ id }) => ({ id, lot: createHash('sha256').update(`${seed}\n${id}`).digest('hex') }))
        .toSorted((one, other) => compareText(one.lot, other.lot))
        .map(({ id }, index) => [id, index < Math.floor(cell.length / 2) ? 'seen' : 'held-out'] as const),
    ),
  );
}
