import { type ModelCapability, ModelTier } from '../../schemas/model.ts';

type Deep = Pick<ModelCapability, 'id' | 'depth'>;

/** Whether a model thinks at least as deep as another one. Only what both records say counts: what nobody knows is not deep enough. */
export function isAsDeep(one: Deep, other: Deep): boolean {
  if (one.id === other.id) return true;
  if (one.depth === undefined || other.depth === undefined) return false;
  return rank(one.depth) >= rank(other.depth);
}

/**
 * Who verifies what these models found: the one that was chosen for it, unless one of them is known to think deeper; who thinks less deep cannot
 * tell what the other saw.
 */
export function verifierOf<T>(chosen: T, finders: readonly T[], capabilityOf: (one: T) => Deep): T {
  return finders.reduce((best, finder) => {
    const [one, other] = [capabilityOf(best).depth, capabilityOf(finder).depth];
    return one !== undefined && other !== undefined && rank(other) > rank(one) ? finder : best;
  }, chosen);
}

/** `deep` is the highest. */
function rank(depth: ModelTier): number {
  return ModelTier.options.length - ModelTier.options.indexOf(depth);
}
