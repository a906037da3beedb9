import { editDistance } from '../../schemas/text/edit-distance.ts';
import { InputError } from '../../schemas/problem.ts';

export interface ModelName {
  readonly provider: string;
  /** The provider's own name, which may hold slashes. */
  readonly id: string;
}

/** Takes `provider/model` apart. */
export function parseModelName(name: string): ModelName {
  const slash = name.indexOf('/');
  if (!/^[^/\s]+\/\S+$/.test(name)) {
    throw new InputError({
      what: `${JSON.stringify(name)} is not the name of a model.`,
      where: 'models',
      remedy: 'Name it provider/model, for example anthropic/claude-sonnet-5-5.',
    });
  }
  return { provider: name.slice(0, slash), id: name.slice(slash + 1) };
}

/** An unknown name, with the known one that is meant if one is close. */
export function unknownName(given: {
  readonly kind: 'provider' | 'model';
  readonly name: string;
  readonly known: readonly string[];
  readonly remedy: string;
}): InputError {
  const nearest = given.known
    .map((known) => ({ known, far: editDistance(given.name, known) }))
    .toSorted((one, other) => one.far - other.far)[0];
  const close = nearest !== undefined && nearest.far <= Math.max(2, given.name.length / 3);
  return new InputError({
    what: `There is no ${given.kind} called ${JSON.stringify(given.name)}.`,
    where: 'models',
    remedy: `${close ? `Did you mean ${nearest.known}? ` : ''}Known: ${given.known.join(', ')}. ${given.remedy}`,
  });
}
