import { createHash } from 'node:crypto';
import type { Config } from '../../../schemas/config.ts';
import { describeCause, InputError } from '../../../schemas/problem.ts';
import { readSwitch, type Switch, tightened, withoutModels } from '../../config/switch.ts';
import type { ServerLog } from '../log.ts';
import type { SeenSwitch } from './seen-switch.ts';

/** What the operator says for all repositories, as it is now. */
export interface CentralSwitch {
  /** The configuration of a run under it. */
  tighten(config: Config): Config;
  /** Reads it again. */
  look(): Promise<void>;
  /** Which version is in force, and for how long nothing newer could be read; null where none is. */
  standing(): { readonly version: number; readonly unreadSeconds: number } | null;
  stop(): void;
}

export interface CentralSwitchParts {
  readonly where: string;
  /** The text, and what the store calls this state of it. */
  readonly read: () => Promise<{ readonly text: string; readonly tag: string }>;
  /** The newest version that this machine has seen, across starts. */
  readonly seen: SeenSwitch;
  readonly log: ServerLog;
  readonly now: () => number;
}

interface Known {
  readonly at: number;
  readonly is: Switch;
}

/** Twice a minute, so that what was written is in force within one. */
const LOOK_MS = 30_000;
/** So long what was read last counts where nothing can be read; then no model is asked. */
const BELIEVED_MS = 60 * 60_000;
const NEVER_READ = "the operator's central switch could not be read";
const TOO_OLD = `${NEVER_READ} for an hour`;

/** Reads the switch now and from then on. One that was never read lets no model be asked. */
export async function openCentralSwitch(parts: CentralSwitchParts): Promise<CentralSwitch> {
  const { where, read, seen, log, now } = parts;
  let known: Known | null = null;
  const look = async () => {
    const at = now();
    try {
      const { text, tag } = await read();
      const is = readSwitch(text, where);
      await requireNoOlder(seen, { version: is.version, digest: digestOf(is) }, where);
      if (is.version !== known?.is.version)
        log.info({ where, version: is.version, tag }, 'the central switch is in force');
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
    standing: () => (known === null ? null : { version: known.is.version, unreadSeconds: (now() - known.at) / 1000 }),
    tighten: (config) => {
      if (known === null) return withoutModels(config, NEVER_READ);
      const tight = tightened(config, known.is);
      return now() - known.at > BELIEVED_MS ? withoutModels(tight, TOO_OLD) : tight;
    },
  };
}

/** What it says, however it is written. */
function digestOf(is: Switch): string {
  return createHash('sha256').update(JSON.stringify(is)).digest('hex');
}

/** Whoever brings an older version back, or changes one without counting on, is not the operator, or has made a mistake. */
async function requireNoOlder(
  seen: SeenSwitch,
  found: { readonly version: number; readonly digest: string },
  where: string,
): Promise<void> {
  const before = await seen.newest();
  if (before === null || found.version > before.version) return seen.remember(found);
  if (found.version === before.version && found.digest === before.digest) return;
  const what =
    found.version < before.version
      ? `version ${found.version} is older than version ${before.version}, which was in force`
      : `version ${found.version} says something else than it did`;
  throw new InputError({ what, where, remedy: 'Raise `version` with each change, also when you take one back.' });
}
