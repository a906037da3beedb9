import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { hazardOf, named, type PlacedFact, type SqlFile } from './placed-fact.ts';

/** Roles of a server's own programs, for whom every row is meant. */
const OWN_ROLES =
  /service|admin|postgres|system|worker|migrat|owner|backend|internal|authenticator|replication|dashboard/;
const AUDIT = /audit|(?:^|_)log(?:ged|ging|s)?(?:_|$)|history|journal/;
const LOGS =
  /^(?:log_statement|log_connections|log_disconnections|pgaudit\.log|log_min_error_statement|logging_collector)$/;
const OFF = /^(?:none|off|false|0|no|panic)$/i;

/** What kept rows apart, or noted what was done, and goes. */
export function guardHazards(file: SqlFile): ConfigurationHazard[] {
  return file.facts.flatMap((fact) => hazardsOf(fact, file));
}

function hazardsOf(fact: PlacedFact, file: SqlFile): ConfigurationHazard[] {
  const of: string = fact.kind;
  switch (of) {
    case 'row-security':
      return rowSecurity(fact, file);
    case 'policy':
      return openPolicy(fact);
    case 'policy-dropped':
      return droppedPolicy(fact, file);
    case 'invoker-off':
      return [
        told(fact, {
          title: `View ${named(fact.name)} reads with the rights of its owner`,
          explanation:
            'With `security_invoker` off the policies of the tables below are asked about the owner of the view, not about who reads it.',
          severity: 'suggestion',
          confidence: 600,
        }),
      ];
    case 'trigger-off':
    case 'trigger-dropped':
    case 'extension-dropped':
    case 'setting':
      return lessNoted(fact, file);
    default:
      return [];
  }
}

function told(
  fact: PlacedFact,
  said: Pick<ConfigurationHazard, 'title' | 'explanation' | 'severity' | 'confidence'>,
): ConfigurationHazard {
  return hazardOf(fact, {
    ...said,
    rule: 'guard-removed',
    scenario: 'Somebody who has signed in asks for all rows of the table, and gets those of the others as well.',
  });
}

const isDropped = ({ facts }: SqlFile, table: string): boolean =>
  facts.some(({ kind, name }) => kind === 'table-dropped' && name === table);
const isLater = (fact: PlacedFact, other: PlacedFact): boolean => other.line >= fact.line && other !== fact;

function rowSecurity(fact: PlacedFact, file: SqlFile): ConfigurationHazard[] {
  if (!/^(?:off|no-force)$/.test(fact.name) || file.isBack || isDropped(file, fact.on)) return [];
  const again = fact.name === 'off' ? 'on' : 'force';
  if (
    file.facts.some(
      (one) => one.kind === 'row-security' && one.name === again && one.on === fact.on && isLater(fact, one),
    )
  )
    return [];
  const isOff = fact.name === 'off';
  return [
    told(fact, {
      title: isOff
        ? `Row level security of ${named(fact.on)} is switched off`
        : `The owner of ${named(fact.on)} passes by its policies again`,
      explanation: isOff
        ? 'Its policies are asked no more: every role with rights on the table sees and writes every row.'
        : 'Without FORCE the owner of a table, who is often the application itself, sees every row.',
      severity: 'warning',
      confidence: isOff ? 800 : 650,
    }),
  ];
}

function openPolicy(fact: PlacedFact): ConfigurationHazard[] {
  const [command = 'all'] = fact.words;
  const who = fact.who.filter((one) => !OWN_ROLES.test(one));
  // Reading by everybody is what a page of news wants, and so is a form that anybody may send.
  if (!fact.words.includes('open') || who.length === 0 || !/^(?:all|update|delete)$/.test(command)) return [];
  const roles = who.includes('public') ? 'everybody' : who.join(', ');
  return [
    hazardOf(fact, {
      rule: 'public-exposure',
      title: `Policy ${named(fact.name)} lets ${roles} ${command === 'all' ? 'do anything' : command.toUpperCase()} with every row of ${named(fact.on)}`,
      explanation: who.includes('public')
        ? 'Its condition is always true, and a policy without TO (or TO PUBLIC) holds for all roles. Name the role, or compare the row with who asks.'
        : 'Its condition is always true: whoever has that role may write the rows of the others. Compare the row with who asks.',
      scenario: 'A visitor sends an update of a row that belongs to somebody else, and the database takes it.',
      severity: 'warning',
      confidence: 700,
    }),
  ];
}

function droppedPolicy(fact: PlacedFact, file: SqlFile): ConfigurationHazard[] {
  const isFollowed = file.facts.some(
    ({ kind, on }) => (kind === 'policy' || kind === 'row-security') && on === fact.on,
  );
  if (file.isBack || isFollowed || isDropped(file, fact.on)) return [];
  // Without a policy that allows it nobody sees a row: what opens a table by going is one that narrows.
  if (!/restrict|deny|block|forbid|prevent|isolat|tenant|only|own/.test(fact.name)) return [];
  return [
    told(fact, {
      title: `Policy ${named(fact.name)} of ${named(fact.on)} goes and none comes`,
      explanation:
        'By its name it kept rows apart, and nothing in this file does so in its place. Where another policy is wider, or row level security is off, everybody sees them.',
      severity: 'suggestion',
      confidence: 500,
    }),
  ];
}

function lessNoted(fact: PlacedFact, file: SqlFile): ConfigurationHazard[] {
  const what = lessNotedBy(fact, file);
  if (what === null || file.isBack) return [];
  return [
    hazardOf(fact, {
      rule: 'audit-off',
      title: what,
      explanation:
        'What is done from now on stands nowhere: after a break-in nobody can tell what was read or changed.',
      scenario: 'Rows are changed with a stolen password, and no table and no log says which, when and by whom.',
      severity: 'warning',
      confidence: 650,
    }),
  ];
}

function lessNotedBy(fact: PlacedFact, file: SqlFile): string | null {
  const { kind, name, on, words } = fact;
  const later = file.facts.filter((one) => isLater(fact, one));
  if (kind === 'extension-dropped') return name === 'pgaudit' ? 'The extension `pgaudit` goes' : null;
  if (kind === 'setting')
    return LOGS.test(name) && on !== 'session' && OFF.test(words[0] ?? '') ? `\`${name}\` is switched off` : null;
  if (!AUDIT.test(name) || isDropped(file, on)) return null;
  if (kind === 'trigger-off')
    return later.some((one) => one.kind === 'trigger-on' && one.on === on)
      ? null
      : `Trigger ${named(name)} of ${named(on)} is switched off`;
  const comesBack = file.facts.some(
    (one) => one.kind === 'trigger' && one.on === on && (one.name === name || AUDIT.test(one.name)),
  );
  return comesBack ? null : `Trigger ${named(name)} of ${named(on)} goes`;
}
