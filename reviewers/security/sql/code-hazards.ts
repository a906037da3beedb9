import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { hazardOf, named, type PlacedFact, type SqlFile } from './placed-fact.ts';

/** Languages whose functions do what the server's user may. */
const UNTRUSTED = /^(?:plpython[23]?u|plperlu|pltclu|plsh|pljavau|plruby|plphpu|plxslt|plr)$/;
const FILES = /^(?:pg_read_(?:binary_)?file|pg_ls_dir|pg_file_(?:write|rename|unlink)|lo_(?:import|export))$/;

/** What runs more than it should: texts put together, programs of the server, functions that act for their owner. */
export function sqlCodeHazards({ facts }: SqlFile): ConfigurationHazard[] {
  return facts.flatMap((fact) => hazardsOf(fact, facts));
}

function hazardsOf(fact: PlacedFact, facts: readonly PlacedFact[]): ConfigurationHazard[] {
  const kind: string = fact.kind;
  switch (kind) {
    case 'dynamic':
      return [dynamic(fact)];
    case 'program':
      return [program(fact)];
    case 'extension':
      return UNTRUSTED.test(fact.name) ? [untrusted(fact, fact.name)] : [];
    case 'function':
    case 'function-altered':
      return [...definer(fact, facts), ...foreign(fact)];
    case 'call':
      return FILES.test(fact.name) ? [files(fact)] : [];
    default:
      return [];
  }
}

function dynamic(fact: PlacedFact): ConfigurationHazard {
  const isDefiner = fact.words.includes('definer');
  return hazardOf(fact, {
    rule: 'sql-injection',
    title: `${named(fact.name)} becomes part of a statement that ${named(fact.on)} executes`,
    explanation: `It gets there as it is. Hand values over by USING, and names by \`format\` with %I or by \`quote_ident\`.${isDefiner ? ' The function is SECURITY DEFINER: the statement runs with the rights of its owner.' : ''}`,
    scenario: `The function is called with \`'; DROP TABLE users; --\` or a subquery in that value: the server executes it${isDefiner ? ' with the rights of the owner' : ''}.`,
    severity: isDefiner ? 'critical' : 'warning',
    confidence: isDefiner ? 750 : 650,
  });
}

function program(fact: PlacedFact): ConfigurationHazard {
  return hazardOf(fact, {
    rule: 'command-injection',
    title: 'COPY runs a program on the server’s machine',
    explanation: `${named(fact.name)} runs in a shell, as the user of the database server. Copy by STDIN or STDOUT and run the program at the client.`,
    scenario:
      'Whoever changes the table, the script or the program runs what they like on the machine that holds all data.',
    severity: 'warning',
    confidence: 750,
  });
}

function untrusted(fact: PlacedFact, language: string): ConfigurationHazard {
  return hazardOf(fact, {
    rule: 'excessive-permissions',
    title: `${named(language)} is a language without limits`,
    explanation:
      'Its functions read and write files, open connections and start programs as the user of the database server. Take a trusted language, or do it in the application.',
    scenario: 'A function takes a value of a request as a path or a command: a stranger reads the server’s files.',
    severity: 'warning',
    confidence: 700,
  });
}

function foreign(fact: PlacedFact): ConfigurationHazard[] {
  const [language = ''] = fact.words;
  if (fact.kind === 'function' && UNTRUSTED.test(language)) return [untrusted(fact, language)];
  // Extensions name their own library by these two.
  if (fact.kind !== 'function' || language !== 'c' || !fact.on.startsWith('/')) return [];
  return [
    hazardOf(fact, {
      rule: 'excessive-permissions',
      title: `Function ${named(fact.name)} comes from the library ${named(fact.on)}`,
      explanation:
        'The server loads it into itself. Install libraries as extensions, from the folder that only the administrator writes to.',
      scenario: 'Whoever may write that file runs code inside the database server.',
      severity: 'warning',
      confidence: 700,
    }),
  ];
}

function definer(fact: PlacedFact, facts: readonly PlacedFact[]): ConfigurationHazard[] {
  if (!fact.words.includes('definer') || fact.words.includes('path')) return [];
  const isSet = facts.some(
    ({ kind, name, words }) =>
      kind.startsWith('function') &&
      name === fact.name &&
      (kind === 'function-altered' || fact.kind === 'function-altered') &&
      words.includes('path'),
  );
  if (isSet) return [];
  return [
    hazardOf(fact, {
      rule: 'untrusted-search-path',
      title: `SECURITY DEFINER function ${named(fact.name)} has no search_path of its own`,
      explanation:
        "It runs with the rights of its owner and looks up names where its caller says. Add `SET search_path = ''` (or `pg_catalog, …, pg_temp`), and write names with their schema.",
      scenario:
        'A caller makes a table or function of the same name in a schema of theirs, puts it first in their search_path and calls the function: it runs their code as its owner.',
      severity: 'warning',
      confidence: 750,
    }),
  ];
}

function files(fact: PlacedFact): ConfigurationHazard {
  return hazardOf(fact, {
    rule: 'server-files',
    title: `${named(fact.name)} reaches the files of the server’s machine`,
    explanation:
      'It works with the rights of the database server’s user, past all rights on tables. Let the application hand over what is needed.',
    scenario:
      'A query or function hands on what stands in a file of the server: its configuration, keys, other databases.',
    severity: 'warning',
    confidence: fact.words.includes('computed') ? 800 : 700,
  });
}
