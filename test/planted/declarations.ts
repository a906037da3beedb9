import type { Reviewer } from '../../reviewers/reviewer.ts';
import { PlantedFamily } from './hazard.ts';
import type { ScoredHazard } from './score.ts';

/** A check's word that it judges files of one kind by rules of one family. */
interface Declaration {
  readonly check: string;
  readonly kind: string;
  readonly family: PlantedFamily;
}

/**
 * What is wrong with the declarations of these checks; nothing where each finds at least half of the held-out hazards of its kind and family
 * and is silent about at least half of their twins. Families of which nothing is planted never make a file judged and are passed over.
 */
export function wrongDeclarations(reviewers: readonly Reviewer[], scored: readonly ScoredHazard[]): readonly string[] {
  return declarationsOf(reviewers).flatMap((declaration) => {
    const problem = problemOf(declaration, scored);
    return problem === null
      ? []
      : [`${declaration.check} declares ${declaration.kind} ${declaration.family}: ${problem}`];
  });
}

function declarationsOf(reviewers: readonly Reviewer[]): readonly Declaration[] {
  return reviewers.flatMap((reviewer) =>
    reviewer.checks.flatMap((check) =>
      (check.judges ?? []).flatMap(({ kinds, families }) =>
        PlantedFamily.options
          .filter((family) => families.includes(family))
          .flatMap((family) => kinds.map((kind) => ({ check: `${reviewer.id}/${check.id}`, kind, family }))),
      ),
    ),
  );
}

function problemOf({ check, kind, family }: Declaration, scored: readonly ScoredHazard[]): string | null {
  if (kind === '*') return 'no check can be measured on every kind: name the kinds';
  const cell = scored.filter((one) => one.kind === kind && one.family === family);
  if (cell.length === 0) return 'no such hazard is planted, so that nobody can know';
  const heldOut = cell.filter(({ half }) => half === 'held-out');
  if (heldOut.length === 0) return 'no such hazard is held out, so that nobody can know';
  const found = heldOut.filter(({ foundBy }) => foundBy.includes(check)).length;
  if (found * 2 < heldOut.length) return `it finds ${found} of ${heldOut.length} held-out hazards, less than half`;
  const alarmed = heldOut.filter(({ alarmedBy }) => alarmedBy.includes(check)).length;
  if (alarmed * 2 > heldOut.length) return `it reports ${alarmed} of ${heldOut.length} safe twins, more than half`;
  return null;
}
