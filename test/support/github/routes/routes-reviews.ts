import { renderReview, renderReviewComment } from '../render/render-comment.ts';
import type { WantedPlace } from '../resolve-place.ts';
import { json, number, paged, pullOf, text, writerOf } from '../call.ts';
import type { Call, Route } from '../call.ts';
import { checkReviewBody, forbidden, notFound, unprocessable } from '../refusal.ts';
import { Reviewing } from '../reviewing.ts';
import type { ReviewEvent } from '../reviewing.ts';
import { isAtLeast, reading, roleOf } from '../scene.ts';
import type { Need } from '../scene.ts';
import type { Pull, Review, Side } from '../state.ts';

const READ = reading('pull_requests');
/** Everybody who may read may review. */
const WRITE: Need = { any: [['pull_requests', 'write']], role: 'read' };
const AT = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews';

const reviewing = (call: Call): Reviewing => new Reviewing(call.scene.store);

/** A pending review exists for its author only. */
const isVisible = (call: Call, review: Review): boolean =>
  review.state !== 'PENDING' || review.author === call.token?.actor;

function reviewOf(call: Call, pull: Pull): Review {
  const id = Number(call.params['review_id']);
  const review = call.scene.store.state.reviews.find((one) => one.pull === pull && one.id === id);
  if (review === undefined || !isVisible(call, review)) throw notFound();
  return review;
}

const sideOf = (value: unknown): Side | null => (value === 'LEFT' || value === 'RIGHT' ? value : null);
const eventOf = (value: unknown): ReviewEvent | null =>
  value === 'COMMENT' || value === 'APPROVE' || value === 'REQUEST_CHANGES' ? value : null;

/** The place of a comment in a request; `side` is RIGHT unless it says otherwise. */
export function placeOf(given: Readonly<Record<string, unknown>>): WantedPlace {
  const side = sideOf(given['side']) ?? 'RIGHT';
  return {
    path: text(given['path']) ?? '',
    subject: given['subject_type'] === 'file' ? 'file' : 'line',
    side,
    line: number(given['line']),
    startLine: number(given['start_line']),
    startSide: sideOf(given['start_side']) ?? side,
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function create(call: Call): ReturnType<Route['run']> {
  const pull = pullOf(call, WRITE);
  const comments = (Array.isArray(call.body['comments']) ? call.body['comments'] : []).filter(isObject);
  const review = reviewing(call).create({
    pull,
    by: writerOf(call),
    commit: text(call.body['commit_id']),
    body: text(call.body['body']) ?? '',
    event: eventOf(call.body['event']),
    comments: comments.map((one) => ({ place: placeOf(one), body: text(one['body']) ?? '' })),
  });
  return json(renderReview(call.scene, review));
}

/** A review belongs to who wrote it. */
function ownReviewOf(call: Call): Review {
  const review = reviewOf(call, pullOf(call, WRITE));
  if (review.author !== call.token?.actor) throw forbidden();
  return review;
}

function submit(call: Call): ReturnType<Route['run']> {
  const review = ownReviewOf(call);
  const event = eventOf(call.body['event']);
  if (event === null) throw unprocessable('Event is not valid');
  return json(renderReview(call.scene, reviewing(call).submit(review, writerOf(call), event, text(call.body['body']))));
}

function edit(call: Call): ReturnType<Route['run']> {
  const review = ownReviewOf(call);
  const body = text(call.body['body']) ?? '';
  checkReviewBody(body);
  const at = call.scene.store.now();
  Object.assign(review, { body, updatedAt: at, lastEditedAt: at, editor: call.token?.actor ?? null });
  return json(renderReview(call.scene, review));
}

function dismiss(call: Call): ReturnType<Route['run']> {
  const pull = pullOf(call, WRITE);
  const review = reviewOf(call, pull);
  const { actor, app } = writerOf(call);
  if (app === null && !isAtLeast(roleOf(actor.login, pull.repository, call.scene.store), 'write')) throw forbidden();
  return json(renderReview(call.scene, reviewing(call).dismiss(review)));
}

/** Reviews of a pull request. */
export const REVIEW_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: AT,
    need: READ,
    run: (call) => {
      const pull = pullOf(call, READ);
      const reviews = call.scene.store.state.reviews.filter((one) => one.pull === pull && isVisible(call, one));
      return paged(call, reviews, (page) => page.map((review) => renderReview(call.scene, review)));
    },
  },
  { method: 'POST', path: AT, need: WRITE, run: create },
  {
    method: 'GET',
    path: `${AT}/{review_id}`,
    need: READ,
    run: (call) => json(renderReview(call.scene, reviewOf(call, pullOf(call, READ)))),
  },
  { method: 'PUT', path: `${AT}/{review_id}`, need: WRITE, run: edit },
  {
    method: 'DELETE',
    path: `${AT}/{review_id}`,
    need: WRITE,
    run: (call) => {
      const review = ownReviewOf(call);
      const shown = renderReview(call.scene, review);
      reviewing(call).delete(review);
      return json(shown);
    },
  },
  {
    method: 'GET',
    path: `${AT}/{review_id}/comments`,
    need: READ,
    run: (call) => {
      const comments = reviewing(call).commentsOf(reviewOf(call, pullOf(call, READ)));
      return paged(call, comments, (page) => page.map((one) => renderReviewComment(call.scene, one, 'legacy')));
    },
  },
  { method: 'PUT', path: `${AT}/{review_id}/dismissals`, need: WRITE, run: dismiss },
  { method: 'POST', path: `${AT}/{review_id}/events`, need: WRITE, run: submit },
];
