import { filesOfKind } from '../../../coordinator/compose/files-of-kind.ts';
import type { ChangedFile, ChangeSet } from '../../../schemas/change-set.ts';
import type { ExpectedJudging } from '../../expected-judging.ts';
import { familyNames } from '../../output/coverage.ts';
import { defuseWorkflow, neutraliseTerminal } from '../../output/text/neutralise.ts';

/** What `docket plan --json` prints: the change set with the number of hunks instead of the hunks, and the plan. */
export interface PlanDocument extends Omit<ChangeSet, 'files' | 'redactions'> {
  readonly schemaVersion: 1;
  readonly files: readonly (Omit<ChangedFile, 'hunks'> & { readonly hunks: number })[];
  /** How many secrets were blanked out. */
  readonly redactions: number;
  readonly reviewers: readonly {
    readonly id: string;
    readonly runs: boolean;
    readonly required: boolean;
    readonly reason: string | null;
  }[];
  /** What checks alone would judge, a row a kind. */
  readonly judging: readonly ExpectedJudging[];
  readonly pluginFailures: readonly { readonly plugin: string; readonly hook: string; readonly cause: string }[];
}

/** The plan for people. */
export function renderPlan(plan: PlanDocument): string {
  const lines = [
    `${plan.label}: ${count(plan.files.length, 'file')} to review, ${plan.filtered.length} filtered`,
    ...plan.files.map((file) => `  ${fileText(file)}${noiseText(file)}`),
    ...plan.filtered.map((file) => `  ${fileText(file)}  (not reviewed: ${file.reason})`),
    ...plan.skipped.map(
      ({ line, lines: n, reason }) => `  input line ${line}, ${count(n, 'line')} not understood: ${reason}`,
    ),
    `tier: ${plan.tier} (${plan.tierReason})`,
    ...(plan.redactions === 0 ? [] : [`${count(plan.redactions, 'secret')} blanked out`]),
    ...(plan.judging.length === 0
      ? []
      : [
          'looked for by checks; what is not covered needs a model or a line that accepts it:',
          ...plan.judging.map(judgingText),
        ]),
    'reviewers:',
    ...plan.reviewers.map(({ id, runs, required, reason }) =>
      runs ? `  ${id}${required ? '' : ' (optional)'}` : `  ${id}: not run, ${reason ?? ''}`,
    ),
    ...plan.pluginFailures.map(({ plugin, hook, cause }) => `  ${plugin}: failed in ${hook}: ${cause}`),
  ];
  return defuseWorkflow(`${lines.map(oneLine).join('\n')}\n`);
}

/** `  4 Elixir files: not covered (secrets and hidden characters)` */
function judgingText({ kind, files, state, families, whereKnown }: ExpectedJudging): string {
  const looked = familyNames(families);
  const words: Readonly<Record<ExpectedJudging['state'], string>> = {
    judged: whereKnown ? `${looked}; not covered where something changed that no rule knows` : looked,
    'not-needed': `${files === 1 ? 'needs' : 'need'} no judging${inBrackets('', looked)}`,
    'not-covered': `not covered${inBrackets('only ', looked)}`,
    accepted: `not judged, which is accepted${inBrackets('only ', looked)}`,
    filtered: `told, not counted${inBrackets('only ', looked)}`,
  };
  return `  ${filesOfKind({ kind, files })}: ${words[state]}`;
}

const inBrackets = (before: string, text: string): string => (text === '' ? '' : ` (${before}${text})`);

const noiseText = ({ noise }: Pick<ChangedFile, 'noise'>) => (noise === undefined ? '' : `  (checks only: ${noise})`);

function fileText(file: Omit<ChangedFile, 'hunks'>): string {
  const name = file.oldPath === file.newPath ? file.newPath : `${file.oldPath} -> ${file.newPath}`;
  const status = file.similarity === null ? file.status : `${file.status}${file.similarity}`;
  const modes = file.status === 'M' && file.oldMode !== file.newMode ? `  mode ${file.oldMode} -> ${file.newMode}` : '';
  const size = file.binary ? 'binary' : `+${file.added ?? 0} -${file.deleted ?? 0}`;
  return `${status.padEnd(4)} ${name}  ${size}${modes}`;
}

/** A name may hold line feeds; one entry stays one line. */
const oneLine = (line: string) => neutraliseTerminal(line.replaceAll('\n', '\\n'));

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
