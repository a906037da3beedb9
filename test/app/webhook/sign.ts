import { createHmac } from 'node:crypto';

export const SECRET = 'a secret of forty-two characters, or more.';

/** What GitHub writes into `X-Hub-Signature-256`. */
export function sign(body: string, secret = SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** The headers of a delivery of GitHub. */
export function headersOf(body: string, given: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-github-delivery': 'd1',
    'x-github-event': 'pull_request',
    'x-github-hook-installation-target-type': 'integration',
    'x-github-hook-installation-target-id': '77',
    'x-hub-signature-256': sign(body),
    ...given,
  };
}
