import type { SettingHazard } from '../build-files/manifest-format.ts';
import type { Plain } from '../build-files/setting.ts';
import type { PipelineSetting } from './pipeline-setting.ts';

/** Who reads a script; `other` is nobody here. */
export type ScriptShell = 'sh' | 'powershell' | 'other';

/** What one service for continuous integration makes of its files. */
export interface PipelineFormat {
  /** The text in the form that YAML allows, line by line; absent where it has it. */
  readonly prepare?: (text: string) => string;
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
