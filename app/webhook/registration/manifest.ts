/** What the App may do and hears of, as in `app.yml`; a test holds the two together. */
export const MANIFEST = {
  name: 'Docket',
  description: 'Reviews pull requests. Several specialist reviewers, one quiet review, a history behind it.',
  url: 'https://github.com/docket/docket',
  default_permissions: {
    metadata: 'read',
    contents: 'read',
    pull_requests: 'write',
    issues: 'read',
    checks: 'write',
    merge_queues: 'read',
  },
  default_events: [
    'pull_request',
    'issue_comment',
    'pull_request_review_comment',
    'check_run',
    'check_suite',
    'merge_group',
  ],
} as const;
