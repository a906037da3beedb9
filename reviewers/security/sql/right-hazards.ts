import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { hazardOf, named, type PlacedFact, type SqlFile } from './placed-fact.ts';

/** Roles that stand for whoever asks, as APIs over PostgreSQL name them. */
const NOBODY = /^(?:anon|anonymous|web_anon|anon_user|guest|unauthenticated)$/;
const WRITES = /^(?:insert|update|delete|truncate|create|trigger|references)$/;
/** Roles by which a database's server is taken over, or all of its rows. */
const GREAT_ROLES =
  /^(?:pg_(?:execute_server_program|(?:read|write)_server_files|write_all_data|database_owner)|postgres|supabase_admin|rds_superuser|azure_pg_admin|cloudsqlsuperuser)$/;
const THINGS: Readonly<Record<string, string>> = {
  table: 'table',
  schema: 'schema',
  database: 'database',
  function: 'function',
  procedure: 'procedure',
  routine: 'routine',
  large_object: 'large object',
  foreign_server: 'foreign server',
  fdw: 'foreign-data wrapper',
};

/** Rights that are more than anybody's task needs. */
export function rightHazards({ facts }: SqlFile): ConfigurationHazard[] {
  const definers = new Set(
    facts.flatMap(({ kind, name, words }) => (isFunction(kind) && words.includes('definer') ? [name] : [])),
  );
  const secured = new Set(
    facts.flatMap(({ kind, name, on }) => (kind === 'row-security' && name === 'on' ? [on] : [])),
  );
  return facts.flatMap((fact): ConfigurationHazard[] => {
    if (fact.kind === 'grant' || fact.kind === 'default-grant') return granted(fact, { definers, secured });
    if (fact.kind === 'role') return [powerful(fact)];
    return fact.kind === 'membership' ? handedOn(fact) : [];
  });
}

const isFunction = (kind: string): boolean => kind === 'function' || kind === 'function-altered';

function granted(
  fact: PlacedFact,
  { definers, secured }: { readonly definers: ReadonlySet<string>; readonly secured: ReadonlySet<string> },
): ConfigurationHazard[] {
  const thing = THINGS[fact.name];
  if (thing === undefined) return [];
  const isEverybody = fact.who.includes('public');
  const nobody = fact.who.find((one) => NOBODY.test(one));
  const isAll = fact.words.length === 0;
  const writes = isAll || fact.words.some((one) => WRITES.test(one));
  const isCalled = /^(?:function|procedure|routine)$/.test(fact.name);
  // Everybody may call a function anyhow, connect and look up names: what is opened by that is what acts for somebody else.
  const isOpen = isCalled
    ? isEverybody && fact.on.split(', ').some((one) => definers.has(one))
    : /^(?:schema|database)$/.test(fact.name)
      ? (isEverybody || nobody !== undefined) && (isAll || fact.words.includes('create'))
      : isEverybody ||
        (nobody !== undefined &&
          writes &&
          fact.name === 'table' &&
          !fact.on.split(', ').every((one) => secured.has(one)));
  if (!isOpen) return [];
  const what = isAll ? 'all rights' : fact.words.slice(0, 4).join(', ').toUpperCase();
  const on = fact.kind === 'default-grant' ? `every ${thing} that is made later` : `${thing} ${named(fact.on)}`;
  return [
    hazardOf(fact, {
      rule: 'public-exposure',
      title: `Everybody gets ${what} on ${on}`,
      explanation: isEverybody
        ? 'PUBLIC is every role of the server, also those that are made later. Name the role that needs it.'
        : `${named(nobody ?? '')} stands for whoever asks without signing in. Name the role that needs it, or narrow it by row level security.`,
      scenario:
        'A role that was made for something else, or one whose password leaked, reads or changes what it was never meant to see.',
      severity: 'warning',
      confidence: isEverybody ? 750 : 600,
    }),
  ];
}

function powerful(fact: PlacedFact): ConfigurationHazard {
  const powers = fact.words.map((one) => one.toUpperCase()).join(', ');
  return hazardOf(fact, {
    rule: 'excessive-permissions',
    title: `Role ${named(fact.name)} becomes ${powers}`,
    explanation:
      'Such a role passes by rights and policies: SUPERUSER runs programs on the server, BYPASSRLS sees every row, CREATEROLE gives roles away. Grant what its task needs.',
    scenario:
      'One statement that somebody slips into a query of this role reads every table, or runs a program on the server.',
    severity: 'warning',
    confidence: 750,
  });
}

function handedOn(fact: PlacedFact): ConfigurationHazard[] {
  const great = fact.words.find((one) => GREAT_ROLES.test(one));
  const isEverybody = fact.who.some((one) => one === 'public' || NOBODY.test(one));
  if (great === undefined && !isEverybody) return [];
  const role = great ?? fact.words[0] ?? '';
  if (!isEverybody && fact.who.every((one) => GREAT_ROLES.test(one))) return [];
  return [
    hazardOf(fact, {
      rule: 'excessive-permissions',
      title: `${named(fact.who.join(', '))} gets the rights of role ${named(role)}`,
      explanation:
        great === undefined
          ? 'Whoever asks has the rights of that role from now on.'
          : 'That role reads or writes the files of the server, runs its programs or owns all of its data. Grant what the task needs.',
      scenario:
        'One statement that somebody slips into a query of this role reads the server’s files or runs a program there.',
      severity: 'warning',
      confidence: 700,
    }),
  ];
}
