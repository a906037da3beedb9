import { createPrivateKey } from 'node:crypto';
import { resolve } from 'node:path';
import { readRegularFile } from '../config/regular-file.ts';

/** A secret stands in a variable or in the file that the variable with `_FILE` names; exactly one of the two. */
export function secretOf(
  name: 'DOCKET_PRIVATE_KEY' | 'DOCKET_WEBHOOK_SECRET' | 'DOCKET_QUEUE' | 'DOCKET_STATUS_TOKEN',
  given: Readonly<Record<string, string | undefined>>,
  faults: string[],
): string | null {
  const [value, file] = [given[name], given[`${name}_FILE`]];
  if (value !== undefined && file !== undefined) {
    faults.push(`${name} and ${name}_FILE are both set`);
    return null;
  }
  if (value !== undefined) return unfolded(value);
  if (file === undefined) {
    faults.push(`${name} is not set, nor ${name}_FILE`);
    return null;
  }
  try {
    return readRegularFile(file).trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    faults.push(`${name}_FILE names a file that cannot be read (${code}): ${resolve(file)}`);
    return null;
  }
}

/** Many places cannot hold line breaks in a variable: `\n` and base64 stand for a key, too. */
function unfolded(value: string): string {
  if (value.includes('-----BEGIN')) return value.replaceAll('\\n', '\n').trim();
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  return decoded.startsWith('-----BEGIN') ? decoded.trim() : value.trim();
}

/** Whether this is a key that an App can sign with. */
export function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    // Whatever is wrong with it, the answer is the same; the words of the library might quote the key.
    return false;
  }
}
