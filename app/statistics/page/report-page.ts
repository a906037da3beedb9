import { html, Markup } from './markup.ts';
import { PAGE_POLICY } from './page-policy.ts';
import type { ReportContents } from './report-contents.ts';
import { costSection, latencySection } from './sections/cost-and-time.ts';
import { coverageSection } from './sections/coverage.ts';
import { lifeSection } from './sections/life.ts';
import { folderSection, outcomeSection, reliabilitySection, ruleSection } from './sections/outcomes.ts';
import { overview } from './sections/overview.ts';
import { runsSection } from './sections/runs.ts';
import { storesSection } from './sections/stores.ts';
import { STYLE } from './style.ts';

/** Ours, and no text of anybody. */
const STYLESHEET = new Markup(STYLE);

/** The report as one HTML file that needs nothing else. The same contents give the same bytes. */
export function reportPage(contents: ReportContents): string {
  const { statistics, runs, stores } = contents;
  const told = runsSection(runs, statistics.runs.total);
  const sections: readonly (readonly [id: string, title: string, content: Markup])[] = [
    ...(stores === undefined ? [] : [['repositories', 'Repositories', storesSection(stores)] as const]),
    ['coverage', 'What was looked at', coverageSection(statistics)],
    ['outcomes', 'What became of published concerns', outcomeSection(statistics)],
    ['rules', 'Rules that earn their place', ruleSection(statistics, told.anchors)],
    ['reliability', 'Reliability: what is said, and what came true', reliabilitySection(statistics)],
    ['folders', 'Folders', folderSection(statistics)],
    ['life', 'The life of findings', lifeSection(statistics)],
    ['cost', 'Models and cost', costSection(statistics)],
    ['time', 'How long it takes', latencySection(statistics)],
    ['runs', 'The newest runs', told.content],
  ];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>Docket: report</title>
        <style>
          ${STYLESHEET}
        </style>
      </head>
      <body>
        <header>
          <h1>Docket: report</h1>
          ${overview(contents)}
          <nav aria-label="Sections">
            <ul>
              ${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
            </ul>
          </nav>
        </header>
        <main>
          ${sections.map(
            ([id, title, content]) =>
              html`<section id="${id}" aria-labelledby="${id}-title">
                <h2 id="${id}-title">${title}</h2>
                ${content}
              </section> `,
          )}
        </main>
      </body>
    </html> `.text;
}
