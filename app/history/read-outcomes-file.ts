import { basename, extname, resolve } from 'node:path';
import type { z } from 'zod';
import { decodeText } from '../../reviewers/outside/decode-text.ts';
import { ImportedOutcomes } from '../../schemas/learning/imported-outcomes.ts';
import { describeCause, InputError } from '../../schemas/problem.ts';
import { readNamedFile } from '../config/regular-file.ts';
import { readCsv } from './read-csv.ts';

const REMEDY = 'docs/history.md describes both forms, JSON and CSV.';

/**
 * Reads another bot's past: JSON, or CSV (RFC 4180) where the file is called so.
 *
 * @throws InputError that names the file, and the line or key that does not fit; nothing is taken over then.
 */
export async function readOutcomesFile(cwd: string, file: string): Promise<ImportedOutcomes> {
  const text = decodeText(await bytesOf(resolve(cwd, file), file), file).replace(/^\uFEFF/, '');
  const value = extname(file).toLowerCase() === '.csv' ? fromCsv(text, file) : fromJsonText(text, file);
  const read = ImportedOutcomes.safeParse(value);
  if (read.success) return read.data;
  throw new InputError({ what: `the outcomes do not fit: ${firstIssue(read.error)}`, where: file, remedy: REMEDY });
}

async function bytesOf(path: string, file: string): Promise<Uint8Array> {
  try {
    return await readNamedFile(path);
  } catch (cause) {
    throw new InputError({ what: `the file cannot be read: ${describeCause(cause)}`, where: file, cause });
  }
}

function fromCsv(text: string, file: string): unknown {
  try {
    return { source: basename(file, extname(file)), outcomes: readCsv(text).map(fromCells) };
  } catch (cause) {
    throw new InputError({ what: `this is no CSV: ${describeCause(cause)}`, where: file, remedy: REMEDY, cause });
  }
}

/** An empty cell says nothing. */
function fromCells(row: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, cell]) => cell !== '')
      .map(([column, cell]) => [column, column === 'confidence' && /^[\d.]{1,20}$/.test(cell) ? Number(cell) : cell]),
  );
}

function fromJsonText(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError({ what: `this is no JSON: ${describeCause(cause)}`, where: file, remedy: REMEDY, cause });
  }
}

function firstIssue({ issues }: z.ZodError): string {
  const [issue] = issues;
  if (issue === undefined) return 'nothing says why';
  const place = issue.path.map(String).join('.');
  const more = issues.length === 1 ? '' : ` (and ${issues.length - 1} more)`;
  return `${place === '' ? '' : `${place}: `}${issue.message}${more}`;
}
