import type { Side } from '../../../../schemas/location.ts';
import type { FileSides } from '../../read-sides.ts';
import type { ContractBreak, ContractSource } from '../contract-source.ts';
import { type ProtoDeclared, readProto } from './read-proto.ts';

/** Messages and services of Protocol Buffers: what is written on the wire, and what generated code is called. */
export const protobuf: ContractSource = {
  noun: 'Protocol Buffers',
  user: 'was generated from the old file',
  accepts: (path) => path.endsWith('.proto'),
  breaks(sides) {
    const [before, after] = [allOf(sides, 'old'), allOf(sides, 'new')];
    const names = new Map(after.declared.map((one) => [one.name, one]));
    const types = new Set(
      after.declared.flatMap(({ kind, name }) => (/^(?:message|enum|service)$/.test(kind) ? [name] : [])),
    );
    const numbers = new Map(after.declared.map((one) => [`${one.owner}:${one.number}`, one]));
    const freed = [...before.reserved].flatMap(([key, { path, line }]): ContractBreak[] => {
      const at = key.lastIndexOf(':');
      const [owner, what] = [key.slice(0, at), key.slice(at + 1)];
      return after.reserved.has(key) || !types.has(owner)
        ? []
        : [{ path, name: owner, what: `no longer keeps \`${what}\` free`, side: 'old', lines: [line] }];
    });
    return [
      ...freed,
      ...before.declared.flatMap((old) => {
        const isMember = old.number !== null || old.kind === 'rpc';
        // What its type took with it is told once, of the type.
        if (isMember ? !types.has(old.owner) : old.owner !== before.packages.get(old.path) && !types.has(old.owner))
          return [];
        const what = fate(old, { names, numbers, reserved: after.reserved });
        return what === null ? [] : [told(old, what)];
      }),
    ];
  },
};

type Placed = ProtoDeclared & { readonly path: string };

function allOf(
  sides: readonly FileSides[],
  side: Side,
): { declared: Placed[]; reserved: Map<string, { path: string; line: number }>; packages: Map<string, string> } {
  const read = sides.map((one) => ({
    path: side === 'old' ? one.file.oldPath : one.file.newPath,
    ...readProto(one[side]),
  }));
  return {
    declared: read.flatMap(({ path, declared }) => declared.map((one) => ({ ...one, path }))),
    reserved: new Map(
      read.flatMap(({ path, reserved }) => [...reserved].map(([key, line]) => [key, { path, line }] as const)),
    ),
    packages: new Map(read.map((one) => [one.path, one.package])),
  };
}

interface After {
  readonly names: ReadonlyMap<string, ProtoDeclared>;
  readonly numbers: ReadonlyMap<string, ProtoDeclared>;
  readonly reserved: { has(key: string): boolean };
}

/** What becomes of a declaration; null where everything goes on. */
function fate(old: ProtoDeclared, { names, numbers, reserved }: After): string | null {
  const now = names.get(old.name);
  if (old.number === null) {
    if (now === undefined) return 'is removed or renamed';
    return now.shape === old.shape ? null : `is no longer \`${old.shape}\` but \`${now.shape}\``;
  }
  const there = numbers.get(`${old.owner}:${old.number}`);
  if (there === undefined) {
    if (now !== undefined) return `has another number: ${now.number} instead of ${old.number}`;
    // Who reserves a number takes it away with care.
    return reserved.has(`${old.owner}:${old.number}`)
      ? null
      : `is removed, and its number ${old.number} is not reserved`;
  }
  if (old.kind === 'field' && there.shape !== old.shape)
    return `is no longer \`${old.shape}\` but \`${there.shape}\`, under the same number ${old.number}`;
  // An alias is another name for the same number.
  return there.name === old.name || now?.number === old.number ? null : `is renamed to \`${lastOf(there.name)}\``;
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function told({ path, name, line }: Placed, what: string): ContractBreak {
  return { path, name, what, side: 'old', lines: [line] };
}
