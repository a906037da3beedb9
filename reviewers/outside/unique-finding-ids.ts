import type { Finding } from '../../schemas/finding.ts';
import type { ReviewerReport } from '../../schemas/report.ts';

/**
 * Gives every finding of all reports an id of its own. Docket's own ids stay. An outside id stays when nobody else has it; ids
 * that clash (two tools that both count from 1) get the reviewer in front, and a number behind if that is not enough.
 */
export function uniqueFindingIds(reports: readonly ReviewerReport[]): ReviewerReport[] {
  const uses = countBy(reports.flatMap((report) => report.findings.map((finding) => finding.id)));
  const keeps = (finding: Finding): boolean => finding.origin !== 'outside' || uses.get(finding.id) === 1;
  const taken = new Set(reports.flatMap((report) => report.findings.filter(keeps).map((finding) => finding.id)));
  // Where the last search for a free number ended: a thousand findings of one id are not a thousand searches from the beginning.
  const last = new Map<string, number>();
  const claim = (wanted: string): string => {
    let id = wanted;
    let count = last.get(wanted) ?? 1;
    for (; taken.has(id); id = `${wanted}~${count}`) count += 1;
    last.set(wanted, count);
    taken.add(id);
    return id;
  };
  return reports.map((report) => ({
    ...report,
    findings: report.findings.map((finding) =>
      keeps(finding) ? finding : { ...finding, id: claim(`${finding.reviewer}/${finding.id}`) },
    ),
  }));
}

function countBy(ids: readonly string[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const id of ids) uses.set(id, (uses.get(id) ?? 0) + 1);
  return uses;
}
