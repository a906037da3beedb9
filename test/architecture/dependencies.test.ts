import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const PRODUCT = ['analysers', 'app', 'coordinator', 'forge', 'history', 'models', 'processes', 'reviewers', 'schemas'];

/** The packages that the product imports; text that only looks like an import names none of the manifest's. */
function imported(): Set<string> {
  const files = PRODUCT.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(ROOT, folder, path), 'utf8')),
  );
  const names = files.flatMap((text) =>
    Array.from(
      text.matchAll(/(?:from|import)[\s(]{0,10}'((?:@[\w-]{1,60}\/)?[\w-]{1,60})[/']/g),
      ([, name = '']) => name,
    ),
  );
  return new Set(names);
}

it('docs/dependencies.md gives a reason for every package that the product imports, and for no other', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const known = { ...manifest['dependencies'], ...manifest['devDependencies'] };
  const page = readFileSync(join(ROOT, 'docs/dependencies.md'), 'utf8').replaceAll(/`-(\w+)`/g, '`@ast-grep/lang-$1`');
  const [reasons = ''] = page.split('## Library or our own');
  // oxlint is started, not imported.
  const used = [...imported(), 'oxlint'].filter((name) => name in known).toSorted();
  const named = Object.keys(known).filter((name) => reasons.includes(`\`${name}\``));
  expect(used.length).toBeGreaterThan(30);
  expect(named.toSorted()).toEqual(used);
});
