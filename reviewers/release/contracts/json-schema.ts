import { jsonSchema as keys } from '../config-keys/json-schema.ts';
import type { FileSides } from '../read-sides.ts';
import type { ContractBreak, ContractSource } from './contract-source.ts';
import { compareSchemas } from './openapi/compare-schemas.ts';
import { ApiDocument } from './openapi/document.ts';

/** JSON Schemas: what a configuration or message that was right may no longer say, or must say now. */
export const jsonSchemas: ContractSource = {
  noun: 'JSON Schema',
  user: 'writes what the schema takes today',
  accepts: (path) => keys.accepts(path),
  breaks: (sides) => sides.flatMap(breaksOf),
};

function breaksOf({ file, old, new: now }: FileSides): ContractBreak[] {
  if (!isSchema(old) || !isSchema(now)) return [];
  const [before, after] = [new ApiDocument(old), new ApiDocument(now)];
  const found: ContractBreak[] = [];
  compareSchemas(
    { name: '$', old: before.root, now: after.root, direction: 'request' },
    {
      old: before,
      now: after,
      seen: new Set(),
      say({ name, what, side, pointer }) {
        // Keys that are gone have a rule of their own.
        if (what === 'is removed') return;
        const path = side === 'old' ? file.oldPath : file.newPath;
        found.push({ path, name, what, side, lines: (side === 'old' ? before : after).linesOf(pointer) });
      },
    },
  );
  return found;
}

const isSchema = (text: string): boolean => /"\$schema"\s{0,8}:\s{0,8}"[^"]*json-schema\.org/.test(text);
