import type { SettingHazard } from '../build-files/manifest-format.ts';
import type { PipelineSetting } from './pipeline-setting.ts';

const EVALUATES = /(?:^|[\s;&|(])(?:eval|(?:ba|z|da)?sh -c|Invoke-Expression|iex)\b/i;

/** Where a shell reads a variable as a program that strangers write: a title, a message, the name of a branch. */
export function evaluatedStrangers(at: PipelineSetting, names: RegExp): SettingHazard | null {
  const lines = at.value.split('\n');
  const index = lines.findIndex((line) => EVALUATES.test(line) && names.test(line));
  if (index === -1) return null;
  return {
    at: { ...at, line: at.lineInside(index) },
    rule: 'workflow-injection',
    identity: lines[index]?.trim() ?? '',
    title: 'A shell reads as a program what strangers write',
    explanation:
      'Whoever opens a pull request chooses the words of this variable. Hand it over as an argument, in quotes.',
    failureScenario: {
      description: 'Somebody opens a pull request whose title is a command: the job runs it, with its secrets.',
    },
    severity: 'warning',
    confidence: 750,
  };
}
