import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';

/** A hazard of a script, wherever the script stands: offsets are those of its text. */
export interface ShellHazard extends Omit<ConfigurationHazard, 'lines'> {
  readonly start: number;
}
