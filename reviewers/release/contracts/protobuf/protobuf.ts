import type { Side } from '../../../../schemas/location.ts';
import type { ContractBreak, ContractSource } from '../contract-source.ts';
import { type ProtoDeclared, type ProtoFile, readProto } from './read-proto.ts';

/** Messages and services of Protocol Buffers: what is written on the wire, and what generated code is called. */
export const protobuf: ContractSource = {
  noun: 'Protocol Buffers',
  user: 'was generated from the old file',
  accepts: (path) => path.endsWith('.proto'),
  breaks(sides) {
    const files = sides.map((one): Files => {
      const now = readProto(one.new);
      const old = { path: one.file.oldPath, ...readProto(one.old) };
      return {
        old: now.declared.length === 0 ? old : under(now.package, old),
        wasIn: old,
        now: { path: one.file.newPath, ...now },
      };
    });
    const [before, after] = [allOf(files.map(({ old }) => old)), allOf(files.map(({ now }) => now))];
    const names = new Map(after.declared.map((one) => [one.name, one]));
    const types = new Set(
      after.declared.flatMap(({ kind, name }) => (/^(?:message|enum|service)$/.test(kind) ? [name] : [])),
    );
    const known = new Set(before.declared.map(({ name }) => name));
    const numbers = new Map(after.declared.map((one) => [`${one.owner}:${one.number}`, one]));
    const freed = [...before.reserved].flatMap(([key, { path, line }]): ContractBreak[] => {
      const at = key.lastIndexOf(':');
      const [owner, what] = [key.slice(0, at), key.slice(at + 1)];
      return after.reserved.has(key) || !types.has(owner)
        ? []
        : [{ path, name: owner, what: `no longer keeps \`${what}\` free`, side: 'old', lines: [line] }];
    });
    return [
      ...files.flatMap(changedFile),
      ...freed,
      ...before.declared.flatMap((old) => {
        const isMember = old.number !== null || old.kind === 'rpc';
        // What its type took with it is told once, of the type.
        if (isMember ? !types.has(old.owner) : old.owner !== before.packages.get(old.path) && !types.has(old.owner))
          return [];
        const what = fate(old, { names, numbers, reserved: after.reserved });
        if (what === null) return [];
        const now = names.get(old.name);
        // What an option says may stand on either side only.
        return [told(old, what, 'old'), ...(now === undefined ? [] : [told(now, what, 'new')])];
      }),
      ...after.declared.flatMap((one) => {
        const isAsked = one.facets.get(PRESENCE) === 'required';
        const isNew = !known.has(one.name) && known.has(one.owner);
        return isAsked && isNew ? [told(one, 'is new and required', 'new')] : [];
      }),
    ];
  },
};

const PRESENCE = 'whether it may be missing';

type PlacedFile = ProtoFile & { readonly path: string };
type Placed = ProtoDeclared & { readonly path: string };

interface Files {
  /** The old side, under the name of the package as it is now. */
  readonly old: PlacedFile;
  readonly wasIn: PlacedFile;
  readonly now: PlacedFile;
}

/** What a file declares, as if its package had always been called so: another package is told once, of the file. */
function under(name: string, file: PlacedFile): PlacedFile {
  const from = file.package;
  if (from === name) return file;
  const moved = (full: string): string => {
    const rest = from === '' ? `.${full}` : full.startsWith(from) ? full.slice(from.length) : full;
    return `${name}${rest === '.' ? '' : rest}`.replace(/^\./, '');
  };
  return {
    ...file,
    package: name,
    declared: file.declared.map((one) => ({ ...one, name: moved(one.name), owner: moved(one.owner) })),
    reserved: new Map([...file.reserved].map(([key, line]) => [moved(key), line])),
  };
}

/** What all of a file's generated code is called or made by. */
function changedFile({ wasIn: old, now }: Files): ContractBreak[] {
  if (old.declared.length === 0 || now.declared.length === 0) return [];
  return [...old.facets].flatMap(([key, value]): ContractBreak[] => {
    const is = now.facets.get(key) ?? '';
    if (is === value) return [];
    const isGone = !now.lines.has(key);
    const line = (isGone ? old : now).lines.get(key) ?? 1;
    const { path } = isGone ? old : now;
    const what = `has another \`${key}\`: ${is === '' ? 'none' : is} instead of ${value === '' ? 'none' : value}`;
    return [{ path, name: `\`${path}\``, what, side: isGone ? 'old' : 'new', lines: [line] }];
  });
}

function allOf(files: readonly PlacedFile[]): {
  declared: Placed[];
  reserved: Map<string, { path: string; line: number }>;
  packages: Map<string, string>;
} {
  return {
    declared: files.flatMap(({ path, declared }) => declared.map((one) => ({ ...one, path }))),
    reserved: new Map(
      files.flatMap(({ path, reserved }) => [...reserved].map(([key, line]) => [key, { path, line }] as const)),
    ),
    packages: new Map(files.map((one) => [one.path, one.package])),
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
    return now.shape === old.shape ? lostFacet(old, now) : `is no longer \`${old.shape}\` but \`${now.shape}\``;
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
  if (there.name === old.name) return lostFacet(old, there);
  // An alias is another name for the same number.
  return now?.number === old.number ? null : `is renamed to \`${lastOf(there.name)}\``;
}

function lostFacet(old: ProtoDeclared, now: ProtoDeclared): string | null {
  const [found] = [...old.facets].filter(([key, value]) => {
    const is = now.facets.get(key) ?? value;
    // JSON that becomes certain breaks nobody.
    return is !== value && is !== 'ALLOW';
  });
  return found === undefined ? null : `changes ${found[0]}: ${now.facets.get(found[0])} instead of ${found[1]}`;
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function told({ path, name, line, lines }: Placed, what: string, side: Side): ContractBreak {
  return { path, name, what, side, lines: [line, ...lines] };
}
