import type { Config } from '../../schemas/config.ts';
import { describeCause } from '../../schemas/problem.ts';
import { readSwitch, type Switch, tightened, withoutModels } from '../config/switch.ts';
import type { ServerLog } from './log.ts';

/** What the operator says for all repositories, as it is now. */
export interface CentralSwitch {
  /** The configuration of a run under it. */
  tighten(config: Config): Config;
  /** Reads it again. */
  look(): Promise<void>;
  stop(): void;
}

export interface CentralSwitchParts {
  readonly where: string;
  readonly read: () => Promise<string>;
  readonly log: ServerLog;
  readonly now: () => number;
}

/** Twice a minute, so that what was written is in force within one. */
const LOOK_MS = 30_000;
/** So long what was read last counts where nothing can be read; then no model is asked. */
const BELIEVED_MS = 60 * 60_000;

/** Reads the switch now and from then on. One that was never read lets no model be asked. */
export async function openCentralSwitch(parts: CentralSwitchParts): Promise<CentralSwitch> {
  const { where, read, log, now } = parts;
  let known: { readonly at: number; readonly is: Switch } | null = null;
  const look = async () => {
    const at = now();
    try {
      const is = readSwitch(await read(), where);
      if (is.version !== known?.is.version) log.info({ where, version: is.version }, 'the central switch is in force');
      known = { at, is };
    } catch (error) {
      log.error({ where, cause: describeCause(error) }, 'the central switch cannot be read');
    }
  };
  await look();
  const timer = setInterval(() => void look(), LOOK_MS).unref();
  return {
    look,
    stop: () => clearInterval(timer),
    tighten: (config) => {
      if (known === null) return withoutModels(config);
      const tight = tightened(config, known.is);
      return now() - known.at > BELIEVED_MS ? withoutModels(tight) : tight;
    },
  };
}
