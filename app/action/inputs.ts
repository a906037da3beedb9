import { getInput } from '@actions/core';
import { OperatorConfig } from '../../schemas/config.ts';
import { InputError } from '../../schemas/problem.ts';
import type { ConfigSource } from '../config/config.ts';

/** The inputs and what they are when nobody says anything; action.yml repeats this table with a description of each. */
export const INPUTS = {
  'github-token': '${{ github.token }}',
  'anthropic-api-key': '',
  model: '',
  offline: 'false',
  batch: 'false',
  'max-cost': '',
  'fail-on': '',
  config: '',
  history: '',
  store: '',
  'store-region': '',
  'store-endpoint': '',
  report: 'false',
} as const;
type InputName = keyof typeof INPUTS;

/** The inputs as they are used. */
export interface ActionInputs {
  readonly token: string;
  readonly anthropicKey: string | null;
  /** The operator's configuration as text; null where there is none. */
  readonly config: string | null;
  /** Where the log lies; null: for this job only. */
  readonly history: string | null;
  /** Whether the report of the history is written for a later step. */
  readonly report: boolean;
  /** What the other inputs say, as configuration. */
  readonly flags: readonly ConfigSource[];
}

/** Reads the inputs from the environment, where the runner puts them. Throws an `InputError` on a value that cannot be. */
export function readInputs(read: (name: InputName) => string = (name) => getInput(name)): ActionInputs {
  const text = (name: InputName) => read(name).trim() || null;
  const token = text('github-token');
  if (token === null) throw badInput('github-token', 'is empty', 'Leave it out: then the token of the job is used.');
  return {
    token,
    anthropicKey: text('anthropic-api-key'),
    config: text('config'),
    history: text('history'),
    report: isWanted(text('report')),
    flags: [
      ...flag('offline', yesOrNo(text('offline')), (offline) => ({ offline })),
      ...flag('batch', yesOrNo(text('batch')), (batch) => ({ batch: batch === true || { minutes: Number(batch) } })),
      ...flag('max-cost', text('max-cost'), (usd) => ({ budget: { run: { usd: Number(usd) } } })),
      ...flag('model', text('model'), (model) => ({ models: { deep: model, standard: model, light: model } })),
      ...flag('fail-on', text('fail-on'), (failOn) => ({ failOn })),
      ...flag('store', text('store'), (store) => ({ store })),
      ...flag('store-region', text('store-region'), (storeRegion) => ({ storeRegion })),
      ...flag('store-endpoint', text('store-endpoint'), (storeEndpoint) => ({ storeEndpoint })),
    ],
  };
}

const REMEDIES: Partial<Record<InputName, string>> = {
  offline: 'It is `true` or `false`.',
  batch: 'It is `true`, `false`, or how many minutes to wait at most, up to 1440.',
  'max-cost': 'It is an amount of US dollars, for example 0.50.',
  model: 'Name it provider/model, for example anthropic/claude-sonnet-5-5.',
  'store-endpoint': 'It is the address of an S3-compatible server, for example https://minio.example.com.',
  'fail-on': 'It is critical, warning, suggestion or never.',
};

/** One input as a source of configuration; none where it is empty. */
function flag<Value>(name: InputName, value: Value | null, configuration: (value: Value) => unknown): ConfigSource[] {
  if (value === null) return [];
  const parsed = OperatorConfig.safeParse(configuration(value));
  if (!parsed.success) throw badInput(name, `cannot be ${JSON.stringify(value)}`, REMEDIES[name] ?? '');
  return [{ origin: `input ${name}`, value: parsed.data }];
}

function isWanted(text: string | null): boolean {
  const said = yesOrNo(text);
  if (typeof said === 'string')
    throw badInput('report', `cannot be ${JSON.stringify(said)}`, 'It is `true` or `false`.');
  return said === true;
}

function yesOrNo(text: string | null): boolean | string | null {
  if (text === 'true') return true;
  // No is what it is without the input, and it must not overrule the configuration.
  return text === 'false' ? null : text;
}

function badInput(name: InputName, what: string, remedy: string): InputError {
  return new InputError({ what: `the input ${name} ${what}`, where: 'the workflow', remedy });
}
