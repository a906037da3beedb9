import type { Environment } from '../../config/config.ts';

/** What of the environment says whether there are colours. */
type ColourWish = Pick<Environment, 'NO_COLOR' | 'FORCE_COLOR' | 'TERM'>;

/** `line`: one line that is rewritten. `plain`: a line for each thing that ended. `off`: nothing. */
export type ProgressMode = 'line' | 'plain' | 'off';

/** Which progress suits the place it is written to. Machine output gets none, logs get lines that stay. */
export function progressMode(place: {
  readonly isTTY: boolean;
  /** The value of `CI`; any but `false`, `0` and nothing means yes. */
  readonly ci: string | undefined;
  /** The value of `TERM`; `dumb` cannot go back on a line. */
  readonly term: string | undefined;
  readonly json: boolean;
}): ProgressMode {
  if (place.json) return 'off';
  if (![undefined, '', '0', 'false'].includes(place.ci)) return 'plain';
  if (!place.isTTY) return 'off';
  return place.term === 'dumb' ? 'plain' : 'line';
}

/** NO_COLOR wins (no-color.org), then FORCE_COLOR, then whether somebody looks. */
export function wantsColour(isTerminal: boolean, environment: ColourWish): boolean {
  if (environment.NO_COLOR !== undefined) return false;
  if (environment.FORCE_COLOR !== undefined) return environment.FORCE_COLOR !== '0';
  return isTerminal && environment.TERM !== 'dumb';
}
