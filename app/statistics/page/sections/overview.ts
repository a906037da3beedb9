import { moneyText } from '../../../output/usage-text.ts';
import { countText, percentText, secondsText } from '../figures.ts';
import { html, type Markup } from '../markup.ts';
import type { ReportContents } from '../report-contents.ts';

const LEFT_OUT =
  ' Runs of long ago may lie in archives of the store and be left out: docket report, where the store is set, reads all.';

/** The first thing that is read: the period, and six figures. */
export function overview({ statistics, madeAt, leavesOut = false }: Omit<ReportContents, 'runs'>): Markup {
  const { runs, since, spending, latency, life, coverage } = statistics;
  const ended = life.ends.accepted + life.ends.dismissed + life.ends.unaddressed;
  const toJudge = coverage.files.judged + coverage.files['not-covered'];
  const tiles: readonly (readonly [string, string])[] = [
    ['runs', countText(runs.total)],
    ['of the files to judge were judged', toJudge === 0 ? '–' : percentText((100 * coverage.files.judged) / toJudge)],
    ['findings were raised', countText(life.raised)],
    ['of what ended was accepted', ended === 0 ? '–' : percentText((100 * life.ends.accepted) / ended)],
    ['an accepted finding', spending.perAcceptedMicroUsd === null ? '–' : moneyText(spending.perAcceptedMicroUsd)],
    ['half of all runs end within', secondsText(latency.runs.p50)],
  ];
  const day = (at: string | null) => (at === null ? 'nothing yet' : at.slice(0, 10));
  return html`<p class="soft">
      Runs from ${day(runs.first)} to ${day(runs.last)}${since === null ? '' : ` (asked for: since ${since})`}; made
      ${madeAt.slice(0, 16).replace('T', ' ')} UTC. It loads nothing and runs nothing.${leavesOut ? LEFT_OUT : ''}
    </p>
    <ul class="tiles">
      ${tiles.map(([name, value]) => html`<li><b>${value}</b>${name}</li>`)}
    </ul>
    <p>
      ${countText(runs.finished)} runs finished, ${countText(runs.failed)} failed, ${countText(runs.aborted)} were
      aborted, ${countText(runs.open)} have no end: they are at work, or they died.
    </p>`;
}
