import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coordinate } from '../../coordinator/coordinate.ts';
import { stateArbitrary } from './arbitrary-state.ts';

const CHILD = `
  import { coordinate } from ${JSON.stringify(new URL('../../coordinator/coordinate.ts', import.meta.url).href)};
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  process.stdout.write(JSON.stringify(JSON.parse(text).map(coordinate)));
`;

it.each([
  { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' },
  { LC_ALL: 'C', LANG: 'C', TZ: 'America/St_Johns' },
])('gives the same bytes in a process with %o', (environment) => {
  const inputs = fc.sample(stateArbitrary, { numRuns: 25, seed: 7 });
  const here = JSON.stringify(inputs.map(coordinate));
  const there = execFileSync(process.execPath, ['--input-type=module', '--eval', CHILD], {
    env: { PATH: '/usr/bin:/bin', ...environment },
    input: JSON.stringify(inputs),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(there).toBe(here);
});
