import { z } from 'zod';
import type { Plugin, PluginContext } from './plugin.ts';
import { describeCause } from './settle.ts';

const Hook = z.custom<(context: PluginContext) => unknown>((value) => typeof value === 'function', 'is not a function');

/** What a package must export; more may stand beside it. */
const PluginShape = z.looseObject({
  name: z.string().min(1),
  bootstrap: Hook.optional(),
  configure: Hook.optional(),
  finish: Hook.optional(),
});

/** What is wrong with the shape of a plugin, in words; null when nothing is. */
export function pluginProblem(plugin: Plugin): string | null {
  try {
    const parsed = PluginShape.safeParse(plugin);
    return parsed.success ? null : `This is not a plugin: ${z.prettifyError(parsed.error)}`;
  } catch (cause) {
    return `This is not a plugin: ${describeCause(cause)}`;
  }
}

/** A name to speak of a plugin by, whatever it is. */
export function pluginName(plugin: Plugin, position: number): string {
  try {
    return PluginShape.shape.name.parse(plugin.name);
  } catch {
    return `plugin number ${position + 1}`;
  }
}
