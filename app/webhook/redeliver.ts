import { z } from 'zod';
import type { GitHub } from '../../forge/github/api/client.ts';

/** One attempt of GitHub to deliver, as it lists them. */
const ListedDelivery = z.object({
  id: z.int(),
  guid: z.string(),
  delivered_at: z.string(),
  event: z.string(),
  status_code: z.int(),
});
const ListedDeliveries = z.array(ListedDelivery);

export interface RedeliverParts {
  /** GitHub under the App's own identity. */
  readonly github: GitHub;
  /** How a delivery of this id stands with us; null when we do not have it. `failed`: for a reason that may have passed. */
  readonly standing: (id: string) => Promise<'settled' | 'failed' | null>;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** GitHub delivers again only what is younger. */
const WINDOW_MS = 3 * 24 * 60 * 60 * 1000;
/** Bounds one round: the next one finds what is left. */
const MOST_PAGES = 50;
const MOST_REDELIVERIES = 1000;
/** What failed so often will fail again. */
const MOST_ATTEMPTS = 5;
const OF_INTEREST: ReadonlySet<string> = new Set([
  'pull_request',
  'issue_comment',
  'pull_request_review_comment',
  'check_run',
  'check_suite',
  'merge_group',
  'installation',
  'installation_repositories',
]);

/**
 * Asks GitHub to deliver again what it could not deliver and what we do not have, and what we had and could not work on for a reason that
 * passes: GitHub itself never tries a second time, and of what has failed we keep no body. Returns how many.
 */
export async function redeliverFailed(parts: RedeliverParts): Promise<number> {
  const { github, standing, now, signal } = parts;
  const attempts = new Map<string, { newest: number; count: number; delivered: boolean; event: string }>();
  let pages = 0;
  for await (const { data } of github.rest.paginate.iterator('GET /app/hook/deliveries', { per_page: 100 })) {
    const listed = ListedDeliveries.parse(data);
    for (const { id, guid, status_code: status, event } of listed) {
      const before = attempts.get(guid);
      // The newest attempt comes first.
      attempts.set(guid, {
        newest: before?.newest ?? id,
        count: (before?.count ?? 0) + 1,
        delivered: before?.delivered === true || (status >= 200 && status < 300),
        event,
      });
    }
    pages += 1;
    const oldest = listed.at(-1);
    if (pages >= MOST_PAGES || oldest === undefined || now() - Date.parse(oldest.delivered_at) > WINDOW_MS) break;
  }
  const lost: [string, { newest: number }][] = [];
  for (const [guid, attempt] of attempts) {
    const { delivered, count, event } = attempt;
    if (count >= MOST_ATTEMPTS || !OF_INTEREST.has(event)) continue;
    const known = await standing(guid);
    if (delivered ? known === 'failed' : known !== 'settled') lost.push([guid, attempt]);
  }
  // Oldest first: they are to be worked on in their order.
  const wanted = lost.toReversed().slice(0, MOST_REDELIVERIES);
  let asked = 0;
  for (const [guid, { newest }] of wanted) {
    signal.throwIfAborted();
    // It may have come while we were looking.
    if ((await standing(guid)) === 'settled') continue;
    asked += 1;
    await github.rest.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: newest });
  }
  return asked;
}
