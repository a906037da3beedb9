import type { Plugin, PluginContext } from '../plugin.ts';
import type { PluginRegistry } from './plugin-registry.ts';
import { ownClock, type WorkClock } from '../../processes/work-limit.ts';
import { runWithTimeout } from '../runner/run-with-timeout.ts';

/** The hooks of a plugin, in the order of its life. */
export type HookName = 'bootstrap' | 'configure' | 'finish';

/** What failed inside a plugin. `load` stands for what it is rather than what it did. */
export interface PluginFailure {
  readonly plugin: string;
  readonly hook: HookName | 'load';
  readonly cause: unknown;
}

export interface HookCall {
  readonly name: string;
  readonly plugin: Plugin;
  readonly hook: HookName;
  /** Of work: ten times as much time may pass. */
  readonly timeoutMs: number;
  /** Default: of this process and what it started. */
  readonly clock?: WorkClock | undefined;
  readonly registry: PluginRegistry;
  readonly log: (message: string) => void;
}

/** Calls one hook of one plugin with a context of its own. A throw, a rejection or a hang is a result. */
export async function settleHook(call: HookCall): Promise<PluginFailure | null> {
  const { name, plugin, hook } = call;
  let open = true;
  const ensureOpen = (): void => {
    if (!open) throw new Error(`the hook ${hook} of ${name} has ended and can do no more`);
  };
  const contextFor = (signal: AbortSignal): PluginContext =>
    Object.freeze<PluginContext>({
      signal,
      registerReviewer(reviewer) {
        ensureOpen();
        if (hook === 'finish') throw new Error('a reviewer cannot be registered after the review');
        call.registry.register(name, reviewer);
      },
      log(message) {
        ensureOpen();
        call.log(`${name}: ${message}`);
      },
    });

  const settled = await runWithTimeout((signal) => plugin[hook]?.(contextFor(signal)), {
    timeoutMs: call.timeoutMs,
    clock: call.clock ?? ownClock,
    what: `the hook ${hook}`,
  });
  open = false;
  return settled.kind === 'ok' ? null : { plugin: name, hook, cause: settled.cause };
}

/** Makes what a hook registered count, unless another plugin was first. */
export function commitHook({ name, hook, registry }: HookCall): PluginFailure | null {
  try {
    registry.commit(name);
    return null;
  } catch (cause) {
    return { plugin: name, hook, cause };
  }
}
