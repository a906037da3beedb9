import type { Reviewer } from './reviewer.ts';

/** All that a plugin sees. Plugins never see each other or the assembled configuration. */
export interface PluginContext {
  /**
   * Adds a reviewer; it counts when the hook ends well.
   *
   * @throws InputError when its id is taken or its shape is wrong.
   * @throws Error in the hook `finish`, or when the hook has ended.
   */
  registerReviewer(reviewer: Reviewer): void;
  /**
   * Tells people something in one line, marked with the plugin's name.
   *
   * @throws Error when the hook has ended.
   */
  log(message: string): void;
  /** Aborted when the hook is cut off. */
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
  /** After publishing, or when the review cannot begin; fire and forget, cut off after two seconds of work, or twenty in which it does nothing. */
  finish?(context: PluginContext): Promise<void> | void;
}
