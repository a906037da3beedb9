import { isInserted, isPlaceholder, isStandInPassword } from '../placeholders.ts';
import { isSecretValue } from './secret-value.ts';

/** `config.auth.password`: a program puts the value in place. */
const MEMBER = /^[A-Za-z_$][A-Za-z_$]*(?:\.[A-Za-z_$]+)+$/;

/** Whether what stands for a password in an address, which has no brackets (RFC 3986), is a stand-in, or is put in place by a program. */
export function isPutInPlace(password: string): boolean {
  return (
    isPlaceholder(password) ||
    isStandInPassword(password) ||
    isInserted(password) ||
    /^%|^\.+$|^[A-Z_]+$/.test(password) ||
    MEMBER.test(password)
  );
}

/** The same where words are more often no passwords than in an address: what is told looks like one. */
export const isHarmlessPassword = (password: string): boolean =>
  isPutInPlace(password) || !isSecretValue('password', password);
