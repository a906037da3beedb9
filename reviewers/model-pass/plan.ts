import type { RiskTier } from '../../schemas/change-set.ts';
import type { Config } from '../../schemas/config.ts';
import type { ModelTier } from '../../schemas/model.ts';
import type { AskedChange, Brief, Reviewer } from '../reviewer.ts';

/** One conversation with a model, and for whom. */
export interface ModelTask {
  /** Ids; more than one where several reviewers share a call. The first names the step. */
  readonly reviewers: readonly [string, ...string[]];
  /** A tier, or a model by name. */
  readonly model: ModelTier | (string & {});
  /** The second conversation of a reviewer about the same change, from these angles. */
  readonly angles?: readonly string[];
}

/** Which model halves look at a change. */
export interface ModelPlan {
  readonly tasks: readonly ModelTask[];
  /** Why no planned half can run: models are configured and cannot be used. Null when they can. */
  readonly unusable: string | null;
  /** Halves of this tier that have nothing to look at, and why. */
  readonly notAsked: readonly { readonly reviewer: string; readonly reason: string }[];
  /** Globs of sensitive paths beyond the embedded ones: they rank the files. */
  readonly sensitivePaths: readonly string[];
}

export interface PlanModelPassOptions {
  /** The change's own tier, or the operator's wish. */
  readonly tier: RiskTier;
  readonly config: Pick<Config, 'modelHalves' | 'reviewerModels' | 'sensitivePaths'>;
  /** Those whose checks run, in the order in which they are shown. */
  readonly reviewers: readonly Pick<Reviewer, 'id' | 'brief'>[];
  /** What the choice of models came to: only whether there are any matters here. */
  readonly choice: { readonly kind: string; readonly reason?: string };
  readonly change: AskedChange;
}

/**
 * Decides whose model halves run: those of the tier that have something to look at. A trivial change gets one light call that speaks for all of them, except for reviewers to whom the
 * operator gave a model of their own; any other change gets one conversation a reviewer, and a second one where a half that is left out pays for it. Without a model there is nothing to plan.
 */
export function planModelPass({ tier, config, reviewers, choice, change }: PlanModelPassOptions): ModelPlan {
  const wanted = new Set(config.modelHalves[tier]);
  const halves = reviewers.flatMap(({ id, brief }) =>
    wanted.has(id) && brief !== undefined ? [{ id, reason: reasonAgainst(brief, change) }] : [],
  );
  const ids = halves.filter(({ reason }) => reason === null).map(({ id }) => id);
  const own = (id: string): boolean => Object.hasOwn(config.reviewerModels, id);
  const modelOf = (id: string): ModelTask['model'] => config.reviewerModels[id] ?? 'standard';
  const shared = tier === 'trivial' ? ids.filter((id) => !own(id)) : [];
  const [first, ...others] = shared;
  const tasks: ModelTask[] = [
    ...(first === undefined ? [] : [{ reviewers: [first, ...others] as const, model: 'light' }]),
    ...ids.filter((id) => !shared.includes(id)).map((id) => ({ reviewers: [id] as const, model: modelOf(id) })),
  ];
  const notAsked = halves.flatMap(({ id, reason }) => (reason === null ? [] : [{ reviewer: id, reason }]));
  const again =
    notAsked.length === 0 || tier === 'trivial' ? [] : secondReadings(reviewers, ids).slice(0, notAsked.length);
  return {
    tasks:
      choice.kind === 'none'
        ? []
        : [...tasks, ...again.map(({ id, angles }) => ({ reviewers: [id] as const, model: modelOf(id), angles }))],
    unusable: choice.kind === 'unusable' ? (choice.reason ?? 'the configured models cannot be used') : null,
    notAsked: choice.kind === 'none' ? [] : notAsked,
    sensitivePaths: config.sensitivePaths,
  };
}

/** Who reads a second time where a half that is not asked pays for it: one half, one reading. */
function secondReadings(reviewers: PlanModelPassOptions['reviewers'], asked: readonly string[]) {
  return reviewers.flatMap(({ id, brief }) =>
    brief?.angles !== undefined && asked.includes(id) ? [{ id, angles: brief.angles }] : [],
  );
}

/** A plugin's own function that fails leaves nothing out: the half is asked. */
function reasonAgainst({ notAsked }: Brief, change: AskedChange): string | null {
  if (change.files.length === 0) return 'no file is changed';
  try {
    return notAsked?.(change) ?? null;
  } catch {
    return null;
  }
}
