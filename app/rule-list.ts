import { catalogueOf, type RuleEntry } from '../reviewers/catalogue.ts';
import type { Reviewer } from '../reviewers/reviewer.ts';
import { type RuleLevel, settingOf } from '../schemas/rule-settings.ts';
import type { EffectiveConfig } from './config/config.ts';

/** A rule, and what a configuration makes of it. */
export interface ListedRule extends RuleEntry {
  /** `on`, or what the configuration lets through. */
  readonly state: 'on' | RuleLevel;
  /** Which source decided that. */
  readonly origin: string;
}

/** Every rule of these reviewers under a configuration. */
export function listedRules(
  reviewers: readonly Reviewer[],
  { config, origins }: Pick<EffectiveConfig, 'config' | 'origins'>,
): readonly ListedRule[] {
  return catalogueOf(reviewers).map((entry) => {
    if (config.reviewers[entry.reviewer]?.enabled === false) {
      const origin = origins.get(`reviewers.${entry.reviewer}.enabled`) ?? 'default';
      return { ...entry, state: 'off', origin };
    }
    const setting = settingOf(entry.id, config.rules);
    if (setting === null) return { ...entry, state: 'on', origin: 'default' };
    return { ...entry, state: setting.level, origin: origins.get(`rules.${setting.glob}`) ?? 'default' };
  });
}
