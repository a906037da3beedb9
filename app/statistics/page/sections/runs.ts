import { moneyText } from '../../../output/usage-text.ts';
import type { StepState } from '../../../../schemas/run.ts';
import { verdictText } from '../../../output/words.ts';
import type { ToldFinding, ToldRun } from '../../gather-runs.ts';
import type { Tone } from '../charts/frame.ts';
import { waterfall } from '../charts/waterfall.ts';
import { countText, secondsText } from '../figures.ts';
import { html, type Markup, shortened } from '../markup.ts';
import { table } from '../table.ts';
import { nothing } from './nothing.ts';

/** What runs may take of the page, in characters: with all else it stays under two megabytes. */
const MOST_CHARACTERS = 1_200_000;
const MOST_FINDINGS = 25;
const LONGEST_LABEL = 120;
const LONGEST_TEXT = 200;
const MOST_STEPS = 40;

/** The newest runs, as many as fit, and where a finding of each rule is told. */
export function runsSection(
  runs: readonly ToldRun[],
  total: number,
): { readonly content: Markup; readonly anchors: ReadonlyMap<string, string> } {
  const anchors = new Map<string, string>();
  if (runs.length === 0) return { content: nothing('no run was recorded.'), anchors };
  const told: Markup[] = [];
  let room = MOST_CHARACTERS;
  for (const run of runs) {
    const markup = runEntry(run);
    room -= markup.text.length;
    if (room < 0) break;
    told.push(markup);
    for (const [at, { rule }] of run.findings.slice(0, MOST_FINDINGS).entries())
      if (!anchors.has(rule)) anchors.set(rule, anchorOf(run, at));
  }
  const others = total - told.length;
  const content = html`<p>
      ${countText(told.length)} of ${countText(total)} runs, the newest
      first.${others > 0 ? ' The log has them all: docket log, docket why.' : ''}
    </p>
    ${told}`;
  return { content, anchors };
}

function anchorOf(run: ToldRun, finding: number): string {
  return `finding-${run.id}-${finding + 1}`;
}

function runEntry(run: ToldRun): Markup {
  const { id, label, startedAt, state, verdict, seconds, costMicroUsd, findings } = run;
  const said = verdict === null ? `no review (${state})` : verdictText(verdict);
  const untold = findings.length - MOST_FINDINGS;
  return html`<details id="run-${id}">
    <summary>
      ${startedAt.slice(0, 16).replace('T', ' ')} · ${shortened(label, LONGEST_LABEL)} · ${said} ·
      ${countText(findings.length)} raised · ${secondsText(seconds)}
    </summary>
    <p class="soft">Run ${id}${costMicroUsd === 0 ? '' : `, ${moneyText(costMicroUsd)}`}</p>
    ${stepsOf(run)}
    <ol>
      ${findings.slice(0, MOST_FINDINGS).map((finding, at) => findingEntry(finding, anchorOf(run, at)))}
    </ol>
    ${untold > 0 ? html`<p>And ${countText(untold)} more.</p>` : null}
  </details> `;
}

function findingEntry({ severity, title, rule, place, state, end }: ToldFinding, anchor: string): Markup {
  const short = (text: string) => shortened(text, LONGEST_TEXT);
  return html`<li id="${anchor}">
    <strong>${short(title)}</strong> (${severity}, ${short(rule)}${place === null ? '' : `, ${short(place)}`}):
    ${short(state)}${end === null ? '' : `; ${end}`}
  </li> `;
}

function stepsOf({ steps, label, seconds }: ToldRun): Markup | null {
  const shown = steps.slice(0, MOST_STEPS);
  if (shown.length === 0) return null;
  const end = Math.max(seconds ?? 0, ...shown.map(({ from, to }) => to ?? from));
  const toneOf = (state: StepState): Tone => (state === 'ok' ? 'blue' : state === 'started' ? 'open' : 'bad');
  const rows = shown.map(({ name, state, from, to }) => ({
    name,
    bars: [{ from, to: to ?? end, tone: toneOf(state) }],
  }));
  return html`${waterfall(`What ran when, of ${shortened(label, LONGEST_LABEL)}; the table below has the numbers`, rows)}
  ${table(
    'Steps',
    [{ name: 'step' }, { name: 'ended' }, { name: 'began after', isNumber: true }, { name: 'took', isNumber: true }],
    shown.map(({ name, state, from, to }) => [
      name,
      state === 'started' ? 'without an end' : state,
      secondsText(from),
      to === null ? '–' : secondsText(to - from),
    ]),
  )}`;
}
