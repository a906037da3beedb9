import type { ChangeSet } from '../../schemas/change-set.ts';
import { RuleId } from '../../schemas/finding.ts';
import type { Location } from '../../schemas/location.ts';
import type { FindingDraft } from '../runner/finding-id.ts';
import type { Reviewer } from '../reviewer.ts';
import type { ModelFinding } from './answer.ts';
import { restoreHiddenCharacters } from './restore-hidden-characters.ts';
import { visibleName } from './prompt/visible.ts';

/** Lengths that a text may have; what is longer is cut and says so. */
const LONGEST = { title: 200, text: 4_000, scenario: 2_000, quote: 8_000, path: 1_000, rule: 200, reference: 300 };
const MOST_REFERENCES = 10;

export interface AnswerContext {
  /** Whom the call spoke for; a finding belongs to the one that its rule names, else to the first. */
  readonly reviewers: readonly Pick<Reviewer, 'id' | 'rules'>[];
  readonly changeSet: Pick<ChangeSet, 'files' | 'filtered'>;
}

/**
 * Makes a raw finding of what a model said. Nothing is refused here: a rule outside the vocabulary, a path outside the repository and a blank
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
    severity: said.severity,
    confidence: Number.isFinite(said.confidence) ? Math.round(Math.min(1000, Math.max(0, said.confidence))) : 0,
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

/** Lines that cannot be are no lines: the quote finds the place. */
function locationOf(said: ModelFinding, changeSet: AnswerContext['changeSet']): Location | null {
  const path = realPath(said.path, changeSet);
  if (path === '') return null;
  const start = lineOf(said.startLine) ?? lineOf(said.endLine);
  const end = lineOf(said.endLine) ?? start;
  if (start === null || end === null) return { path, side: said.side, startLine: null, endLine: null };
  return { path, side: said.side, startLine: Math.min(start, end), endLine: Math.max(start, end) };
}

function lineOf(line: number | null): number | null {
  return line !== null && Number.isSafeInteger(line) && line > 0 ? line : null;
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
