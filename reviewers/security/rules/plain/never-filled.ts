import type { Syntax } from '../../../changed-code/syntax-node.ts';

/** Calls in which such bytes are used up: what mentions them otherwise may fill them. */
const USED =
  /(?:IvParameterSpec|GCMParameterSpec|cipher\.New\w{2,20}|\.Seal|\.Open)\((?:[\w.]{1,40},\s{0,9})?$|(?:\[\]byte|byte\[\])\s{1,9}$|^\s{0,9}:?=/;

/** Whether bytes that a function makes (`iv := make([]byte, 16)`, `byte[] iv = new byte[16]`) are written by nothing in it: they are all zero. */
export function isNeverFilled(name: string, around: Syntax): boolean {
  if (!/^\w{1,60}$/.test(name)) return false;
  const text = around.text.replaceAll(/\/\/[^\n]*/g, '');
  const made = new RegExp(
    String.raw`(?<![\w.])${name}(?:\s*:?=\s*make\(\[\]byte,[^()]{1,60}(?:\([^()]{0,40}\))?\)|\s*=\s*new\s+byte\[[^\]]{1,60}\]\s*;)`,
  ).exec(text);
  if (made === null) return false;
  const others = text.slice(0, made.index) + ' '.repeat(name.length) + text.slice(made.index + name.length);
  return Array.from(others.matchAll(new RegExp(String.raw`(?<![\w.])${name}\b`, 'g'))).every(
    ({ index }) =>
      USED.test(others.slice(Math.max(0, index - 120), index)) &&
      /^\s{0,9}(?:[,)]|\[:\])/.test(others.slice(index + name.length, index + name.length + 12)),
  );
}
