import { afterAll, expect, test } from 'vitest';
import { createAnalyserPool } from '../../../analysers/pool.ts';
import { createSecretScanner } from '../../../analysers/secret-scanner.ts';
import { blankSecrets, secretLines } from '../../../forge/redact/blank-secrets.ts';
import { FILE_FORMS } from '../../support/secrets/file-forms.ts';
import { RULE_KINDS } from '../../support/secrets/rule-kinds.ts';
import { SECRET_KINDS } from '../../support/secrets/secret-kinds.ts';
import { runs } from '../../support/soak.ts';

const pool = createAnalyserPool({ timeoutMs: 300_000 });
const scanner = createSecretScanner(pool);
afterAll(() => pool.close());

/** Signs of a secret in a row that give it away, of those that stand for it as many more. */
const TELLING = 12;
/** How many kinds are looked at in each form; all of them take minutes. */
const STEP = runs(12, 1);
const KINDS = [...RULE_KINDS, ...SECRET_KINDS];

function isTold(text: string, form: string, secret: string): boolean {
  const telling = Math.ceil(Math.min(TELLING, secret.length) * Math.max(1, form.length / secret.length));
  for (let at = 0; at + telling <= form.length; at += 1) if (text.includes(form.slice(at, at + telling))) return true;
  return false;
}

test.each(Object.entries(FILE_FORMS))('secrets of every kind, %s', async (name, form) => {
  const start = Object.keys(FILE_FORMS).indexOf(name);
  const files = KINDS.filter((_, at) => (at + start) % STEP === 0).flatMap((kind) => {
    const written = form(kind);
    return written === null ? [] : [{ ...written, path: kind.path, kind: kind.name, secret: kind.secret }];
  });
  const scans = await scanner.scan(files.map(({ path, text }) => ({ path, text })));
  const told = files.filter(({ text, forms, secret }, at) => {
    const scan = scans[at];
    if (scan?.kind !== 'scanned') throw new Error(`not searched: ${scan?.reason}`);
    const clean = blankSecrets(text, secretLines(text.split('\n'), scan.spans) ?? new Map());
    return forms.some((one) => isTold(clean, one, secret));
  });
  expect(told.map(({ kind }) => kind)).toEqual([]);
});
