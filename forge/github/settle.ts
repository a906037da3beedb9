import { InfrastructureError } from '../../schemas/problem.ts';
import type { Degraded } from './published.ts';

/**
 * Gathers what fails on GitHub, each with the part that it belongs to, so that one part that may not be written keeps no other from being
 * written. Errors of our own program and aborts go through.
 */
export class Troubles {
  readonly all: Degraded[] = [];
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  add(part: string, error: InfrastructureError): void {
    const remedy = error.remedy ?? 'Run again: what is there already is not written twice.';
    this.all.push({ what: `${part}: ${error.message}`, where: error.where ?? this.#where, remedy });
  }

  /** Null where it failed. */
  async settle<T>(part: string, run: () => Promise<T>): Promise<T | null> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof InfrastructureError)) throw error;
      this.add(part, error);
      return null;
    }
  }
}
