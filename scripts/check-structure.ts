/**
 * Looks at the structure of the tree: `node scripts/check-structure.ts [root]`. No import circle, not even of types; one meaning an
 * exported name; folders and files of a size that a reader takes in; no document that names a file which does not exist.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingFiles } from './structure/documents.ts';
import { collidingNames, crowdedFolders, importCircles, longFiles, type SharedName } from './structure/rules.ts';
import { filesBelow, readSourceTree } from './structure/source-tree.ts';

const SAME_QUESTION = 'the same question, asked of the syntax of another language';
const SHARED_NAMES: readonly SharedName[] = ['argument', 'call'].map((name) => ({
  name,
  reason: SAME_QUESTION,
}));

const root = process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url));
const files = filesBelow(root);
const modules = readSourceTree(root, files);
const documents = files
  .filter((path) => path.endsWith('.md') && !/^(?:examples|test\/fixtures)\//.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const allowed = process.argv[2] === undefined ? SHARED_NAMES : [];
const problems = [
  ...importCircles(modules),
  ...collidingNames(modules, allowed),
  ...crowdedFolders(files),
  ...longFiles(modules),
  ...missingFiles(documents, files),
];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
