import { brief } from '../scenario.ts';
import type { ManifestEntry } from './package-manifest.ts';
import type { ManifestHazard } from './manifest-hazard.ts';

const TLS_OFF =
  /\bNODE_TLS_REJECT_UNAUTHORIZED=["'\\]{0,2}0\b|\bstrict-ssl(?:[ =]["'\\]{0,2})(?:false|0)\b|--no-strict-ssl\b|\bnpm_config_strict_ssl=["'\\]{0,2}(?:false|0)\b|\bGIT_SSL_NO_VERIFY=(?:1|true)\b|\bhttp\.sslVerify[ =]false\b/i;
const PLAIN_REGISTRY =
  /(?:--registry|\bregistry|:registry|\bnpm_config_registry)[ =]{1,2}["'\\]{0,2}http:\/\/(?!localhost\b|127\.|\[::1\]|0\.0\.0\.0)/i;
const OPEN_INSPECTOR = /--inspect(?:-brk|-wait)?=(?:0\.0\.0\.0|\[::\]|::)(?![\d.])/;

/** Settings inside a script that take a protection away, and that its text did not have before. */
export function settingHazards(script: ManifestEntry, old: string): ManifestHazard[] {
  const quoted = brief(script.value);
  const has = (pattern: RegExp): boolean => pattern.test(script.value) && !pattern.test(old);
  const hazards: ManifestHazard[] = [];
  if (has(TLS_OFF))
    hazards.push({
      rule: 'certificate-check-off',
      keys: script.keys,
      title: `The script \`${script.name}\` switches the check of certificates off`,
      explanation:
        'Everything that the command loads or sends can be read and replaced on the way. Trust the missing authority instead (`NODE_EXTRA_CA_CERTS`, `cafile`).',
      failureScenario: {
        description: `Someone on the network answers in place of the server while \`${quoted}\` runs; nothing notices.`,
      },
    });
  if (has(PLAIN_REGISTRY))
    hazards.push({
      rule: 'registry-override',
      keys: script.keys,
      title: `The script \`${script.name}\` uses a registry without TLS`,
      explanation: 'Packages, and the token that is sent along, travel unprotected. Use the registry’s https address.',
      failureScenario: {
        description: `Someone on the network answers in place of the registry while \`${quoted}\` runs, and hands out other packages.`,
      },
    });
  if (has(OPEN_INSPECTOR))
    hazards.push({
      rule: 'debug-mode',
      keys: script.keys,
      title: `The script \`${script.name}\` opens the debugger to the network`,
      explanation: 'Whoever reaches the port of the inspector runs code in the process. Bind it to 127.0.0.1.',
      failureScenario: {
        description: `While \`${quoted}\` runs, any machine that reaches the port attaches a debugger and evaluates what it likes.`,
      },
    });
  return hazards;
}
