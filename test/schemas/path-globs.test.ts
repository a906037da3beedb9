import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RepositoryConfig } from '../../schemas/config.ts';
import { compileGlobs, PathGlob } from '../../schemas/path-globs.ts';

test.for<readonly [glob: string, fits: readonly string[], leaves: readonly string[]]>([
  ['*.lock', ['a.lock', 'deep/er/b.lock', '.lock'], ['a.locks', 'a.lock/b']],
  ['Dockerfile', ['Dockerfile', 'svc/Dockerfile', 'Dockerfile/part'], ['Dockerfile.dev']],
  ['generated', ['generated/a.ts', 'src/generated/deep/a.ts', 'generated'], ['generated.ts', 'regenerated/a.ts']],
  ['generated/', ['generated/a.ts', 'src/generated/a.ts'], ['generated', 'src/generated']],
  ['/generated/', ['generated/a.ts', 'generated/deep/.a'], ['src/generated/a.ts', 'generated']],
  ['/README.md', ['README.md'], ['docs/README.md']],
  ['./README.md', ['README.md'], ['docs/README.md']],
  ['docs/api', ['docs/api', 'docs/api/deep/a.md'], ['docs/apis', 'x/docs/api']],
  ['docs/api/', ['docs/api/a.md', 'docs/api/deep/.a'], ['docs/api']],
  ['docs//api', ['docs/api/a.md'], []],
  ['docs/*', ['docs/a.md', 'docs/.hidden', 'docs/deep/a.md'], ['docs', 'x/docs/a.md']],
  ['docs/*/a.md', ['docs/deep/a.md'], ['docs/a.md', 'docs/very/deep/a.md']],
  ['[#]a', ['#a', 'x/#a'], ['a']],
  ['docs/**', ['docs/a.md', 'docs/deep/.hidden/a'], ['x/docs/a.md']],
  ['**/test/**', ['test/a', 'src/test/deep/b'], ['src/tests/a']],
  ['**', ['a', '.github/docket.yml', 'deep/er/x'], []],
  ['src/{a,b}.ts', ['src/a.ts', 'src/b.ts'], ['src/c.ts']],
  ['src/[ab].ts', ['src/a.ts'], ['src/c.ts']],
  ['!(vendor)/**', ['src/a.ts'], ['vendor/a.ts']],
  ['{src,lib}', ['src/a.ts', 'x/lib/deep/a'], ['source/a.ts']],
  ['app/{a,b}', ['app/a/x.ts', 'app/b'], ['app/c/x.ts']],
  ['[Dd]ocs', ['docs/a.md', 'Docs/a.md'], ['xdocs/a.md']],
  ['app/[slug]', ['app/[slug]/page.tsx'], ['app/slug/page.tsx']],
  ['app/[...slug]/page.tsx', ['app/[...slug]/page.tsx'], ['app/slug/page.tsx']],
  ['app/(shop)/**', ['app/(shop)/page.tsx'], ['app/shop/page.tsx']],
  ['app/(shop)', ['app/(shop)/page.tsx', 'app/(shop)'], ['app/shop/page.tsx']],
  ['(a|b)/x', ['a/x', 'b/x'], ['c/x']],
  ['{{cookiecutter.slug}}', ['{{cookiecutter.slug}}/setup.py'], ['slug/setup.py']],
  ['a.b+c/x', ['a.b+c/x'], ['aXb+c/x', 'a.bb+c/x']],
])('%s', ([glob, fits, leaves]) => {
  const covers = compileGlobs([PathGlob.parse(glob)]);
  expect(fits.filter((path) => !covers(path))).toEqual([]);
  expect(leaves.filter((path) => covers(path))).toEqual([]);
});

test.for<readonly [glob: string, says: string]>([
  ['!vendor/**', 'these lists have no exceptions'],
  ['src\\gen\\*.ts', 'src/gen/*.ts'],
  ['#generated', '"[#]generated"'],
  ['../other/**', 'never leave it'],
  ['src/../x', 'never leave it'],
  ['/', 'names nothing'],
  ['./', 'names nothing'],
  [' docs/**', 'white space'],
  ['docs/** ', 'white space'],
  ['lib/**, test/**', 'an entry of its own'],
  ['{src, lib}/**', 'an entry of its own'],
  ['{src,lib', 'closes'],
  ['src}', 'closes'],
  ['+(a|b)', 'repeated groups'],
  ['x/*(a)*(a)*(a)b', 'repeated groups'],
  ['*a*a*a*a*a*b', 'at most 4 "*"'],
  ['**/a/**/a/**/a/**/a/**/b', 'at most 4 "**"'],
  ['a'.repeat(501), 'at most 500 characters'],
])('%s is refused with what to write', ([glob, says]) => {
  expect(PathGlob.safeParse(glob).error?.issues[0]?.message).toContain(says);
});

test('every key of the configuration that takes globs refuses one that means nothing, and names the place', () => {
  const bad = '!x';
  for (const config of [
    { ignore: [bad] },
    { sensitivePaths: [bad] },
    { coverage: { accept: [bad] } },
    { instructions: [{ paths: [bad], text: 'x' }] },
    { policy: { forbiddenPaths: [bad] } },
    { policy: { rules: [{ id: 'a', paths: [bad], pattern: 'x', message: 'y' }] } },
  ]) {
    const issue = RepositoryConfig.safeParse(config).error?.issues[0];
    expect([issue?.message.includes('no exceptions'), issue?.path.at(-1)]).toEqual([true, 0]);
  }
});

test('a path as a glob fits itself and what is below it, and nothing beside it', () => {
  const name = fc.stringMatching(/^[a-zA-Z0-9_.-]{1,12}$/).filter((text) => !/^\.*$/.test(text));
  const path = fc.array(name, { minLength: 2, maxLength: 5 }).map((names) => names.join('/'));
  fc.assert(
    fc.property(path, name, (glob, more) => {
      const covers = compileGlobs([PathGlob.parse(glob)]);
      expect([covers(glob), covers(`${glob}/${more}`), covers(`${glob}${more}`), covers(`${more}/${glob}`)]).toEqual([
        true,
        true,
        false,
        `${more}/${glob}`.startsWith(`${glob}/`),
      ]);
    }),
  );
});

test.for<readonly [branch: string, says: string]>([
  ['!main', 'no exceptions'],
  ['/main/', '"main"'],
  ['release/', '"release"'],
  ['refs/heads/main', '"main"'],
])('a base branch written as %s is refused with what to write', ([branch, says]) => {
  const parsed = RepositoryConfig.safeParse({ pullRequests: { baseBranches: [branch] } });
  expect(parsed.error?.issues.map(({ message, path }) => [message.includes(says), path.at(-1)])).toEqual([[true, 0]]);
});

test('base branches as they are called are taken', () => {
  const baseBranches = ['main', 'release/*', 'refs/other', 'v1.x', 'a!b'];
  expect(RepositoryConfig.parse({ pullRequests: { baseBranches } }).pullRequests?.baseBranches).toEqual(baseBranches);
});
