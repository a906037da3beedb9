import { z } from 'zod';
import { Finding } from '../../schemas/finding.ts';
import { LooseFinding } from '../../schemas/loose-findings.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import { looseReader } from './loose-finding.ts';
import { outsideReport } from './outside-report.ts';
import { misfit, parseJson, parseWith, type JsonPlace } from './parse-json.ts';
import { pathProblem } from './repository-path.ts';
import { uniqueFindingIds } from './unique-finding-ids.ts';

const REMEDY = 'docs/outside-findings.md describes both forms; schemas/json has their JSON Schemas.';

const List = z.array(z.unknown());
const Document = z.object({ findings: List });

/**
 * Reads findings that somebody else made: Docket's own finding JSON, or the loose form, one reviewer's report each in the order
 * of their first finding. A finding with a `text` is loose. All of the file is understood or none: the first value that does
 * not fit ends in an `InputError` that names the file and the place inside it.
 *
 * @param where the name of the file, for errors
 */
export function readFindings(text: string, where: string): ReviewerReport[] {
  const document = parseJson(text, where);
  const nested = !Array.isArray(document);
  const root: JsonPlace = { where, path: [], remedy: REMEDY };
  const items = nested ? parseWith(Document, document, root).findings : document;
  const entries = items.map((item, index) => {
    const at = { ...root, path: nested ? ['findings', index] : [index] };
    return isLoose(item)
      ? { loose: checked(parseWith(LooseFinding, item, at), at) }
      : { strict: checked({ ...parseWith(Finding, item, at), origin: 'outside' as const }, at) };
  });
  const read = looseReader(
    entries.flatMap((entry) => entry.loose ?? []),
    entries.flatMap((entry) => entry.strict?.reviewer ?? []),
  );
  const findings = entries.map((entry) => (entry.loose === undefined ? entry.strict : read.finding(entry.loose)));
  const byReviewer = Map.groupBy(findings, (finding) => finding.reviewer);
  const reports = [...byReviewer].map(([reviewer, own]) =>
    outsideReport({ reviewer, findings: own, notes: read.notes(reviewer) }),
  );
  return uniqueFindingIds(reports);
}

function isLoose(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'text' in item;
}

/** Refuses a place outside the repository. */
function checked<T extends Finding | LooseFinding>(finding: T, at: JsonPlace): T {
  const strict = 'location' in finding;
  const path = strict ? finding.location?.path : finding.path;
  const problem = path === undefined || path === null ? null : pathProblem(path);
  if (problem !== null)
    throw misfit({ ...at, path: [...at.path, ...(strict ? ['location', 'path'] : ['path'])] }, problem);
  return finding;
}
