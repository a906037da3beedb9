import { OperatorConfig } from '../../schemas/config.ts';
import { InputError } from '../../schemas/problem.ts';
import type { ConfigSource } from '../config/config.ts';
import { acceptedKinds } from './accepted-kinds.ts';

/** The flags of `docket review` that stand for configuration. */
export interface ReviewFlags {
  readonly failOn?: NonNullable<OperatorConfig['failOn']>;
  readonly history?: string;
  /** `provider/model` for every tier, or `recorded:FILE`. */
  readonly model?: string;
  readonly offline?: boolean;
  readonly batch?: boolean;
  /** Ids, with commas between them. */
  readonly reviewers?: string;
  /** US dollars for this run. */
  readonly maxCost?: string;
  readonly accept?: readonly string[];
}

const RECORDED = 'recorded:';

/** What the flags say, as the strongest sources of configuration. Throws `InputError` on a value that cannot be. */
export function flagsOf(flags: ReviewFlags): ConfigSource[] {
  const { failOn, history, model, offline, batch, maxCost, accept = [] } = flags;
  refuseBadModel(model);
  const source = (origin: string, value: OperatorConfig): ConfigSource => ({ origin, value });
  return [
    ...(failOn === undefined ? [] : [source('--fail-on', { failOn })]),
    ...(history === undefined ? [] : [source('--history', { history })]),
    ...(offline === true ? [source('--offline', { offline })] : []),
    ...(batch === true ? [source('--batch', { batch })] : []),
    ...(accept.length === 0 ? [] : [source('--accept', { coverage: { accept: [...acceptedKinds(accept)] } })]),
    ...(maxCost === undefined ? [] : [source('--max-cost', { budget: { run: { usd: dollars(maxCost) } } })]),
    ...(model === undefined || model.startsWith(RECORDED)
      ? []
      : [source('--model', { models: { deep: model, standard: model, light: model } })]),
  ];
}

/** The file behind `--model recorded:FILE`; null where live models are asked. */
export function recordingFile({ model }: ReviewFlags): string | null {
  return model?.startsWith(RECORDED) === true ? model.slice(RECORDED.length) : null;
}

/** The reviewers that are wanted; null means all. */
export function reviewersOf({ reviewers }: ReviewFlags): readonly string[] | null {
  const names = reviewers
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names?.length !== 0) return names ?? null;
  throw new InputError({
    what: 'no reviewer was named',
    where: '--reviewers',
    remedy: 'For example: --reviewers security,quality.',
  });
}

function refuseBadModel(model: string | undefined): void {
  if (model === undefined || model.startsWith(RECORDED)) return;
  if (OperatorConfig.shape.models.unwrap().shape.deep.safeParse(model).success && model !== '') return;
  throw new InputError({
    what: `${JSON.stringify(model)} is not the name of a model`,
    where: '--model',
    remedy: 'Name it provider/model, for example anthropic/claude-sonnet-5-5, or recorded:FILE.',
  });
}

function dollars(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InputError({
    what: `--max-cost takes an amount of US dollars, not ${JSON.stringify(text)}`,
    remedy: 'For example: --max-cost 0.50.',
  });
}
