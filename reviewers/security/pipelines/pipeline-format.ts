import type { SideJudgement, UnreadPart } from '../../changed-code/sides/judgement.ts';
import type { SettingHazard } from '../build-files/manifest-format.ts';
import { isPlain, type Plain } from '../build-files/setting.ts';
import { brief } from '../scenario.ts';
import { commonHazards } from './common-hazards.ts';
import { type PipelineSetting, readPipeline } from './pipeline-setting.ts';
import { judgeScripts, type ScriptShell } from './pipeline-scripts.ts';

/** What one service for continuous integration makes of its files. */
export interface PipelineFormat {
  /** Places, written as those of manifests are, whose values run nothing. */
  readonly plain: readonly Plain[];
  /** What is plain by more than its keys and the form of its value. */
  readonly isPlain?: (setting: PipelineSetting) => boolean;
  /** The shell that reads a value; null where none does. */
  readonly shellOf: (setting: PipelineSetting, all: readonly PipelineSetting[]) => ScriptShell | null;
  /** What the service puts into a script before a shell reads it: the group is a name, or none where it is the whole. */
  readonly inserted: RegExp;
  /** Names of what strangers write, among those: with what makes it graver. */
  readonly strangers: readonly (readonly [name: RegExp, severity: 'warning' | 'suggestion'])[];
  /** Names that a pipeline gives to values, so that what strangers write can be found under another one. */
  readonly named?: (setting: PipelineSetting, all: readonly PipelineSetting[]) => string | null;
  readonly hazards: (settings: readonly PipelineSetting[]) => readonly SettingHazard[];
}

/** Judges one side of a pipeline. */
export function judgePipeline(format: PipelineFormat, text: string): SideJudgement {
  const settings = readPipeline(text);
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
