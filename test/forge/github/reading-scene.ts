import { createGitHub, type GitHub, type GitHubOptions } from '../../../forge/github/api/client.ts';
import { sealMarker } from '../../../forge/github/publish/marker.ts';
import type { ConcernMark, Mark, SummaryMark } from '../../../schemas/publication.ts';
import type { StandInScene } from './stand-in-scene.ts';

/** The project's own client, against the local GitHub. */
export function clientOf(scene: StandInScene, more: Partial<GitHubOptions> = {}): GitHub {
  const { apiUrl, serverUrl } = scene.github;
  return createGitHub({
    apiUrl,
    serverUrl,
    token: async () => scene.token,
    userAgent: 'reading test',
    // What is not there stays so here: nothing is gained by waiting for it.
    notThereMs: [10, 10],
    ...more,
  });
}

export const REF = { owner: 'octo', name: 'project', number: 1 };
const PUBLICATION = '0199c0de-0000-7000-8000-000000000001';

export function concernMark(concern: string, more: Partial<ConcernMark> = {}): ConcernMark {
  return {
    kind: 'concern',
    publication: PUBLICATION,
    head: 'a'.repeat(40),
    comment: {
      finding: `f-${concern}`,
      merged: [],
      reviewers: ['security'],
      origins: ['check'],
      fingerprint: `p-${concern}`,
      concern,
      rule: 'security/sql-injection',
      severity: 'warning',
      confidence: 800,
      placement: 'inline',
      location: { path: 'a.txt', side: 'new', startLine: 10, endLine: 10 },
      evidence: 'changed',
      title: 'A title',
      explanation: '',
      failureScenario: null,
      replacement: null,
      references: [],
    },
    blob: 'b'.repeat(40),
    state: 'raised',
    actor: null,
    reason: null,
    ...more,
  };
}

export function summaryMark(head = 'a'.repeat(40)): SummaryMark {
  return {
    kind: 'summary',
    publication: PUBLICATION,
    head,
    base: 'c'.repeat(40),
    verdict: 'approved',
    complete: true,
    concerns: [],
    pausedBy: null,
  };
}

export const marked = (mark: Mark, text: string): string => `${sealMarker(mark)}\n${text}`;
