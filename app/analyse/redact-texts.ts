import type { SecretScanner } from '../../forge/forge.ts';
import { blankAll, blankSecrets, secretLines } from '../../forge/redact/blank-secrets.ts';

/** Blanks the secrets of texts, keeping their length. A text that could not be searched is blanked whole. */
export async function redactEach(
  scanner: SecretScanner,
  texts: readonly { readonly path: string; readonly text: string }[],
): Promise<string[]> {
  if (texts.length === 0) return [];
  const scans = await scanner.scan(texts.map(({ path, text }) => ({ path, text })));
  return texts.map(({ text }, index) => {
    const scan = scans[index];
    const secrets = scan?.kind === 'scanned' ? secretLines(text.split('\n'), scan.spans) : null;
    return secrets === null ? blankAll(text) : blankSecrets(text, secrets);
  });
}
