import type { Side } from '../../../schemas/location.ts';
import type { FileSides } from '../read-sides.ts';

/** Something that those on the other end of an interface rely on and that changes under them. */
export interface ContractBreak {
  readonly path: string;
  /** As its readers know it: `GET /pets`, `Query.pets`, `Pet.name`. */
  readonly name: string;
  /** What happens to it, behind its name: `is removed`. */
  readonly what: string;
  readonly side: Side;
  /** Lines that say so, the likelier first. */
  readonly lines: readonly number[];
}

/** One language in which interfaces are written down. */
export interface ContractSource {
  readonly noun: string;
  /** Who notices: continues "a client that …". */
  readonly user: string;
  accepts(path: string): boolean;
  /** All changed files of the language together: what moves from one to another is not gone. Throws where one cannot be read. */
  breaks(sides: readonly FileSides[]): readonly ContractBreak[];
}

/** The 1-based line of an offset. */
export function lineOfOffset(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
