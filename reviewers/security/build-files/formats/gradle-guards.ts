import type { SideHazard } from '../../../changed-code/sides/judgement.ts';
import { readGradle } from '../read-gradle.ts';

/** Plugins that look for holes, in what is built or in what it is built from. */
const LOOKS_FOR_HOLES =
  /^(?:id ?\(? ?|apply ?\(? ?plugin ?[:=] ?|alias ?\(libs\.plugins\.)["']?([\w.-]{0,60}(?:dependency\.?-?check|spotbugs|findsecbugs|find\.?-?sec\.?-?bugs|snyk|sonarqube|ossindex|semgrep|osv|trivy|errorprone)[\w.-]{0,60})/i;

/** Plugins that looked for holes in each build and stand nowhere in the script any more. */
export function lostScanners(base: string, head: string): readonly SideHazard[] {
  const [before, now] = [base, head].map(scannersIn);
  if (before === undefined || now === undefined) return [];
  const names = new Set(now);
  return before
    .filter((name) => !names.has(name))
    .map((name): SideHazard => ({
      rule: 'security-check-off',
      identity: `gone ${name}`,
      lines: [1],
      title: `\`${name}\` looks for holes in this build no more`,
      explanation:
        'The plugin is gone from the script, and with it what it told. If another one looks for the same, or another script asks for it, say so in the change.',
      failureScenario: {
        description:
          'A package with a known hole, or code with one, comes in with a later change: the build that would have stopped at it passes.',
      },
      severity: 'warning',
      confidence: 650,
    }));
}

function scannersIn(text: string): readonly string[] {
  // Most manifests have none, and need not be read once more.
  if (!/depend|bugs|snyk|sonar|ossindex|semgrep|osv|trivy|errorprone/i.test(text)) return [];
  const settings = readGradle(text);
  if (typeof settings === 'string') return [];
  return settings.flatMap(({ value }) => LOOKS_FOR_HOLES.exec(value)?.[1] ?? []);
}
