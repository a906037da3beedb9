import { InfrastructureError } from '../../../schemas/problem.ts';
import { escapeLine } from '../../local/git/escape-line.ts';
import type { ErrorResponse } from './error-response.ts';
import { secondsToWait } from './rate-limit.ts';

/** A request, as far as people need to know it. */
export interface Asked {
  /** `POST /repos/owner/name/pulls/7/reviews`, or the name of a GraphQL operation. */
  readonly where: string;
  readonly isRead: boolean;
}

/** GitHub said no, said something that nobody understands, or said nothing. */
export class GitHubError extends InfrastructureError {
  /** Null when there was no answer: a write may have happened. */
  readonly status: number | null;
  /** The token may not do this. GitHub often says 404 instead of 403, so a write that is answered 404 counts too. */
  readonly isPermission: boolean;
  /** What was sent is not acceptable. */
  readonly isValidation: boolean;
  /** What was meant is not there, or not shown to this token. */
  readonly isGone: boolean;
  /** A limit stopped it, for longer than we wait; it had no effect. */
  readonly isRateLimit: boolean;

  constructor(answered: ErrorResponse, asked: Asked) {
    const { status, types, cause } = answered;
    const isRateLimit = limitOf(answered) !== null;
    const isNotFound = status === 404 || types.includes('NOT_FOUND');
    const isForbidden = (status === 403 && !isRateLimit) || types.includes('FORBIDDEN');
    const isPermission = status === 401 || isForbidden || (isNotFound && !asked.isRead);
    super({
      what: `${status === null ? 'GitHub gave no usable answer' : 'GitHub refused'}: ${escapeLine(answered.message)}`,
      where: status === null || types.length > 0 ? asked.where : `${asked.where} (${status})`,
      remedy: remedyOf(answered, { isRateLimit, isPermission }),
      cause: cause ?? undefined,
    });
    this.status = status;
    this.isPermission = isPermission;
    this.isValidation = !isRateLimit && (status === 422 || types.includes('UNPROCESSABLE'));
    this.isGone = isNotFound || status === 410;
    this.isRateLimit = isRateLimit;
  }
}

/** Seconds until a limit ends; null when it was no limit. */
export function limitOf({ status, headers, message, types }: ErrorResponse): number | null {
  const isRateLimited = types.includes('RATE_LIMITED');
  return secondsToWait({ status: status ?? 0, headers, message, isRateLimited }, Date.now());
}

function remedyOf(
  answered: ErrorResponse,
  { isRateLimit, isPermission }: { readonly isRateLimit: boolean; readonly isPermission: boolean },
): string {
  const { status, headers } = answered;
  if (isRateLimit)
    return `Try again in ${Math.ceil(limitOf(answered) ?? 0)} seconds; GitHub limits how much one identity may ask.`;
  if (status === 401) return 'The token is not valid, or not any more. Hand over a fresh one.';
  if (isPermission) {
    const accepted = headers['x-accepted-github-permissions'];
    const needed = accepted === undefined ? '' : ` It needs: ${escapeLine(String(accepted))}.`;
    return `Give the token the permission for this, and see that it may access this repository.${needed}`;
  }
  if (status === null) return 'Check that the address is right and that GitHub can be reached from here.';
  if (status >= 500) return 'GitHub has trouble; try again later (https://www.githubstatus.com).';
  return 'Check that what is named there still exists.';
}
