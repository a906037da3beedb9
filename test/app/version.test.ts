import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DOCKET_VERSION } from '../../app/version.ts';

test('the program and its package have one version', () => {
  expect(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version).toBe(DOCKET_VERSION);
});
