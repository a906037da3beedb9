import { type ModelCapability, ModelTier } from '../../schemas/model.ts';

type Deep = Pick<ModelCapability, 'id' | 'depth'>;

/** Whether a model thinks at least as deep as another one. Only what both records say counts: what nobody knows is not deep enough. */
export function isAsDeep(one: Deep, other: Deep): boolean {
  if (one.id === other.id) return true;
  if (one.depth === undefined || other.depth === undefined) return false;
  return rank(one.depth) >= rank(other.depth);
}

/** `deep` is the highest. */
function rank(depth: ModelTier): number {
  return ModelTier.options.length - ModelTier.options.indexOf(depth);
}
