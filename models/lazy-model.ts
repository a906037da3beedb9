import type { ModelCapability } from '../schemas/model.ts';
import { endpointOf } from './endpoint.ts';
import type { Model } from './model.ts';

interface LazyModel {
  readonly capability: ModelCapability;
  readonly baseUrl: string;
  readonly load: () => Promise<Model>;
}

/** A model whose provider's library is loaded with the first question: a review that asks nobody starts faster by all of them. */
export function lazyModel({ capability, baseUrl, load }: LazyModel): Model {
  let loaded: Promise<Model> | null = null;
  return {
    capability,
    ...endpointOf(baseUrl),
    call: async (request, options) => {
      loaded ??= load();
      return (await loaded).call(request, options);
    },
  };
}
