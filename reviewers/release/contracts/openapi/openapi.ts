import { basename } from 'node:path/posix';
import type { FileSides } from '../../read-sides.ts';
import type { ContractBreak, ContractSource } from '../contract-source.ts';
import { compareOperations } from './compare-operations.ts';
import { ApiDocument, tableOf } from './document.ts';

/** Descriptions of HTTP interfaces (OpenAPI 3, Swagger 2): what a client may no longer send, or gets otherwise. */
export const openapi: ContractSource = {
  noun: 'OpenAPI',
  user: 'calls the interface as it is described today',
  accepts: (path) =>
    /\.(?:ya?ml|json)$/i.test(path) &&
    (/openapi|swagger|api|spec|schema/i.test(basename(path)) || /(?:openapi|swagger|apis?)\//i.test(path)),
  breaks: (sides) => sides.flatMap(breaksOf),
};

/** Documents say by a key near the margin what they are. */
const IS_API = /^[\s{"']{0,8}(?:openapi|swagger)["']?\s{0,8}:\s{0,8}["']?[23]/m;

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
