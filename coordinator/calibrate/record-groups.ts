import type { FindingSource, OutcomeExample } from '../../schemas/learning/outcome-example.ts';
import type { RecordLevel, Speaker } from '../../schemas/learning/track-record.ts';
import { isProduction } from '../compose/verdict.ts';
import { isBareRemark } from '../evidence/bare-remark.ts';

/** Who speaks in a finding. */
export function speakerOf(finding: FindingSource): Speaker {
  if (finding.origin !== 'outside') return finding.origin;
  return isBareRemark(finding) ? 'opinion' : 'rule';
}

/** The groups that a finding belongs to, the widest first. A check and a model that use one rule are two. */
export function groupsOf(
  finding: FindingSource,
  { model, path }: Pick<OutcomeExample, 'model' | 'path'>,
): readonly { readonly level: RecordLevel; readonly name: string }[] {
  const { origin, reviewer, rule } = finding;
  const place = isProduction(path) ? 'production' : 'tests, documents and examples';
  return [
    { level: 'speaker', name: speakerOf(finding) },
    ...(model === null ? [] : [{ level: 'model', name: model } as const]),
    { level: 'reviewer', name: `${origin} ${reviewer}` },
    { level: 'rule', name: `${origin} ${rule}` },
    { level: 'place', name: `${origin} ${rule} in ${place}` },
  ];
}
