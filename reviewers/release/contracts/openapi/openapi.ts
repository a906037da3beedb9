import type { FileSides } from '../../read-sides.ts';
import type { ContractBreak, ContractSource } from '../contract-source.ts';
import { compareOperations } from './compare-operations.ts';
import { ApiDocument, tableOf } from './document.ts';

/** Descriptions of HTTP interfaces (OpenAPI 3, Swagger 2): what a client may no longer send, or gets otherwise. */
export const openapi: ContractSource = {
  noun: 'OpenAPI',
  user: 'calls the interface as it is described today',
  accepts: (path) =>
    /(?:openapi|swagger|api|spec|schema)[^/]*\.(?:ya?ml|json)$|(?:openapi|swagger|apis?)\/[^\n]*\.(?:ya?ml|json)$/i.test(
      path,
    ),
  breaks: (sides) => sides.flatMap(breaksOf),
};

/** Documents say by their first key what they are. */
const IS_API =
  /^["'\s{]*(?:#[^\n]*\n|---\s*\n|\s)*["']?(?:openapi|swagger)["']?\s*:|\n\s{0,4}["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]/;

function breaksOf({ file, old, new: now }: FileSides): ContractBreak[] {
  if (!IS_API.test(old) || !IS_API.test(now)) return [];
  const [before, after] = [new ApiDocument(old), new ApiDocument(now)];
  if (tableOf(before.root.value)['paths'] === undefined) return [];
  const found = new Map<string, ContractBreak>();
  compareOperations({
    old: before,
    now: after,
    seen: new Set(),
    say({ name, what, side, pointer }) {
      const key = `${side} ${pointer} ${what}`;
      if (!found.has(key))
        found.set(key, {
          path: side === 'old' ? file.oldPath : file.newPath,
          name,
          what,
          side,
          lines: (side === 'old' ? before : after).linesOf(pointer),
        });
    },
  });
  return [...found.values()];
}
