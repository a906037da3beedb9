import { z } from 'zod';
import { InputError } from '../../schemas/problem.ts';
import { BUILT_IN_REVIEWERS } from '../index.ts';
import { type HookCall, type HookName, type PluginFailure, commitHook, settleHook } from './plugin-hook.ts';
import { createRegistry } from './plugin-registry.ts';
import type { Plugin, PluginContext } from '../plugin.ts';
import type { Reviewer } from '../reviewer.ts';
import { causeOnOneLine } from '../runner/run-with-timeout.ts';

/** One moment in the life of all plugins. */
interface LifecycleRow {
  /** `together`: all at once. `in-order`: one after the other, as the operator listed them. */
  readonly concurrency: 'together' | 'in-order';
  readonly timeoutMs: number;
  /** `disable`: the plugin goes no further and its reviewers are withdrawn. `record`: it is only told. */
  readonly onFailure: 'disable' | 'record';
}

/** The life cycle of a plugin, whole. */
const LIFECYCLE: Readonly<Record<HookName, LifecycleRow>> = {
  bootstrap: { concurrency: 'together', timeoutMs: 10_000, onFailure: 'disable' },
  configure: { concurrency: 'in-order', timeoutMs: 10_000, onFailure: 'disable' },
  finish: { concurrency: 'together', timeoutMs: 2_000, onFailure: 'record' },
};

export interface LifecycleOptions {
  /** Takes a line of a plugin, already marked with its name. */
  readonly log: (message: string) => void;
  /** Ids that no plugin may take. Default: those of the built-in reviewers. */
  readonly reserved?: readonly string[];
}

export interface StartedPlugins {
  /** What the plugins registered, in the operator's order. */
  readonly reviewers: readonly Reviewer[];
  /** Plugins that are out, and why. */
  readonly failures: readonly PluginFailure[];
  /** Lets the plugins that are still in clean up, within their limits; resolves with whatever failed. */
  readonly finish: () => Promise<PluginFailure[]>;
}

/** Brings plugins to life. Never throws: what goes wrong inside a plugin is in `failures`, and only that plugin is out. */
export async function startPlugins(plugins: readonly Plugin[], options: LifecycleOptions): Promise<StartedPlugins> {
  const registry = createRegistry(options.reserved ?? BUILT_IN_REVIEWERS.map((reviewer) => reviewer.id));
  const { admitted, failures } = admit(plugins);
  let alive = admitted;

  const pass = async (hook: HookName): Promise<PluginFailure[]> => {
    const row = LIFECYCLE[hook];
    const calls = alive.map((one) => ({ ...one, hook, timeoutMs: row.timeoutMs, registry, log: options.log }));
    const failed = row.concurrency === 'together' ? await together(calls) : await inOrder(calls);
    if (row.onFailure === 'disable') {
      const out = new Set(failed.map((failure) => failure.plugin));
      alive = alive.filter((one) => !out.has(one.name));
    }
    return failed;
  };

  failures.push(...(await pass('bootstrap')));
  failures.push(...(await pass('configure')));
  const order = alive.map((one) => one.name);
  return { reviewers: registry.reviewers(order), failures, finish: () => pass('finish') };
}

interface AdmittedPlugin {
  readonly name: string;
  readonly plugin: Plugin;
}

/** Leaves out what is no plugin, and the second of two with one name. */
function admit(plugins: readonly Plugin[]): { admitted: readonly AdmittedPlugin[]; failures: PluginFailure[] } {
  const admitted: AdmittedPlugin[] = [];
  const failures: PluginFailure[] = [];
  for (const [position, plugin] of plugins.entries()) {
    const name = pluginName(plugin, position);
    const twice = admitted.some((one) => one.name === name);
    const problem = twice ? 'Another plugin of this name was loaded before' : pluginProblem(plugin);
    if (problem === null) admitted.push({ name, plugin });
    else failures.push({ plugin: name, hook: 'load', cause: new InputError({ what: problem, where: name }) });
  }
  return { admitted, failures };
}

async function together(calls: readonly HookCall[]): Promise<PluginFailure[]> {
  const results = await Promise.all(calls.map(settleHook));
  return calls.flatMap((call, position) => concluded(call, results[position] ?? null) ?? []);
}

async function inOrder(calls: readonly HookCall[]): Promise<PluginFailure[]> {
  const failures: PluginFailure[] = [];
  for (const call of calls) {
    const failure = concluded(call, await settleHook(call));
    if (failure !== null) failures.push(failure);
  }
  return failures;
}

/** What a hook registered counts from here on, or, after a failure, sets its ids free for the plugins that come later. */
function concluded(call: HookCall, settled: PluginFailure | null): PluginFailure | null {
  const failure = settled ?? commitHook(call);
  if (failure !== null && LIFECYCLE[call.hook].onFailure === 'disable') call.registry.withdraw(call.name);
  return failure;
}

const Hook = z.custom<(context: PluginContext) => unknown>((value) => typeof value === 'function', 'is not a function');

/** What a package must export; more may stand beside it. */
const PluginShape = z.looseObject({
  name: z.string().min(1),
  bootstrap: Hook.optional(),
  configure: Hook.optional(),
  finish: Hook.optional(),
});

/** What is wrong with the shape of a plugin, in words; null when nothing is. */
function pluginProblem(plugin: Plugin): string | null {
  try {
    const parsed = PluginShape.safeParse(plugin);
    return parsed.success ? null : `This is not a plugin: ${z.prettifyError(parsed.error)}`;
  } catch (cause) {
    return `This is not a plugin: ${causeOnOneLine(cause)}`;
  }
}

/** A name to speak of a plugin by, whatever it is. */
function pluginName(plugin: Plugin, position: number): string {
  try {
    return PluginShape.shape.name.parse(plugin.name);
  } catch {
    return `plugin number ${position + 1}`;
  }
}
