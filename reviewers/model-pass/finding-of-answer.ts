import type { ChangeSet } from '../../schemas/change-set.ts';
import type { CoordinatorPolicy } from '../../schemas/coordination.ts';
import { RuleId } from '../../schemas/finding.ts';
import type { FindingDraft } from '../runner/finding-id.ts';
import { Severity } from '../../schemas/severity.ts';
import type { Reviewer } from '../reviewer.ts';
import type { ModelFinding, UnreadFinding } from './model-finding.ts';
import { restoreHiddenCharacters } from './restore-hidden-characters.ts';
import { visibleName } from './prompt/visible.ts';

/** Lengths that a text may have; what is longer is cut and says so. */
const LONGEST = { title: 200, text: 4_000, scenario: 2_000, quote: 8_000, path: 1_000, rule: 200, reference: 300 };
const MOST_REFERENCES = 10;

export interface AnswerContext {
  /** Whom the call spoke for; a finding belongs to the one that its rule names, else to the first. */
  readonly reviewers: readonly Pick<Reviewer, 'id' | 'rules'>[];
  readonly changeSet: Pick<ChangeSet, 'files' | 'filtered'>;
  /** What a finding has to reach to be shown. */
  readonly bar: Bar;
}

export type Bar = Pick<CoordinatorPolicy, 'minimumSeverity'>;

/** What stands for the confidence of a model that did not state it legibly. */
const DEFAULT_CONFIDENCE = 700;

/**
 * Makes a raw finding of what a model said. Nothing is refused here: a rule outside the vocabulary (see `underOther`), a path outside the repository and a blank
 * quote stay as they are, for the coordinator to mark.
 */
export function findingOfAnswer(said: ModelFinding, context: AnswerContext): FindingDraft {
  const { reviewer, rule } = ownerOf(said.rule, context.reviewers);
  const scenario = said.failureScenario;
  const optional = (key: string, text: string | null) =>
    text === null || text.trim() === '' ? {} : { [key]: clip(text, LONGEST.scenario) };
  return {
    reviewer,
    origin: 'model',
    rule,
    severity: said.severity ?? defaultSeverity({ reviewer, rule }, context),
    confidence: said.confidence ?? DEFAULT_CONFIDENCE,
    ...(said.confidence === null ? { stated: false } : {}),
    location: locationOf(said, context.changeSet),
    evidence:
      said.quote === ''
        ? null
        : restoreHiddenCharacters(said.quote.slice(0, LONGEST.quote), said.path, context.changeSet),
    title: clip(said.title.replace(/\s+/g, ' ').trim(), LONGEST.title) || 'a finding without a title',
    explanation: clip(said.explanation, LONGEST.text),
    failureScenario:
      scenario.description.trim() === ''
        ? null
        : {
            description: clip(scenario.description, LONGEST.scenario),
            ...optional('command', scenario.command),
            ...optional('expected', scenario.expected),
            ...optional('actual', scenario.actual),
          },
    replacement: said.replacement === null ? null : clip(said.replacement, LONGEST.text),
    references: said.references.slice(0, MOST_REFERENCES).map((reference) => clip(reference, LONGEST.reference)),
  };
}

/** The name of the rule under which a finding stands whose own rule no brief names. */
export const OTHER_RULE = 'other';

/** Whether its rule is one that its reviewer has. */
export function isListed({ reviewer, rule }: FindingDraft, { reviewers }: AnswerContext): boolean {
  const rules = reviewers.find(({ id }) => id === reviewer)?.rules ?? {};
  return rule.startsWith(`${reviewer}/`) && Object.hasOwn(rules, rule.slice(reviewer.length + 1));
}

/** Another word for the kind of a mistake makes it no smaller: such a finding stands under a rule of its own. */
export function underOther(draft: FindingDraft): FindingDraft {
  return { ...draft, rule: `${draft.reviewer}/${OTHER_RULE}` };
}

/** Whether it stands there. */
export function isUnderOther({ reviewer, rule }: FindingDraft): boolean {
  return rule === `${reviewer}/${OTHER_RULE}`;
}

/** What could not be read, for the coordinator to mark as failed: no reviewer has such a rule. */
export function findingOfUnread({ reason, said }: UnreadFinding, { reviewers }: AnswerContext): FindingDraft {
  const reviewer = reviewers[0]?.id ?? 'model';
  return {
    reviewer,
    origin: 'model',
    rule: `${reviewer}/unreadable`,
    severity: 'warning',
    confidence: DEFAULT_CONFIDENCE,
    location: null,
    evidence: null,
    title: `A finding that cannot be read: ${reason}`,
    explanation: clip(said, LONGEST.text),
    failureScenario: null,
    replacement: null,
    references: [],
  };
}

/** The rule's own severity, raised to what is shown. */
function defaultSeverity({ reviewer, rule }: { reviewer: string; rule: string }, { reviewers, bar }: AnswerContext) {
  const rules = reviewers.find(({ id }) => id === reviewer)?.rules ?? {};
  const name = rule.slice(reviewer.length + 1);
  const own = Object.hasOwn(rules, name) ? rules[name]?.severity : undefined;
  const order: readonly Severity[] = Severity.options;
  return order[Math.min(order.indexOf(own ?? 'warning'), order.indexOf(bar.minimumSeverity))] ?? 'warning';
}

/** A bare rule name belongs to the reviewer that has it. */
function ownerOf(said: string, reviewers: AnswerContext['reviewers']): { reviewer: string; rule: string } {
  const rule = said.trim().slice(0, LONGEST.rule).replaceAll(/\s+/g, '-');
  const first = reviewers[0]?.id ?? 'model';
  const named = reviewers.find(({ id }) => rule.startsWith(`${id}/`));
  if (named !== undefined && RuleId.safeParse(rule).success) return { reviewer: named.id, rule };
  const owner = reviewers.find(({ rules }) => Object.hasOwn(rules, rule));
  if (owner !== undefined) return { reviewer: owner.id, rule: `${owner.id}/${rule}` };
  return {
    reviewer: first,
    rule: RuleId.safeParse(rule).success ? rule : `${first}/${rule.replaceAll('/', '-') || 'no-rule'}`,
  };
}

/** Where it is; a path that was left out is that of the one changed file that shows the quote. */
function locationOf(
  { path: said, side, startLine, endLine, quote }: ModelFinding,
  changeSet: AnswerContext['changeSet'],
) {
  const path = said.trim() === '' ? fileShowing(quote, changeSet) : realPath(said, changeSet);
  return path === null ? null : { path, side, startLine, endLine };
}

function fileShowing(quote: string, { files }: AnswerContext['changeSet']): string | null {
  const line = quote.split('\n').find((one) => one.trim() !== '');
  if (line === undefined) return null;
  const showing = files.filter((file) => file.hunks.some((hunk) => hunk.lines.some((one) => one.text === line)));
  return showing.length === 1 ? (showing[0]?.newPath ?? null) : null;
}

/** A path that holds hidden characters was shown with these made visible. */
function realPath(said: string, { files, filtered }: AnswerContext['changeSet']): string {
  const path = said.slice(0, LONGEST.path);
  if (!path.includes('[U+')) return path;
  const all = [...files, ...filtered].flatMap((file) => [file.newPath, file.oldPath]);
  return all.find((known) => visibleName(known) === path) ?? path;
}

function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 6)} [cut]`;
}
