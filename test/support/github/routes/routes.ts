import type { Route } from '../call.ts';
import { APP_ROUTES } from './routes-app.ts';
import { CHECK_ROUTES } from './routes-checks.ts';
import { COMMENT_ROUTES } from './routes-comments.ts';
import { GIT_ROUTES } from './routes-git.ts';
import { PULL_ROUTES } from './routes-pulls.ts';
import { REPOSITORY_ROUTES } from './routes-repository.ts';
import { REVIEW_ROUTES } from './routes-reviews.ts';

/** Everything of REST that is modelled. */
export const ROUTES: readonly Route[] = [
  ...PULL_ROUTES,
  ...REVIEW_ROUTES,
  ...COMMENT_ROUTES,
  ...CHECK_ROUTES,
  ...REPOSITORY_ROUTES,
  ...GIT_ROUTES,
  ...APP_ROUTES,
];
