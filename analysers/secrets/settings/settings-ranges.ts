import type { SecretRange } from '../secret-range.ts';
import { addressRanges } from './addresses.ts';
import { credentialFileRanges } from './credential-files.ts';
import { pairsOf } from './pairs.ts';
import { secretKindOf } from './secret-name.ts';
import { isSecretValue } from './secret-value.ts';
import { writtenOutRanges } from './written-out.ts';
import { isSampleFile, isSettingsFile, isTranslation } from './settings-file.ts';

/** Keys and passwords of programs: told by the file, the name and the value together, because the value alone looks like any other. */
export function settingsRanges(path: string, text: string): SecretRange[] {
  if (isSampleFile(path)) return [];
  return [
    ...addressRanges(text),
    ...writtenOutRanges(text),
    ...credentialFileRanges(path, text),
    ...namedRanges(path, text),
  ];
}

function namedRanges(path: string, text: string): SecretRange[] {
  if (!isSettingsFile(path)) return [];
  const found: SecretRange[] = [];
  for (const { name, value, start } of pairsOf(text)) {
    const kind = secretKindOf(name);
    if (kind === null || !isSecretValue(kind, value) || isTranslation(path, value)) continue;
    const message = kind === 'password' ? 'A password in a settings file' : 'A key in a settings file';
    found.push({ start, end: start + value.length, rule: `docket/settings-${kind}`, message });
  }
  return found;
}
