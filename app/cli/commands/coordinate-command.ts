import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Coordination } from '../../../schemas/coordination.ts';
import { InputError } from '../../../schemas/problem.ts';
import type { ReviewerReport } from '../../../schemas/report.ts';
import { exitOf } from '../../exit-code.ts';
import { gatherSources } from '../../analyse/gather-sources.ts';
import { jsonText } from '../../output/json-text.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import { policyOf } from '../../plan.ts';
import { openChange } from '../../analyse/open-change.ts';
import { openHost } from '../host.ts';
import { parseOutside, redactedOutside } from '../outside-reports.ts';
import { workspaceRequest } from '../source-options.ts';

/** The options of `docket coordinate`, as commander hands them over. */
export interface CoordinateOptions {
  readonly diff: string;
  readonly findings: readonly string[];
  readonly sarif: readonly string[];
  readonly config?: string;
  readonly json?: boolean;
}

/** `docket coordinate`: the coordinator alone, on findings of other tools. Every finding is told, with its end and why. */
export async function coordinateCommand(options: CoordinateOptions): Promise<number> {
  if (options.findings.length + options.sarif.length === 0) {
    throw new InputError({
      what: 'no findings were given',
      remedy: 'Name at least one file with --findings or --sarif; docs/outside-findings.md describes them.',
    });
  }
  const host = openHost(undefined);
  const place = await workspaceRequest(host, undefined, options);
  try {
    const change = await openChange(place);
    try {
      const { sarif, findings } = options;
      const { scanner } = change;
      const outside = await parseOutside({ cwd: host.cwd, root: null, sarif, findings });
      const reports = await redactedOutside(outside, { own: [], scanner });
      const { config } = place.effective;
      const changeSet = await change.forge.changeSet(config);
      const sources = await gatherSources(change.forge.contents, reports);
      const coordination = coordinate({ changeSet, sources, reports, policy: policyOf(config) });
      const rows = findingRows(reports, coordination);
      const { verdict, verdictReason } = coordination.review;
      if (options.json === true)
        process.stdout.write(jsonText({ schemaVersion: 1, verdict, verdictReason, findings: rows }));
      else
        process.stdout.write(`${rows.map(rowText).join('\n')}\n\n${verdict}: ${neutraliseTerminal(verdictReason)}\n`);
      return exitOf(coordination.review, config, []).code;
    } finally {
      await change.close();
    }
  } finally {
    await place.close();
  }
}

/** One raw finding and its end. */
interface FindingRow {
  readonly id: string;
  readonly reviewer: string;
  readonly title: string;
  readonly state: string;
  readonly published: boolean;
  readonly mergedInto: string | null;
  readonly reason: string;
  readonly concern: string | null;
  readonly steps: readonly { readonly step: string; readonly note: string }[];
}

function findingRows(reports: readonly ReviewerReport[], { decisions }: Coordination): FindingRow[] {
  const findings = new Map(
    reports.flatMap((report) => report.findings.map((finding) => [finding.id, finding] as const)),
  );
  return decisions.map(({ finding: id, state, concern, steps }) => ({
    id,
    reviewer: findings.get(id)?.reviewer ?? '',
    title: findings.get(id)?.title ?? '',
    state: state.kind,
    published: state.kind === 'inline' || state.kind === 'file' || state.kind === 'summary',
    mergedInto: state.kind === 'merged' ? state.into : null,
    reason: reasonOf(state) ?? steps.at(-1)?.note ?? '',
    concern,
    steps,
  }));
}

function reasonOf(state: Coordination['decisions'][number]['state']): string | null {
  switch (state.kind) {
    case 'suppressed':
      return `${state.reason}: ${state.bar}`;
    case 'failed':
      return state.reason;
    case 'inline':
    case 'file':
    case 'summary':
    case 'merged':
      return null;
  }
}

function rowText(row: FindingRow): string {
  const into = row.mergedInto === null ? '' : ` into ${row.mergedInto}`;
  return neutraliseTerminal(`${row.id}  ${row.reviewer}  ${row.state}${into}: ${row.title}\n    ${row.reason}`);
}
