import { createHash } from 'node:crypto';
import type { Digest } from '../../schemas/run.ts';
import { canonicalJson } from '../../schemas/canonical-json.ts';
import type { ModelRequest } from '../model.ts';

/** A model and the kind of provider that answers for it. */
interface AskedModel {
  readonly provider: string;
  readonly id: string;
}

/**
 * The identity of a question: the same model at the same kind of provider asked the same thing has the same digest, in the log and in
 * recordings. Addresses are left out, so that a local server on another port still finds its answers.
 */
export function requestDigest({ provider, id }: AskedModel, request: ModelRequest): Digest {
  return createHash('sha256')
    .update(canonicalJson([`${provider}/${id}`, request]))
    .digest('hex');
}
