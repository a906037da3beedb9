import { RuleLevel } from '../../schemas/rule-settings.ts';
import { Severity } from '../../schemas/severity.ts';
import { DEFAULT_CONFIG } from './config.ts';

/** One key as two branches have it; undefined where a branch does not say it. */
export interface TwoValues {
  readonly base: unknown;
  readonly standard: unknown;
}

/** How a value comes of two, so that neither branch alone makes a review see less. */
type Agreement = (values: TwoValues) => unknown;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const inBoth: Agreement = ({ base, standard }) => listOf(base).filter((one) => listOf(standard).includes(one));
/** Who is off, or not needed, must be so twice. */
const unlessBothSayNo: Agreement = ({ base, standard }) => !(base === false && standard === false);

const lower =
  (standsFor: number): Agreement =>
  ({ base, standard }) =>
    Math.min(numberOr(base, standsFor), numberOr(standard, standsFor));

const higher =
  (standsFor: number): Agreement =>
  ({ base, standard }) =>
    Math.max(numberOr(base, standsFor), numberOr(standard, standsFor));

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** Severities stand gravest first; a bar at a later one lets more through. */
const lowerBar: Agreement = ({ base, standard }) => {
  const rank = (value: unknown): number =>
    Severity.options.indexOf(Severity.catch(DEFAULT_CONFIG.comments.minimumSeverity).parse(value));
  return Severity.options[Math.max(rank(base), rank(standard))];
};

/** Those whom the base asks, and of the usual ones everybody whom not both take out. */
const withoutLessThanUsual =
  (usual: readonly string[]): Agreement =>
  ({ base, standard }) => {
    const [asked, expected] = [listOf(base ?? usual), listOf(standard ?? usual)];
    return [...asked, ...usual.filter((one) => !asked.includes(one) && expected.includes(one))];
  };

/** Of two levels the one that lets more through; a branch that is silent lets everything through. */
const lessLowered: Agreement = ({ base, standard }) => {
  const levels = [base, standard].map((value) => RuleLevel.safeParse(value));
  // Levels stand the one first that lets least through.
  const ranks = levels.map(({ data }) => (data === undefined ? null : RuleLevel.options.indexOf(data)));
  return ranks.includes(null) ? undefined : RuleLevel.options[Math.max(...ranks.map((rank) => rank ?? 0))];
};

const AGREEMENTS: Readonly<Record<string, Agreement>> = {
  ignore: inBoth,
  'coverage.accept': inBoth,
  'comments.minimumSeverity': lowerBar,
  'comments.minimumPercent': lower(DEFAULT_CONFIG.comments.minimumPercent),
  'comments.openPercent': lower(DEFAULT_CONFIG.comments.openPercent),
  'comments.openCheckPercent': lower(DEFAULT_CONFIG.comments.openCheckPercent),
  'comments.maxCriticalPerTool': higher(DEFAULT_CONFIG.comments.maxCriticalPerTool),
  'policy.maxChangedLines': lower(Number.POSITIVE_INFINITY),
  'modelHalves.trivial': withoutLessThanUsual(DEFAULT_CONFIG.modelHalves.trivial),
  'modelHalves.lite': withoutLessThanUsual(DEFAULT_CONFIG.modelHalves.lite),
  'modelHalves.full': withoutLessThanUsual(DEFAULT_CONFIG.modelHalves.full),
};

/** Whether a key can make a review see less, so that it takes both branches to say it. */
export function isAgreedKey(key: string): boolean {
  return agreementOn(key) !== undefined;
}

/** The value of such a key: of two, the one that sees more; of two lists, what stands in both. */
export function agreed(key: string, values: TwoValues): unknown {
  return agreementOn(key)?.(values);
}

function agreementOn(key: string): Agreement | undefined {
  if (key.startsWith('rules.')) return lessLowered;
  return /^reviewers\..+\.(?:enabled|required)$/.test(key) ? unlessBothSayNo : AGREEMENTS[key];
}
