import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import { protoStatements, type ProtoStatement } from '../../changed-code/protobuf/proto-statements.ts';
import { protoSlip } from './proto-slip.ts';

const SCALARS: ReadonlySet<string> = new Set(
  'double float int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 bool string bytes'.split(' '),
);
const LABELS: ReadonlySet<string> = new Set(['optional', 'required', 'repeated']);
const NUMBER = /^-?(?:0x[\da-f]+|\d+)$/i;
const OF_MONEY = /(?:^|_)(?:amount|price|cents|total|balance|cost|fee)(?:_|$)/i;

/** A field or a value: what stands before its number. */
interface Member {
  readonly statement: ProtoStatement;
  readonly kind: 'field' | 'value';
  readonly name: string;
  readonly type: readonly string[];
  readonly number: number;
  /** Which block it is a member of; those of a choice are members of what is around it. */
  readonly owner: number;
  readonly inChoice: boolean;
}

/** Judges what the compiler of Protocol Buffers would refuse, and amounts that are rounded. */
export function judgeProto(text: string): SideJudgement {
  const { statements, broken } = protoStatements(text);
  if (broken !== null)
    return {
      hazards: [
        protoSlip('refused-proto', {
          line: broken,
          what: text.split('\n')[broken - 1]?.trim() ?? '',
          say: 'A semicolon or a bracket is missing.',
        }),
      ],
      unread: [],
    };
  const members = statements.flatMap(memberOf);
  const isThree = statements.some(({ words }) => words[0] === 'syntax' && /proto3/.test(words.at(-1) ?? ''));
  return {
    hazards: [
      ...numbersTwice(statements, members),
      ...namesTwice(members),
      ...reservedNumbers(statements, members),
      ...outOfRange(members),
      ...(isThree ? ofThree(members) : []),
      ...wrongTypes(statements, members),
      ...amounts(members),
    ],
    unread: [],
  };
}

function memberOf(statement: ProtoStatement): readonly Member[] {
  const { words, blocks, opens } = statement;
  const at = words.indexOf('=');
  const around = blocks.at(-1);
  const inside = around?.words[0] ?? '';
  if (opens || at < 1 || around === undefined || !NUMBER.test(words[at + 1] ?? '') || words[0] === 'option') return [];
  const inChoice = inside === 'oneof';
  const owner = (inChoice ? blocks.at(-2) : around)?.id ?? 0;
  const name = words[at - 1] ?? '';
  const number = Number(words[at + 1]);
  if (inside === 'enum') return at === 1 ? [{ statement, kind: 'value', name, type: [], number, owner, inChoice }] : [];
  if (inside !== 'message' && !inChoice) return [];
  return at > 1 ? [{ statement, kind: 'field', name, type: words.slice(0, at - 1), number, owner, inChoice }] : [];
}

const slipOf = ({ statement }: Member, say: string): SideHazard =>
  protoSlip('refused-proto', { line: statement.line, what: statement.words.join(' '), say });

function twice(members: readonly Member[], key: (one: Member) => string, say: (one: Member) => string): SideHazard[] {
  const seen = new Set<string>();
  return members.flatMap((one) => {
    const known = seen.has(`${one.owner} ${key(one)}`);
    seen.add(`${one.owner} ${key(one)}`);
    return known ? [slipOf(one, say(one))] : [];
  });
}

function numbersTwice(statements: readonly ProtoStatement[], members: readonly Member[]): SideHazard[] {
  const aliased = new Set(
    statements
      .filter(({ words }) => words[0] === 'option' && words.includes('allow_alias') && words.at(-1) === 'true')
      .map(({ blocks }) => blocks.at(-1)?.id ?? 0),
  );
  return twice(
    members.filter(({ kind, owner }) => kind === 'field' || !aliased.has(owner)),
    ({ number }) => String(number),
    ({ number }) => `The number ${number} stands twice.`,
  );
}

function namesTwice(members: readonly Member[]): SideHazard[] {
  return twice(
    members,
    ({ name }) => name,
    ({ name }) => `The name \`${name}\` stands twice.`,
  );
}

function reservedNumbers(statements: readonly ProtoStatement[], members: readonly Member[]): SideHazard[] {
  const kept = statements
    .filter(({ words }) => words[0] === 'reserved')
    .map(({ words, blocks }) => ({ owner: blocks.at(-1)?.id ?? 0, said: words.slice(1).join(' ').split(' , ') }));
  return members.flatMap((one) => {
    const isKept = kept.some(({ owner, said }) => owner === one.owner && said.some((part) => covers(part, one)));
    return isKept ? [slipOf(one, `\`${one.name}\` has a number or a name that is reserved.`)] : [];
  });
}

function covers(part: string, { number, name }: Member): boolean {
  const [from = '', , to] = part.split(' ');
  if (!NUMBER.test(from)) return from.replaceAll(/["']/g, '') === name;
  const last = to === undefined ? Number(from) : to === 'max' ? Number.POSITIVE_INFINITY : Number(to);
  return number >= Number(from) && number <= last;
}

function outOfRange(members: readonly Member[]): SideHazard[] {
  return members
    .filter(
      ({ kind, number }) =>
        kind === 'field' && (number < 1 || number > 536_870_911 || (number >= 19_000 && number <= 19_999)),
    )
    .map((one) => slipOf(one, `A field cannot have the number ${one.number}.`));
}

function ofThree(members: readonly Member[]): SideHazard[] {
  const firsts = [
    ...Map.groupBy(
      members.filter(({ kind }) => kind === 'value'),
      ({ owner }) => owner,
    ).values(),
  ];
  return [
    ...firsts.flatMap(([first]) =>
      first !== undefined && first.number !== 0
        ? [slipOf(first, 'The first value of an enumeration has to be zero.')]
        : [],
    ),
    ...members
      .filter(({ type }) => type[0] === 'required')
      .map((one) => slipOf(one, 'Version 3 has no required fields.')),
    ...members
      .filter(
        ({ statement: { words }, kind }) => kind === 'field' && /\[ (?:.{0,200} , )?default =/.test(words.join(' ')),
      )
      .map((one) => slipOf(one, 'Version 3 has no defaults.')),
  ];
}

function wrongTypes(statements: readonly ProtoStatement[], members: readonly Member[]): SideHazard[] {
  const declared = new Set(
    statements.flatMap(({ words: [kind = '', name = ''], opens }) =>
      opens && /^(?:message|enum|group)$/.test(kind) ? [name] : [],
    ),
  );
  const imports = statements.filter(({ words }) => words[0] === 'import').map(({ words }) => words.at(-1) ?? '');
  return members
    .filter(({ kind }) => kind === 'field')
    .flatMap((one): SideHazard[] => {
      const words = one.type.filter((word) => !LABELS.has(word));
      if (one.inChoice && /^(?:repeated|map)$/.test(one.type[0] ?? ''))
        return [slipOf(one, 'A choice (`oneof`) holds no lists.')];
      if (words[0] === 'map')
        return /^(?:double|float|bytes)$/.test(words[2] ?? '') || (words[2] ?? '').includes('.')
          ? [slipOf(one, `A map has no keys of the type \`${words[2] ?? ''}\`.`)]
          : [];
      const type = (words[0] ?? '').replace(/^\./, '');
      if (words.length !== 1 || SCALARS.has(type)) return [];
      if (type.startsWith('google.protobuf.')) {
        const isImported = imports.some((path) => path.includes('google/protobuf/')) || imports.length > 8;
        return isImported || imports.some((path) => !path.includes('google/'))
          ? []
          : [slipOf(one, `Nothing is imported that declares \`${type}\`.`)];
      }
      const isKnown = type.includes('.') || declared.has(type) || imports.length > 0 || isInPackage(statements);
      return isKnown && !isNearScalar(type, declared) ? [] : [slipOf(one, `Nothing declares the type \`${type}\`.`)];
    });
}

/** Files of one package see each other only by imports, but some builds put them together. */
function isInPackage(statements: readonly ProtoStatement[]): boolean {
  return statements.some(({ words }) => words[0] === 'package');
}

/** A lower-case word that differs from the name of a type of its own by a letter. */
function isNearScalar(type: string, declared: ReadonlySet<string>): boolean {
  return /^[a-z\d]+$/.test(type) && !declared.has(type) && [...SCALARS].some((one) => isNear(type, one));
}

function isNear(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [rest, left] = [one.slice(at), other.slice(at)];
  return rest.slice(1) === left || rest === left.slice(1) || rest.slice(1) === left.slice(1);
}

function amounts(members: readonly Member[]): SideHazard[] {
  return members
    .filter(({ type, name }) => /^(?:float)$/.test(type.at(-1) ?? '') && OF_MONEY.test(name))
    .map(({ statement, name }) =>
      protoSlip('inexact-amount', {
        line: statement.line,
        what: statement.words.join(' '),
        say: `\`${name}\` is a \`float\`.`,
      }),
    );
}
