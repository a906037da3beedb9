import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import type { SideJudgement } from '../../changed-code/sides/judgement.ts';
import { judgePipeline } from '../pipelines/judge-pipeline.ts';
import { lostFailures } from '../pipelines/passed-failures.ts';
import type { PipelineFormat } from '../pipelines/pipeline-format.ts';
import { appVeyorPipeline } from '../pipelines/services/appveyor.ts';
import { azurePipeline } from '../pipelines/services/azure.ts';
import { circlePipeline } from '../pipelines/services/circleci.ts';
import { cirrusPipeline } from '../pipelines/services/cirrus.ts';
import { gitlabPipeline } from '../pipelines/services/gitlab.ts';
import { OTHER_SERVICES } from '../pipelines/services/others.ts';

const KINDS: ReadonlySet<string> = new Set(['azure-pipelines', 'gitlab-ci', 'circleci', 'ci-configuration']);
const BY_NAME: readonly (readonly [name: RegExp, format: PipelineFormat])[] = [
  [/(?:^|\/)azure-pipelines?[^/]{0,60}\.ya?ml$|(?:^|\/)\.?azure-pipelines\//i, azurePipeline],
  [/(?:^|\/)(?:[^/]{1,60})?\.gitlab-ci\.ya?ml$|(?:^|\/)\.gitlab-ci\/|^\.gitlab\/ci\//, gitlabPipeline],
  [/(?:^|\/)\.circleci\//, circlePipeline],
  [/(?:^|\/)\.cirrus\.ya?ml$/, cirrusPipeline],
  [/(?:^|\/)\.?appveyor\.yml$/, appVeyorPipeline],
  ...OTHER_SERVICES,
];

const UNMEASURED = 'is for a service of which nobody knows how much is found';

function formatOf(path: string): PipelineFormat | null {
  return BY_NAME.find(([name]) => name.test(path))?.[1] ?? null;
}

/** Judges one side of a pipeline of another service than GitHub. */
export function judgePipelineAt(text: string, path: string): SideJudgement {
  const format = formatOf(path);
  return format === null
    ? { hazards: [], unread: [{ reason: 'is for a service of which nothing is known here', identity: text }] }
    : judgePipeline(format, text);
}

/** What pipelines of other services than GitHub run, and whom they let in. Of Azure's too little is held out, and of the smaller ones nothing but of Cirrus and AppVeyor: they are told. */
export const pipelines = sidesCheck({
  id: 'pipelines',
  judges: [{ kinds: ['gitlab-ci', 'circleci', 'ci-configuration'], families: ['running-configuration'] }],
  isMine: ({ kind, newPath }) => (kind === undefined || KINDS.has(kind.id)) && formatOf(newPath) !== null,
  isObeyed: (path) => formatOf(path) !== null,
  lost: lostFailures,
  judge: (text, path) => {
    const judgement = judgePipelineAt(text, path);
    const isUnmeasured = OTHER_SERVICES.some(([name]) => name.test(path));
    return isUnmeasured
      ? { ...judgement, unread: [...judgement.unread, { reason: UNMEASURED, identity: text }] }
      : judgement;
  },
});
