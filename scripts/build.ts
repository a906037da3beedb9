import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, COMMAND_LINE_PROGRAMS, LOADED_BY_NAME } from './action/bundle.ts';
import { noticesOf } from './action/licences.ts';
import { appPackage } from './package/app-package.ts';
import { billOfMaterials } from './package/bill-of-materials.ts';
import { GRAMMAR_PACKAGES, packedGrammars } from './package/packed-grammars.ts';
import { declarationsBelow } from './package/declarations.ts';

// Makes `build/`, what the package ships, and `build-app/`, the App as a package of its own. In `build/` are the programs of the command line as bundles, what writers of reviewers import, and what has to be
// said of the packages inside. Development needs no build.
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const BUILD = join(ROOT, 'build');
const BUILD_APP = join(ROOT, 'build-app');
const PUBLIC = 'reviewers/public.ts';

rmSync(BUILD, { recursive: true, force: true });
execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  cwd: ROOT,
  stdio: 'inherit',
});
// Of the declarations only what a reviewer's author can reach is for others.
const declarations = declarationsBelow(BUILD, PUBLIC.replace(/\.ts$/, '.d.ts'));
const { files, packages: bundled } = await bundle(ROOT, [...COMMAND_LINE_PROGRAMS, PUBLIC], LOADED_BY_NAME);
const packages = [...bundled, ...GRAMMAR_PACKAGES].toSorted();
const entry = 'app/cli/docket.mjs';
rmSync(BUILD, { recursive: true, force: true });
const texts = new Map<string, string | Buffer>([
  ...packedGrammars(ROOT),
  ...declarations,
  ...files,
  [entry, readFileSync(join(ROOT, entry), 'utf8')],
  ['licences.txt', noticesOf(ROOT, packages)],
  ['sbom.cdx.json', billOfMaterials(ROOT, packages)],
]);
write(BUILD, texts);
rmSync(BUILD_APP, { recursive: true, force: true });
// Beside the server nothing is bundled: `npm pack ./build-app` makes a package that depends on this one.
write(BUILD_APP, new Map([...appPackage(ROOT), ['LICENSE', readFileSync(join(ROOT, 'LICENSE'), 'utf8')]]));

function write(folder: string, files: ReadonlyMap<string, string | Buffer>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
