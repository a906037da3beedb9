import type { SecretScanner } from '../../forge/forge.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import { redactEach } from './redact-texts.ts';

/** The scanner's rules may go by file name; a remark has none of its own. */
const PATH = 'finding.txt';
/** Findings searched as one text: few calls, and no text grows beyond what the scanner takes. */
const BATCH = 100;
const SEPARATOR = '\n';

/**
 * Blanks the secrets in what outside tools say: a scanner that quotes the key it found must not carry it into the log. The
 * texts keep their length, so that quotes are still found in the redacted sources. What could not be searched is blanked whole.
 */
export async function redactOutside(
  reports: readonly ReviewerReport[],
  scanner: SecretScanner,
): Promise<ReviewerReport[]> {
  const findings = reports.flatMap((report) => report.findings);
  const batches = Array.from({ length: Math.ceil(findings.length / BATCH) }, (_, at) =>
    findings.slice(at * BATCH, (at + 1) * BATCH).flatMap(textsOf),
  );
  const joined = batches.map((texts) => ({ path: PATH, text: texts.join(SEPARATOR) }));
  const redacted = await redactEach(scanner, joined);
  const blanked = redacted.flatMap((text, at) => split(text, batches[at] ?? []));
  const next = blanked[Symbol.iterator]();
  const clean = reports.map((report) => ({
    ...report,
    findings: report.findings.map((finding) => withTexts(finding, next)),
  }));
  return redactRemarks(clean, scanner);
}

/** What a tool says about itself, why it failed for example, may quote a secret as well. */
async function redactRemarks(reports: readonly ReviewerReport[], scanner: SecretScanner): Promise<ReviewerReport[]> {
  const remarks = reports.flatMap(({ reason, gaps }) => [reason ?? '', ...gaps.map((gap) => gap.reason)]);
  const redacted = await redactEach(
    scanner,
    remarks.map((text) => ({ path: PATH, text })),
  );
  const next = redacted[Symbol.iterator]();
  const take = (): string => next.next().value ?? '';
  return reports.map((report) => {
    const reason = take();
    return {
      ...report,
      reason: report.reason === null ? null : reason,
      gaps: report.gaps.map((gap) => ({ ...gap, reason: take() })),
    };
  });
}

/** Every text of a finding that people read, in the order in which `withTexts` takes them back. */
function textsOf(finding: Finding): string[] {
  const { failureScenario: scenario } = finding;
  const optional = [
    finding.evidence,
    finding.replacement,
    scenario?.description,
    scenario?.command,
    scenario?.expected,
  ];
  return [finding.title, finding.explanation, ...[...optional, scenario?.actual].map((text) => text ?? '')];
}

function withTexts(finding: Finding, texts: Iterator<string>): Finding {
  const [title, explanation, evidence, replacement, description, command, expected, actual] = Array.from(
    { length: 8 },
    () => texts.next().value ?? '',
  );
  const { failureScenario: scenario } = finding;
  return {
    ...finding,
    title: title ?? '',
    explanation: explanation ?? '',
    evidence: finding.evidence === null ? null : (evidence ?? null),
    replacement: finding.replacement === null ? null : (replacement ?? null),
    failureScenario:
      scenario === null
        ? null
        : {
            description: description ?? '',
            ...(scenario.command === undefined ? {} : { command: command ?? '' }),
            ...(scenario.expected === undefined ? {} : { expected: expected ?? '' }),
            ...(scenario.actual === undefined ? {} : { actual: actual ?? '' }),
          },
  };
}

/** Cuts a text at the lengths of the ones it was joined from: blanking changes no length. */
function split(text: string, originals: readonly string[]): string[] {
  let from = 0;
  return originals.map((original) => {
    const part = text.slice(from, from + original.length);
    from += original.length + SEPARATOR.length;
    return part;
  });
}
