import { stringify } from 'yaml';
import type { Config } from '../../../schemas/config.ts';
import type { AskedServer, ServerList } from '../../config/server-lists.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';

type Held = ServerList['models'][number];

/** Less context than this holds no review: the bar of `docket models --check`. */
const LEAST_CONTEXT = 8_192;

/** What servers hold, for people, and a configuration to copy. */
export function renderServers(
  servers: readonly AskedServer[],
  { config, proposal }: { readonly config: Config; readonly proposal: Proposal | null },
): string {
  const lines = servers.flatMap((server) => {
    if (server.why !== null) return [`${server.provider} (${server.baseUrl}): not known: ${server.why}`];
    return [
      `${server.provider} (${server.baseUrl}): ${server.models.length} models, as told at ${server.asked}`,
      ...server.models.map((model) => `  ${server.provider}/${model.id}: ${traits(model)}`),
      ...(server.left === 0 ? [] : [`  and ${server.left} more that are not shown`]),
    ];
  });
  const missing = notHeld(servers, config);
  const rest = [
    ...(missing.length === 0 ? [] : [`Configured, and held by no server that answered: ${missing.join(', ')}.`]),
    ...(proposal === null
      ? ['Nothing is proposed: what is configured is held, or no model that can review is.']
      : [
          'Proposed, by what was told (docket models --check says whether it is good enough):',
          stringify(proposal).trimEnd(),
        ]),
  ];
  return `${neutraliseTerminal([...lines, ...rest].join('\n'))}\n`;
}

function traits({ contextTokens, tools, billions, doubt }: Held): string {
  return [
    ...(billions === null ? [] : [`${billions} billion parameters`]),
    contextTokens === null ? 'context not told' : `${contextTokens} tokens of context`,
    `tools: ${tools === null ? 'not told' : tools ? 'yes' : 'no'}`,
    ...(doubt === null ? [] : [doubt]),
  ].join(', ');
}

/** The names of the configuration at servers that answered without them. */
function notHeld(servers: readonly AskedServer[], config: Config): readonly string[] {
  const named = [...Object.values(config.models), ...Object.values(config.reviewerModels)];
  return [...new Set(named)].filter((name): name is string => {
    if (name === null) return false;
    const server = servers.find((one) => one.why === null && name.startsWith(`${one.provider}/`));
    if (server === undefined || server.why !== null || server.left > 0) return false;
    return !server.models.some(({ id }) => name === `${server.provider}/${id}`);
  });
}

/** The keys of a configuration that would let a discovered model review. */
export interface Proposal {
  readonly models: { readonly standard: string };
  readonly capabilities: Readonly<
    Record<string, { readonly contextTokens?: number | undefined; readonly tools?: boolean | undefined }>
  >;
}

/**
 * The model that a configuration would best begin with: of those that may review, the one with most parameters, then most context, then the
 * first of its list. Null where every configured name is held, or nothing can be proposed: the default models of a known maker need no line.
 */
export function proposedConfig(servers: readonly ServerList[], config: Config): Proposal | null {
  const asked = servers.map((server) => ({ ...server, why: null }));
  const configured = Object.values(config.models).some((name) => name !== null);
  if (configured && notHeld(asked, config).length === 0) return null;
  const rows = servers
    .filter(({ provider }) => Object.hasOwn(config.providers, provider))
    .flatMap(({ provider, models }) => models.map((model) => ({ name: `${provider}/${model.id}`, model })))
    .filter(({ model }) => model.contextTokens === null || model.contextTokens >= LEAST_CONTEXT)
    .toSorted(
      ({ model: one }, { model: other }) =>
        Number(other.tools ?? false) - Number(one.tools ?? false) ||
        (other.billions ?? 0) - (one.billions ?? 0) ||
        (other.contextTokens ?? 0) - (one.contextTokens ?? 0),
    );
  const [best] = rows;
  if (best === undefined) return null;
  const { contextTokens, tools } = best.model;
  const told = {
    ...(contextTokens === null ? {} : { contextTokens }),
    ...(tools === null ? {} : { tools }),
  };
  return {
    models: { standard: best.name },
    capabilities: Object.keys(told).length === 0 ? {} : { [best.name]: told },
  };
}
