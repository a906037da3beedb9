import { InputError } from '../../schemas/problem.ts';
import { defineReviewer } from '../define-reviewer.ts';
import type { Reviewer } from '../reviewer.ts';

/** Which plugin brought which reviewer. */
export interface PluginRegistry {
  /** Takes a reviewer for the time being. Throws when its shape is wrong or its id is taken. */
  register(plugin: string, reviewer: Reviewer): void;
  /** Makes what a plugin registered count. Throws when another plugin was first; then nothing of this plugin counts. */
  commit(plugin: string): void;
  /** Takes back all reviewers of a plugin. */
  withdraw(plugin: string): void;
  /** All reviewers that count, by this order of plugins. */
  reviewers(order: readonly string[]): readonly Reviewer[];
}

/**
 * Registrations count only once they are committed. Plugins start at the same time, so who wins an id must be decided by the operator's
 * order afterwards and not by who was faster.
 */
export function createRegistry(reserved: readonly string[]): PluginRegistry {
  const staged = new Map<string, Reviewer[]>();
  const committed = new Map<string, Reviewer[]>();
  const idsOf = (map: ReadonlyMap<string, Reviewer[]>, plugin: string): string[] =>
    (map.get(plugin) ?? []).map((reviewer) => reviewer.id);
  const refuseTaken = (plugin: string, id: string): void => {
    const owner = reserved.includes(id)
      ? 'Docket'
      : [...committed.keys()].find((name) => idsOf(committed, name).includes(id));
    if (owner !== undefined) throw taken(plugin, id, owner);
  };

  return {
    register(plugin, reviewer) {
      defineReviewer(reviewer);
      refuseTaken(plugin, reviewer.id);
      if (idsOf(staged, plugin).includes(reviewer.id)) throw taken(plugin, reviewer.id, plugin);
      staged.set(plugin, [...(staged.get(plugin) ?? []), reviewer]);
    },
    commit(plugin) {
      const waiting = staged.get(plugin) ?? [];
      staged.delete(plugin);
      for (const reviewer of waiting) refuseTaken(plugin, reviewer.id);
      committed.set(plugin, [...(committed.get(plugin) ?? []), ...waiting]);
    },
    withdraw(plugin) {
      staged.delete(plugin);
      committed.delete(plugin);
    },
    reviewers: (order) => order.flatMap((plugin) => committed.get(plugin) ?? []),
  };
}

function taken(plugin: string, id: string, owner: string): InputError {
  return new InputError({
    what: `The reviewer id "${id}" is taken by ${owner}`,
    where: `plugin ${plugin}`,
    remedy: 'Give the reviewer another id.',
  });
}
