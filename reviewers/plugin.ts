import type { Reviewer } from './reviewer.ts';

/** All that a plugin sees. Plugins never see each other or the assembled configuration. */
export interface PluginContext {
  /** Adds a reviewer. Throws when its id is taken or its shape is wrong. */
  registerReviewer(reviewer: Reviewer): void;
  /** Writes a line to the log, marked with the plugin's name. */
  log(message: string): void;
  readonly signal: AbortSignal;
}

/**
 * A package that adds to Docket. Every hook is optional; one that throws disables this plugin, is recorded with its name, and
 * never ends the run.
 *
 * @example
 * ```ts
 * export const plugin: Plugin = {
 *   name: 'docket-reviewer-licences',
 *   configure: (context) => context.registerReviewer(licences),
 * };
 * ```
 */
export interface Plugin {
  readonly name: string;
  /** All plugins at once, before anything else: open what you need. */
  bootstrap?(context: PluginContext): Promise<void> | void;
  /** One plugin after the other, in the operator's order: register. */
  configure?(context: PluginContext): Promise<void> | void;
  /** After publishing, fire and forget, cut off after two seconds. */
  finish?(context: PluginContext): Promise<void> | void;
}
