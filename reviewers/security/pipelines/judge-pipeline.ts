import type { SideJudgement, UnreadPart } from '../../changed-code/sides/judgement.ts';
import { isPlain } from '../build-files/setting.ts';
import { brief } from '../scenario.ts';
import { commonHazards } from './common-hazards.ts';
import { type PipelineSetting, readPipeline } from './pipeline-setting.ts';
import type { PipelineFormat } from './pipeline-format.ts';
import { judgeScripts } from './pipeline-scripts.ts';

/** Judges one side of a pipeline. */
export function judgePipeline(format: PipelineFormat, text: string): SideJudgement {
  const settings = readPipeline(format.prepare?.(text) ?? text);
  if (typeof settings === 'string') return { hazards: [], unread: [{ reason: settings, identity: text }] };
  const scripts = judgeScripts(format, settings);
  const own = [...format.hazards(settings), ...commonHazards(settings, scripts.read)];
  const told = new Set(own.map(({ at }) => at));
  const unknown = settings.filter(
    (setting) =>
      !told.has(setting) &&
      !scripts.read.has(setting) &&
      !isPlain(setting, format.plain) &&
      format.isPlain?.(setting) !== true,
  );
  return {
    hazards: [...own, ...scripts.hazards].map(({ at, ...hazard }) => ({ ...hazard, lines: [at.line] })),
    unread: [...scripts.unread, ...unknown.map(unreadPart)],
  };
}

function unreadPart({ keys, value, line, step }: PipelineSetting): UnreadPart {
  return {
    reason: `says \`${brief(`${keys.join('.').slice(0, 80)}: ${value}`.replaceAll('`', "'"))}\` in line ${line}, which no rule knows`,
    identity: `${keys.join('/')}\n${step}\n${value}`,
  };
}
