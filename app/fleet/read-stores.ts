import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { FleetStores, type FleetStore } from '../../schemas/fleet/fleet-stores.ts';
import { describeCause, InputError } from '../../schemas/problem.ts';
import { readRegularFile } from '../config/regular-file.ts';

/** The stores that a file lists, one for each repository. Throws an `InputError` that says what is wrong with it. */
export function readStores(file: string, cwd: string): readonly FleetStore[] {
  const path = resolve(cwd, file);
  try {
    const { stores } = FleetStores.parse(parse(readRegularFile(path), { maxAliasCount: 0 }));
    return stores.flatMap(({ repositories, ...place }) =>
      Object.entries(repositories).map(([name, repository]) => ({ ...place, name, repository })),
    );
  } catch (cause) {
    throw new InputError({
      what: `the list of stores cannot be read: ${cause instanceof z.ZodError ? z.prettifyError(cause) : describeCause(cause)}`,
      where: path,
      remedy: 'docs/fleet.md shows one.',
      cause,
    });
  }
}
