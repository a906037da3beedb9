import { resolve } from 'node:path';
import { BUILT_IN_REVIEWERS } from '../../../reviewers/index.ts';
import { InputError } from '../../../schemas/problem.ts';
import { openPlugins } from '../../analyse/open-change.ts';
import type { EffectiveConfig } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import { openRepositoryIfThere } from '../../workspace.ts';
import { nearestRule, unknownRules } from '../../config/unknown-rules.ts';
import { jsonText } from '../../output/json-text.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import { type ListedRule, listedRules } from '../../rule-list.ts';
import { openHost } from '../host.ts';
import { renderRule, renderRules } from '../render/render-rules.ts';
import { type SourceOptions, workspaceRequest } from '../source-options.ts';

/** The options of `docket rules`, as commander hands them over. */
export type RulesOptions = SourceOptions & { readonly json?: boolean };

/** `docket rules`: every rule, and what the configuration makes of it. Returns 0. */
export async function rulesCommand(range: string | undefined, options: RulesOptions): Promise<number> {
  const rules = await rulesUnder(range, options);
  process.stdout.write(options.json === true ? jsonText({ schemaVersion: 1, rules }) : renderRules(rules));
  return 0;
}

/**
 * `docket rules show RULE`: why it is there, where it comes from, what it flags and what it does not. Returns 0.
 *
 * @throws InputError that names the nearest rule when there is none of that name.
 */
export async function showRuleCommand(name: string, options: RulesOptions): Promise<number> {
  const rules = await rulesUnder(undefined, options);
  const found = rules.filter(({ id }) => id === name || id.endsWith(`/${name}`));
  if (found.length === 0) {
    throw new InputError({
      what: `there is no rule ${JSON.stringify(name)}`,
      remedy: name.startsWith('f-')
        ? `\`docket explain ${name}\` tells of a finding, and names its rule.`
        : `Did you mean ${nearestRule(
            name,
            rules.map(({ id }) => id),
          )}? \`docket rules\` lists them all.`,
    });
  }
  process.stdout.write(
    options.json === true ? jsonText({ schemaVersion: 1, rules: found }) : found.map(renderRule).join('\n'),
  );
  return 0;
}

async function rulesUnder(range: string | undefined, options: RulesOptions): Promise<readonly ListedRule[]> {
  const effective = await effectiveIn(range, options);
  const { config, notices } = effective;
  const say = (line: string): void => void process.stderr.write(`${neutraliseTerminal(line)}\n`);
  const plugins = await openPlugins(config.plugins, say);
  await plugins.finish();
  const reviewers = [...BUILT_IN_REVIEWERS, ...plugins.reviewers];
  for (const line of [...notices, ...unknownRules(config.rules, reviewers)]) say(line);
  return listedRules(reviewers, effective);
}

/** Outside of a repository the operator's configuration alone counts. */
async function effectiveIn(range: string | undefined, options: RulesOptions): Promise<EffectiveConfig> {
  const host = openHost(options.cwd);
  const around = await openRepositoryIfThere(
    { kind: 'diff', label: '', bytes: new Uint8Array() },
    host.cwd,
    host.environment,
  );
  await around?.close();
  if (around === null && range === undefined) {
    const file = options.config === undefined ? null : resolve(host.cwd, options.config);
    return loadConfig({ environment: host.environment, repository: null, file, flags: [] });
  }
  const place = await workspaceRequest(host, range, options);
  await place.close();
  return place.effective;
}
