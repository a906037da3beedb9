import type { StatisticsDocument } from '../../../../schemas/learning/statistics.ts';
import { verdictText } from '../../../output/words.ts';
import { key, type Tone } from '../charts/frame.ts';
import { stackedColumns } from '../charts/stacked-columns.ts';
import { countText } from '../figures.ts';
import { html, type Markup } from '../markup.ts';
import { numberColumns, table } from '../table.ts';
import { nothing } from './nothing.ts';

const TONES: readonly { readonly tone: Tone; readonly name: string }[] = [
  { tone: 'good', name: 'finished' },
  { tone: 'bad', name: 'failed' },
  { tone: 'rest', name: 'skipped' },
];

/** What reviews looked at and what not; a reviewer that did not finish is no silence. */
export function coverageSection({ coverage }: StatisticsDocument): Markup {
  if (coverage.opened === 0) return nothing('no run has a review whose bytes are in the log.');
  const { files, reviewers, verdicts, notCovered } = coverage;
  const fileRows = [
    ['judged', files.judged],
    ['not covered: nothing judged them', files['not-covered']],
    ['accepted unjudged by configuration', files.accepted],
    ['filtered: generated, vendored, ignored', files.filtered],
    ['nothing in them to judge', files['not-needed']],
  ] as const;
  return html`<p>
      The newest ${countText(coverage.opened)} reviews; models took part in ${countText(coverage.withModels)} of them.
    </p>
    ${table(
      'Verdicts',
      numberColumns('verdict', 'reviews'),
      verdicts.map(({ verdict, count }) => [verdictText(verdict), countText(count)]),
    )}
    ${table(
      'Changed files, once a review',
      numberColumns('what became of them', 'files'),
      fileRows.map(([name, count]) => [name, countText(count)]),
    )}
    ${
      notCovered.length === 0
        ? null
        : table(
            'Kinds that nothing judged',
            numberColumns('kind', 'files'),
            notCovered.map(({ kind, files: count }) => [kind.label, countText(count)]),
          )
    }
    <h3>Reviewers</h3>
    ${stackedColumns(
      'How each reviewer ended; the table below has the numbers',
      reviewers.map(({ reviewer, ok, failed, skipped }) => ({
        name: reviewer,
        parts: [
          { tone: 'good', count: ok },
          { tone: 'bad', count: failed },
          { tone: 'rest', count: skipped },
        ],
      })),
    )}
    ${key(TONES)}
    ${table(
      'Reviewers',
      numberColumns('reviewer', 'finished', 'failed', 'skipped', 'model finished', 'model missing'),
      reviewers.map((row) => [
        row.reviewer,
        ...[row.ok, row.failed, row.skipped, row.modelOk, row.modelMissing].map(countText),
      ]),
    )}`;
}
