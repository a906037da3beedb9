import type { SecretScanner } from '../../../forge/forge.ts';
import type { PlannedCheck, PlannedPublication } from '../../../schemas/publication.ts';
import type { ReviewComment } from '../../../schemas/review.ts';
import { scrubValue } from '../../known-secrets.ts';
import { type Scrubbed, scrubTexts } from './scrub-text.ts';

/** What stands in the place of a text that must not be shown. */
const WITHHELD = 'This text was withheld: it may hold a secret, or could not be searched for one. The log has it.';

/**
 * The last look before anything leaves: every body, mark, title and annotation is searched for secrets, split and encoded ones too, and
 * what is found is blanked. A text that cannot be searched is withheld and says so; the rest is published.
 */
export async function scrubPublication(
  unsafe: PlannedPublication,
  scanner: SecretScanner,
): Promise<PlannedPublication> {
  // Known ones first, over all texts together: a secret may be cut over two comments.
  const plan = scrubValue(unsafe);
  const asked: string[] = [];
  // The same walk twice: first to ask about each text, then to put in what came back.
  withTexts(plan, (text) => (asked.push(text), text));
  const answers = (await scrubTexts(scanner, asked)).values();
  return withTexts(plan, (_text, kind) => shown(answers.next().value, kind));
}

type Kind = 'markdown' | 'plain' | 'title';
type Change = (text: string, kind: Kind) => string;

function shown(one: Scrubbed | undefined, kind: Kind): string {
  if (one?.clean !== true) return kind === 'title' ? 'Withheld: it may hold a secret' : WITHHELD;
  // A suggestion with a blanked part must not be applied by a click.
  return one.changed && kind === 'markdown' ? one.text.replace(/^(`{3,})suggestion$/gm, '$1') : one.text;
}

function withTexts(plan: PlannedPublication, change: Change): PlannedPublication {
  const { review, updates, replies, summary, check } = plan;
  return {
    ...plan,
    review: review && {
      ...review,
      body: review.body === '' ? '' : change(review.body, 'markdown'),
      comments: review.comments.map((one) => ({
        ...one,
        body: change(one.body, 'markdown'),
        mark: markWith(one.mark, change),
      })),
    },
    updates: updates.map((one) => ({ ...one, body: change(one.body, 'markdown'), mark: markWith(one.mark, change) })),
    replies: replies.map((one) => ({ ...one, body: change(one.body, 'markdown') })),
    summary: summary && {
      body: change(summary.body, 'markdown'),
      mark: { ...summary.mark, concerns: summary.mark.concerns.map((one) => markWith(one, change)) },
    },
    check: check && checkWith(check, change),
  };
}

/** The texts of a mark; its digests and places are no prose, and a changed one would be another concern. */
function markWith<T extends { readonly comment: ReviewComment; readonly reason: string | null }>(
  mark: T,
  change: Change,
): T {
  const { comment, reason } = mark;
  const { evidence, references } = comment;
  return {
    ...mark,
    comment: {
      ...comment,
      title: change(comment.title, 'title'),
      // Words of ours must not pass for a quote.
      evidence: evidence === null ? null : quoteOf(change(evidence, 'plain')),
      references: references.map((one) => change(one, 'plain')),
    },
    reason: reason === null ? null : change(reason, 'plain'),
  };
}

function quoteOf(text: string): string | null {
  return text === WITHHELD ? null : text;
}

function checkWith(check: PlannedCheck, change: Change): PlannedCheck {
  return {
    ...check,
    title: change(check.title, 'title'),
    summary: change(check.summary, 'markdown'),
    annotations: check.annotations.map((one) => ({
      ...one,
      title: change(one.title, 'title'),
      message: change(one.message, 'plain'),
    })),
  };
}
