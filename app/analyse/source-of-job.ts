import { Buffer } from 'node:buffer';
import type { ChangeSource } from '../workspace.ts';
import type { JobSource } from './analysis.ts';

/** A change source as JSON can carry it. */
export function jobSourceOf(source: ChangeSource): JobSource {
  if (source.kind !== 'diff') return source;
  return { kind: 'diff', label: source.label, base64: Buffer.from(source.bytes).toString('base64') };
}

export function sourceOfJob(source: JobSource): ChangeSource {
  if (source.kind !== 'diff') return source;
  return { kind: 'diff', label: source.label, bytes: Buffer.from(source.base64, 'base64') };
}
