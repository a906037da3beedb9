import { createHash } from 'node:crypto';
import type { Delivery } from '../../../history/deliveries/delivery.ts';
import type { QueueStatus } from '../../../history/deliveries/delivery-queue.ts';
import { html, Markup, type MarkupValue, shortened } from '../../statistics/page/markup.ts';
import { STYLE } from '../../statistics/page/style.ts';
import { table } from '../../statistics/page/table.ts';

const STYLE_ELEMENT = new Markup(`<style>${STYLE}</style>`);
const STYLE_DIGEST = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is loaded, nothing runs, and forms go to us alone. */
export const STATUS_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_DIGEST}'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'`;

/** Notes are sentences; what follows them may be anybody's. */
const MOST_NOTE = 500;
const MOST_NAME = 200;

function page(title: string, body: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `.text;
}

/** Asks for the token. */
export function signInPage(said: string | null): string {
  return page(
    'Docket: sign in',
    html`${said === null ? null : html`<p role="alert">${said}</p>`}
      <form method="post" action="/sign-in">
        <p>
          <label for="token">Token of the operator (DOCKET_STATUS_TOKEN)</label><br />
          <input id="token" name="token" type="password" autocomplete="off" required />
        </p>
        <p><button>Sign in</button></p>
      </form>`,
  );
}

/** What the queue holds. */
export interface QueueContents {
  readonly status: QueueStatus;
  readonly running: readonly Delivery[];
  readonly waiting: readonly Delivery[];
  readonly failed: readonly Delivery[];
}

/** The queue; with buttons for whom a proof is given. `said` is what came of the last one. */
export function queuePage(
  { status, running, waiting, failed }: QueueContents,
  { proof, said }: { readonly proof: string | null; readonly said: string | null },
): string {
  const { oldestWaitingAt } = status;
  return page(
    'Docket: deliveries',
    html`${said === null ? null : html`<p role="status">${said}</p>`}
      <ul class="tiles">
        <li><b>${String(status.waiting)}</b> waiting</li>
        <li><b>${String(status.running)}</b> running</li>
        <li><b>${String(status.failed)}</b> failed</li>
      </ul>
      <p class="soft">
        ${oldestWaitingAt === null ? 'None waits.' : `The oldest that waits came ${timeText(oldestWaitingAt)}.`}
      </p>
      <h2>Failed</h2>
      ${rowsOr(
        'The newest deliveries that were given up',
        ['Delivery', 'Place', 'Event', 'Came', 'Reason', 'Retry'],
        failed.map((one) => [...namesOf(one), shortened(one.note ?? '', MOST_NOTE), retryForm(one, proof)]),
      )}
      <h2>Running</h2>
      ${rowsOr(
        'Deliveries that are worked on',
        ['Delivery', 'Place', 'Event', 'Came', 'Try'],
        running.map((one) => [...namesOf(one), String(one.attempts + 1)]),
      )}
      <h2>Waiting</h2>
      ${rowsOr(
        'The newest deliveries that wait',
        ['Delivery', 'Place', 'Event', 'Came', 'Not before', 'Note'],
        waiting.map((one) => [...namesOf(one), timeText(one.dueAt), shortened(one.note ?? '', MOST_NOTE)]),
      )}
      ${
        proof === null
          ? null
          : html`<form method="post" action="/sign-out">
              <p><input type="hidden" name="proof" value="${proof}" /><button>Sign out</button></p>
            </form>`
      }`,
  );
}

function rowsOr(caption: string, columns: readonly string[], rows: readonly (readonly MarkupValue[])[]): Markup {
  if (rows.length === 0) return html`<p class="soft">None.</p>`;
  return table(
    caption,
    columns.map((name) => ({ name })),
    rows,
  );
}

const namesOf = ({ id, lane, event, receivedAt }: Delivery): string[] => [
  shortened(id, MOST_NAME),
  shortened(lane, MOST_NAME),
  shortened(event, MOST_NAME),
  timeText(receivedAt),
];

function retryForm({ id, lane }: Delivery, proof: string | null): Markup | string {
  if (proof === null) return 'POST /retry';
  return html`<form method="post" action="/retry">
    <input type="hidden" name="proof" value="${proof}" />
    <input type="hidden" name="delivery" value="${id}" />
    <button aria-label="Retry ${shortened(lane, MOST_NAME)}, delivery ${shortened(id, MOST_NAME)}">Retry</button>
  </form>`;
}

/** To the second, by UTC. */
const timeText = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
