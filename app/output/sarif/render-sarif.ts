import type { ReviewComment } from '../../../schemas/review.ts';
import { jsonText } from '../json-text.ts';
import { type Remark, remarksOf } from '../remarks.ts';
import type { ReviewOutput } from '../review-output.ts';
import { plain, sarifResult } from './sarif-result.ts';
import { artifactLocation, ORIGINAL_URI_BASE_IDS } from './sarif-uri.ts';
import { isIncomplete } from '../coverage.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What is known about a rule besides its name. */
export interface RuleDescription {
  readonly summary: string;
  readonly references?: readonly string[] | undefined;
}

/**
 * The review as SARIF 2.1.0. Findings that were held back are left out, because readers such as code scanning show suppressed
 * results as open alerts; their number stands in the run's properties and all of them in the JSON. What was raised before and still
 * stands is among the results, and says so in its properties. What failed or was not looked
 * at is a notification, and an incomplete review is an execution that did not succeed.
 *
 * @param rules descriptions by rule id, as far as the caller knows them
 */
export function renderSarif(output: ReviewOutput, rules: ReadonlyMap<string, RuleDescription> = new Map()): string {
  const { review } = output;
  // What a reader closes when it is missing must not be missing while it stands.
  const before = (review.remembered ?? []).filter(({ state }) => state !== 'fixed' && state !== 'dismissed');
  const comments = [...review.comments, ...before.map(({ comment }) => comment)];
  const ids = [...new Set(comments.map((comment) => comment.rule))];
  const findings = new Map(output.findings.map((finding) => [finding.id, finding]));
  const run = {
    tool: {
      driver: {
        name: 'Docket',
        version: output.docketVersion,
        rules: ids.map((id) => rule(id, comments, rules.get(id))),
      },
    },
    invocations: [
      {
        executionSuccessful: !isIncomplete(review),
        exitCode: output.exit.code,
        ...(output.exit.conditions.length === 0 ? {} : { exitCodeDescription: output.exit.conditions.join(', ') }),
        toolExecutionNotifications: remarksOf(output).map(notification),
      },
    ],
    // The part before the last slash is the category that code scanning keeps apart from other tools' results.
    automationDetails: { id: `docket/${output.runId ?? ''}` },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: ORIGINAL_URI_BASE_IDS,
    results: [
      ...review.comments.map((comment) => sarifResult(comment, { ruleIndex: ids.indexOf(comment.rule), findings })),
      ...before.map(({ comment, state, note }) =>
        sarifResult(comment, {
          ruleIndex: ids.indexOf(comment.rule),
          findings,
          properties: { raisedBefore: state, note },
        }),
      ),
    ],
    properties: {
      verdict: review.verdict,
      verdictReason: review.verdictReason,
      incompleteReasons: review.incompleteReasons,
      coverage: review.coverage,
      judged: review.judged ?? null,
      notCovered: review.notCovered ?? null,
      tier: output.changeSet.tier,
      states: review.states,
      usage: output.usage,
      judge: output.judge,
    },
  };
  return jsonText({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
}

/** By the middle of the bands that GitHub has for them: critical from 9.0, medium from 4.0, low from 0.1. */
const SEVERITIES = [
  { severity: 'critical', problem: 'error', score: '9.5' },
  { severity: 'warning', problem: 'warning', score: '5.5' },
  { severity: 'suggestion', problem: 'recommendation', score: '2.0' },
] as const;

function rule(id: string, comments: readonly ReviewComment[], known: RuleDescription | undefined) {
  const [reviewer = id, ...name] = id.split('/');
  const text = known?.summary ?? `${name.join('/').replaceAll('-', ' ')} (${reviewer})`;
  const cited = comments.filter((comment) => comment.rule === id).flatMap((comment) => comment.references);
  const references = [...new Set([...(known?.references ?? []), ...cited])];
  const weaknesses = references.flatMap((reference) => /^CWE-(\d+)$/.exec(reference)?.[1] ?? []);
  const [weakness] = weaknesses;
  const page =
    references.find((reference) => /^https:\/\/[^\s<>"{}|\\^`[\]]+$/.test(reference)) ??
    (weakness === undefined ? undefined : `https://cwe.mitre.org/data/definitions/${weakness}.html`);
  const gravest = SEVERITIES.find(({ severity }) =>
    comments.some((one) => one.rule === id && one.severity === severity),
  );
  return {
    id,
    shortDescription: { text: plain(text) },
    help: {
      text: plain([text, ...references].join('\n')),
      markdown: plain([text, ...references.map((one) => `- \`${one.replaceAll('`', "'")}\``)].join('\n\n')),
    },
    ...(page === undefined ? {} : { helpUri: page }),
    properties: {
      ...(gravest === undefined ? {} : { 'problem.severity': gravest.problem }),
      // What code scanning calls critical, high, medium or low; only of rules with the tag `security`.
      ...(gravest === undefined || reviewer !== 'security' ? {} : { 'security-severity': gravest.score }),
      tags: [...new Set([reviewer, ...weaknesses.map((number) => `external/cwe/cwe-${number.padStart(3, '0')}`)])],
    },
  };
}

function notification(remark: Remark) {
  const acceptance = remark.acceptance === undefined ? '' : `. ${remark.acceptance.where}: ${remark.acceptance.line}`;
  return {
    descriptor: { id: `docket/${remark.id}` },
    level: remark.level,
    message: { text: plain(`${remark.text}${acceptance}`) },
    ...(remark.paths.length === 0
      ? {}
      : {
          locations: remark.paths.map((path) => ({ physicalLocation: { artifactLocation: artifactLocation(path) } })),
        }),
  };
}
