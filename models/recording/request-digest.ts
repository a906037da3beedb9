import { createHash } from 'node:crypto';
import type { DialectChanges, ModelCapability } from '../../schemas/model.ts';
import type { Digest } from '../../schemas/run.ts';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import type { ModelRequest } from '../model.ts';
import { saidOf } from '../providers/wire/dialect.ts';

/** A model and the kind of provider that answers for it. */
interface AskedModel {
  readonly provider: string;
  readonly id: string;
  readonly dialect?: ModelCapability['dialect'];
}

/**
 * The identity of a question: the same model at the same kind of provider asked the same thing has the same digest, in the log and in
 * recordings. Addresses are left out, so that a local server on another port still finds its answers. A dialect that somebody spoke of, or
 * that was learned, belongs to the question.
 */
export function requestDigest(
  { provider, id, dialect }: AskedModel,
  request: ModelRequest,
  learned: DialectChanges = {},
): Digest {
  const said = saidOf(dialect, learned);
  return createHash('sha256')
    .update(canonicalJson([`${provider}/${id}`, request, ...(said === null ? [] : [said])]))
    .digest('hex');
}
