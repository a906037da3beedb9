import type { ConfigSource } from '../config.ts';
import { openPlace, type Place } from '../open-place.ts';
import type { Host } from './host.ts';

/** The options of every command that reads a change, as commander hands them over. */
export interface SourceOptions {
  readonly diff?: string;
  readonly workingTree?: boolean;
  readonly cwd?: string;
  readonly config?: string;
}

/** Opens the place that the arguments speak of. */
export function placeOf(
  host: Host,
  range: string | undefined,
  options: SourceOptions & { readonly flags?: readonly ConfigSource[] },
): Promise<Place> {
  const { diff, workingTree, config: configFile, flags = [] } = options;
  return openPlace({ ...host, range, diff, workingTree, configFile, flags });
}
