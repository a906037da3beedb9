import type { ChangedFile } from '../../schemas/change-set.ts';
import { definedName } from '../../schemas/text/definition-line.ts';
import { isTestPath } from './test-path.ts';

/** What others can see of a program, as a changed line shows it in the usual languages. */
const SURFACE: readonly RegExp[] = [
  // Exported or public definitions.
  /^\s*(?:export|public|pub|module\.exports|exports\.|__all__)\b/,
  // Flags of a command line.
  /['"`\s]--[a-z][a-z0-9-]+/,
  // Environment variables.
  /\bprocess\.env\b|\bos\.(?:environ|getenv|Getenv|LookupEnv)\b|\bgetenv\(|\bENV\[|\bSystem\.getenv\b|\benv::var\b|\$_ENV\b/,
  // Routes.
  /\.(?:get|post|put|patch|delete|route|use|handle|HandleFunc|Get|Post|Put|Delete)\(\s*['"`]\//,
  /@(?:app|router|api|bp|blueprint)\.\w+\(|@(?:Get|Post|Put|Patch|Delete|Request)Mapping\b|\[(?:Http\w+|Route)\b/,
];
/** In these a definition at the margin is seen by whoever imports the file. */
const PUBLIC_AT_THE_MARGIN = /\.(?:py|rb|go|php|ex|lua|jl|r|c|h|cc|cpp|hpp|swift|kt|scala)$/i;

/** Whether a change touches what users of the code can see: exports, flags, variables, routes. By text, rather once too often. */
export function touchesPublicSurface(files: readonly ChangedFile[]): boolean {
  return files.some((file) => {
    if (file.noise !== undefined || isTestPath(file.newPath)) return false;
    const isMarginPublic = PUBLIC_AT_THE_MARGIN.test(file.newPath);
    return file.hunks.some(({ lines }) =>
      lines.some(({ kind, text }) => {
        if (kind === 'context') return false;
        const line = text.slice(0, 500);
        return SURFACE.some((pattern) => pattern.test(line)) || (isMarginPublic && isPublicDefinition(line));
      }),
    );
  });
}

/** A name with a leading underscore is private by the custom of these languages. */
function isPublicDefinition(line: string): boolean {
  const name = definedName(line);
  return name !== null && !name.startsWith('_');
}
