import type { SettingHazard } from '../build-files/manifest-format.ts';
import { brief } from '../scenario.ts';
import type { PipelineFormat } from './pipeline-format.ts';

/** What a stranger wrote, put into a line of a script before the shell reads it; null where there is none. */
export function strangerHazard(
  { inserted, strangers }: PipelineFormat,
  aliases: ReadonlySet<string>,
  line: string,
): Omit<SettingHazard, 'at'> | null {
  for (const [whole, name = whole] of line.matchAll(inserted)) {
    const severity = aliases.has(name.toLowerCase())
      ? 'warning'
      : strangers.find(([pattern]) => pattern.test(name))?.[1];
    if (severity === undefined) continue;
    return {
      rule: 'workflow-injection',
      identity: `${name} ${line.replaceAll(/\s+/g, '')}`,
      title: `\`${brief(whole)}\` becomes a part of the script`,
      explanation:
        'The service puts the text in before any shell reads the line, so that quotes do not hold it. Hand it over as a variable of the environment, and use that in quotes.',
      failureScenario: {
        description: `Somebody names a branch, or writes a title or message, with \`$(…)\` or \`"; … #\` in it: \`${brief(line)}\` runs that with what the job may do.`,
      },
      severity,
      confidence: severity === 'warning' ? 750 : 500,
    };
  }
  return null;
}
