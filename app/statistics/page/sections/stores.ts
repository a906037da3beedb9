import type { ToldStore } from '../../../../schemas/fleet/fleet-statistics.ts';
import { moneyText } from '../../../output/usage-text.ts';
import { countText } from '../figures.ts';
import { html, type Markup, shortened } from '../markup.ts';
import { numberColumns, table } from '../table.ts';

/** A page stays readable, and under its size. */
const MOST_ROWS = 500;
const LONGEST_REASON = 300;

/** The repositories of a fleet, those with the most runs first, and which of them are missing from the figures. */
export function storesSection(stores: readonly ToldStore[]): Markup {
  const missing = stores.filter(({ state }) => state !== 'read');
  const shown = stores.toSorted((a, b) => b.runs - a.runs).slice(0, MOST_ROWS);
  const columns = [...numberColumns('Repository', 'runs', 'published', 'accepted', 'cost'), { name: 'last run' }];
  const rows = shown.map(({ name, runs, published, accepted, costMicroUsd, lastRunAt }) => [
    name,
    countText(runs),
    countText(published),
    countText(accepted),
    moneyText(costMicroUsd),
    lastRunAt?.slice(0, 10) ?? '–',
  ]);
  const absent = missing.map(
    ({ name, state, exitCode, reason }) =>
      html`<li>
        ${name}: ${state === 'partly' ? 'only in part' : 'missing'} (exit code ${exitCode}):
        ${shortened(reason ?? '', LONGEST_REASON)}
      </li>`,
  );
  return html`<p>
      ${countText(stores.length - missing.length)} of ${countText(stores.length)} repositories are in all figures of
      this page.
    </p>
    ${
      missing.length === 0
        ? null
        : html`<ul>
            ${absent}
          </ul>`
    }
    ${table('Repositories, most runs first', columns, rows)}
    ${stores.length > shown.length ? html`<p>${countText(stores.length - shown.length)} more are in the JSON.</p>` : null}`;
}
