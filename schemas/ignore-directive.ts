import { z } from 'zod';
import { RepositoryPath } from './location.ts';

/**
 * What a comment `docket-ignore RULE: reason` is worth. `stood`: it and the code under it stand so at the tips of the base and of the default
 * branch. `added`: it does not stand there. `changed`: it does, and the code under it does not. `refused`: it is not written as it must be.
 */
const DirectiveState = z.enum(['stood', 'added', 'changed', 'refused']);

/** A comment in a changed file that asks Docket to look away, as it stands at the head. */
export const IgnoreDirective = z.strictObject({
  path: RepositoryPath,
  line: z.int().min(1),
  /** Full ids; what is no rule's id stands in `note`. */
  rules: z.array(z.string()),
  reason: z.string(),
  /** First and last line of the code that it is bound to. */
  covers: z.tuple([z.int().min(1), z.int().min(1)]),
  state: DirectiveState,
  /** The function around the code is not touched by the change: what flows into the code is what it was. */
  untouched: z.boolean(),
  /** Why it silences nothing; empty where it stood. */
  note: z.string(),
});
export type IgnoreDirective = z.infer<typeof IgnoreDirective>;
