import type { Plugin } from '../reviewers/plugin.ts';
import type { PluginFailure } from '../reviewers/plugins/plugin-hook.ts';

export interface LoadedPlugins {
  readonly plugins: readonly Plugin[];
  readonly failures: readonly PluginFailure[];
}

/**
 * Imports the packages on the operator's list. They are resolved beside Docket itself, never from the reviewed tree, and never
 * installed here. A package that cannot be loaded is a failure of that plugin alone.
 */
export async function loadPlugins(names: readonly string[]): Promise<LoadedPlugins> {
  const settled = await Promise.allSettled(names.map(loadPlugin));
  const plugins: Plugin[] = [];
  const failures: PluginFailure[] = [];
  for (const [position, result] of settled.entries()) {
    if (result.status === 'fulfilled') plugins.push(result.value);
    else failures.push({ plugin: names[position] ?? '', hook: 'load', cause: result.reason });
  }
  return { plugins, failures };
}

/** A package's name, with or without scope: no path, no address, nothing that could lead into the reviewed tree. */
const PACKAGE_NAME = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/i;

async function loadPlugin(name: string): Promise<Plugin> {
  if (!PACKAGE_NAME.test(name)) throw new Error(`${name} is not the name of an npm package`);
  const exported: unknown = await import(name);
  if (typeof exported === 'object' && exported !== null && 'plugin' in exported) {
    // Its shape is checked where its life begins (reviewers/plugins/lifecycle.ts).
    return exported.plugin as Plugin;
  }
  throw new Error(`${name} does not export \`plugin\``);
}
