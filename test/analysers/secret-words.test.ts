import { expect, it } from 'vitest';
import { secretlintRanges } from '../../analysers/secrets/secretlint.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const VALUES = {
  'A PostgreSQL connection string stands here': `postgres://checkout:${'Vt7qLm2XwKe9'}@orders.teashop.internal/orders`,
  'A GitHub Token stands here': `ghp_${'a8Fk2Zq7'.repeat(5).slice(0, 36)}`,
};

it.each(Object.entries(VALUES))('%s, said in words and without the value', async (words, value) => {
  const [found] = await secretlintRanges('settings.ts', `const a = '${value}';\n`);
  expect(found?.message).toBe(words);
});
