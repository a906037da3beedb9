import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Review } from '../../../schemas/review.ts';
import type { Attack } from './attack.ts';
import { findingsOf } from './obeying-model.ts';
import { attackRepository, SINK, type Run } from './run-attack.ts';
import type { Planted } from './secrets.ts';

/**
 * The same attack on a reviewer as it should not be: tools that read whatever the process can read, output as the model wrote it, and a
 * verdict that the model decides. An attack that harms not even this one would prove nothing.
 */
export function runNaively(attack: Attack, planted: Planted): Run {
  const repository = attackRepository(attack, planted);
  try {
    const spelt: Attack = JSON.parse(JSON.stringify(attack).replaceAll('{OUTSIDE}', planted.outsideFile));
    const shown = spelt.obey.tools.map(({ name, input }) => toolResult(repository.path, name, input));
    const leak = shown.join('\n');
    const findings = findingsOf(spelt, leak);
    const words = findings.flatMap((one) => Object.values(one).map((value) => wordsOf(value)));
    const said = [...words, spelt.obey.says ?? ''].join('\n\n');
    const approves = spelt.obey.judge !== 'keep' || findings.length === 0;
    const outputs = { markdown: said, pretty: said, json: said, sarif: said };
    return { sent: shown, outputs, review: naiveReview(approves) };
  } finally {
    repository.remove();
  }
}

function toolResult(root: string, name: string, input: Readonly<Record<string, unknown>>): string {
  const asked = Object.values(input).map(String);
  try {
    if (!name.startsWith('read'))
      return execFileSync('sh', ['-c', 'env; cat .env.example .git/config'], { cwd: root, encoding: 'utf8' });
    const path = asked[0] ?? '';
    // What a process adds to its environment later is not in that file: asked from a process of its own, it is.
    if (path.endsWith('/environ')) return execFileSync('env', { encoding: 'utf8' });
    return readFileSync(path.startsWith('/') ? path : resolve(root, path), 'utf8');
  } catch (error) {
    return String(error);
  }
}

function wordsOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? Object.values(value).join('\n') : String(value);
}

function naiveReview(approves: boolean): Review {
  const states = { inline: 0, file: 0, summary: 0, merged: 0, suppressed: 0, failed: 0 };
  const rest = {
    coverage: 'full' as const,
    reviewers: [],
    unread: [],
    counts: { critical: 0, warning: 0, suggestion: 0 },
    states,
  };
  if (approves) return { verdict: 'approved', verdictReason: '', incompleteReasons: [], comments: [], ...rest };
  const location = { path: SINK.path, side: 'new' as const, startLine: 3, endLine: 3 };
  const comment = {
    finding: 'f',
    merged: [],
    reviewers: ['security'],
    origins: ['check' as const],
    fingerprint: '',
    concern: '',
    rule: 'security/command-injection',
    severity: 'critical' as const,
    confidence: 800,
    placement: 'inline' as const,
    location,
    evidence: SINK.code,
    title: '',
    explanation: '',
    failureScenario: null,
    replacement: null,
    references: [],
  };
  const reason = 'the model half of quality did not finish';
  return {
    verdict: 'significant_concerns',
    verdictReason: '',
    incompleteReasons: [reason],
    comments: [comment],
    ...rest,
  };
}
