import { filesOfKind } from '../../coordinator/compose/files-of-kind.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { RuleFamily, UncoveredKind } from '../../schemas/judged.ts';
import type { Review } from '../../schemas/review.ts';
import { cutText } from './text/text-width.ts';
import { REPOSITORY_CONFIG_PATH } from '../config/load-config.ts';

const FAMILIES: Readonly<Record<RuleFamily, string>> = {
  injection: 'injection',
  correctness: 'correctness',
  'running-configuration': 'hazards of configuration',
  secrets: 'secrets',
  'hidden-characters': 'hidden characters',
  performance: 'performance',
  'breaking-change': 'breaking changes',
  documentation: 'documentation',
  dependencies: 'dependencies',
  policy: "the repository's rules",
};

/** So many reasons stand in a sentence. */
const MOST_REASONS = 3;
/** A reason may be the message of an error. */
const LONGEST_REASON = 160;

/** Code and running configuration that nothing judged and nobody accepted. */
function uncovered({ notCovered = [] }: Pick<Review, 'notCovered'>): UncoveredKind[] {
  return notCovered.filter(({ accepted }) => !accepted);
}

/** `Not covered: 4 Elixir files, 1 Dockerfile file`; null where everything that had to be was judged. */
export function notCoveredTitle(review: Pick<Review, 'notCovered'>): string | null {
  const open = uncovered(review);
  return open.length === 0 ? null : `Not covered: ${open.map(filesOfKind).join(', ')}`;
}

/** `4 Elixir files: only secrets and hidden characters were looked for, not injection and correctness (no rules know this kind)`, a sentence a kind. */
export function notCoveredSentences(
  review: Pick<Review, 'notCovered'>,
  { accepted }: { readonly accepted: boolean },
): string[] {
  return (review.notCovered ?? [])
    .filter((row) => row.accepted === accepted)
    .map(
      (row) =>
        `${filesOfKind(row)}: ${row.families.length === 0 ? '' : 'only '}${lookedForText(row.families)}${lackText(row)}${accepted ? '; that is accepted' : ''}`,
    );
}

/** What was not looked for, and why; empty where a log does not say it. */
function lackText({ lack }: UncoveredKind): string {
  if (lack === undefined) return '';
  const shown = lack.reasons.slice(0, MOST_REASONS).map((reason) => cutText(reason, LONGEST_REASON));
  const more = lack.reasons.length - shown.length;
  const others = more === 0 ? '' : `; ${more} more ${more === 1 ? 'reason' : 'reasons'} in the JSON output`;
  return `, not ${familyNames(lack.families)} (${shown.join('; ')}${others})`;
}

/** What accepts the kinds that were not covered: a line to copy as it is, and where it goes. */
export interface Acceptance {
  readonly where: string;
  readonly line: string;
  /** The language of the line, as a fence of Markdown names it. */
  readonly language: 'yaml' | 'sh';
}

/**
 * On a pull request the line of the configuration, elsewhere the options of the command line. Null where there is nothing to accept. Every
 * part is quoted as its reader wants it.
 */
export function acceptanceOf({
  review,
  changeSet,
}: {
  readonly review: Pick<Review, 'notCovered'>;
  readonly changeSet: Pick<ChangeSet, 'source'>;
}): Acceptance | null {
  const kinds = uncovered(review).map(({ kind }) => kind.id);
  if (kinds.length === 0) return null;
  if (changeSet.source !== 'pull-request') {
    const where = 'To accept that, add to this command';
    return { where, line: kinds.map((kind) => `--accept ${shellWord(kind)}`).join(' '), language: 'sh' };
  }
  const where = `To accept that, add to ${REPOSITORY_CONFIG_PATH} (it counts once it stands on the default branch and on the base)`;
  return { where, line: acceptLine(kinds), language: 'yaml' };
}

/** The line of `docket.yml` that accepts these kinds: `coverage: { accept: [elixir] }`. */
export function acceptLine(kinds: readonly string[]): string {
  return `coverage: { accept: [${kinds.map(yamlWord).join(', ')}] }`;
}

function shellWord(text: string): string {
  return /^[\w.+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Plain where YAML can only read it as this text: `null`, `1e3` and `no` are something else. */
function yamlWord(text: string): string {
  return /^[a-z][\w.+-]*$/.test(text) && !/^(?:null|true|false|yes|no|on|off|y|n)$/.test(text)
    ? text
    : JSON.stringify(text);
}

/** `secrets and hidden characters were looked for` */
export function lookedForText(families: readonly RuleFamily[]): string {
  if (families.length === 0) return 'nothing was looked for';
  return `${familyNames(families)} ${families.length === 1 && families[0] === 'injection' ? 'was' : 'were'} looked for`;
}

/** `secrets and hidden characters`; empty for none. */
export function familyNames(families: readonly RuleFamily[]): string {
  const names = families.map((family) => FAMILIES[family]);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** True when something that was planned did not finish or nothing judged what had to be, also where a finding decided the verdict. */
export function isIncomplete(review: Review): boolean {
  return review.verdict === 'incomplete' || review.incompleteReasons.length > 0 || uncovered(review).length > 0;
}
