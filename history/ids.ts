import { timeOrderedId } from '../schemas/text/time-ordered-id.ts';

/** A new row id: a uuid of version 7, so that ids made by one process sort in the order they were made. */
export function newId(): string {
  return timeOrderedId();
}
