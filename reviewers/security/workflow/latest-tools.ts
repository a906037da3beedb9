import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import type { Workflow } from './workflow.ts';

/** Actions that install the newest release of a tool, and compare it with nothing, where their input names none: a scanner and a reader of secrets. */
const INSTALL: Readonly<Record<string, string>> = {
  'aquasecurity/setup-trivy': 'version',
  '1password/load-secrets-action': 'version',
};

/** Tools with secrets at hand that are whatever was released last, although the action itself is pinned. */
export function latestTools({ jobs }: Workflow): ConfigurationHazard[] {
  return jobs.flatMap(({ steps }) =>
    steps.flatMap(({ action, place }): ConfigurationHazard[] => {
      const input = INSTALL[action];
      const version = input === undefined ? '' : place.at('with').at(input).words.trim();
      if (input === undefined || (version !== '' && version !== 'latest')) return [];
      return [
        {
          rule: 'unpinned-action',
          identity: `${action} installs the latest`,
          lines: place.lines,
          severity: 'suggestion',
          confidence: 500,
          title: `\`${action}\` installs whatever was released last`,
          explanation: `The action downloads a program and compares it with nothing. Name a version: \`${input}: …\`.`,
          failureScenario: {
            description:
              'A release of that tool is replaced by a thief: the next run executes it beside the secrets of the job.',
          },
        },
      ];
    }),
  );
}
