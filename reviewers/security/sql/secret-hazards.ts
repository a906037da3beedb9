import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { hazardOf, named, type PlacedFact, type SqlFile } from './placed-fact.ts';

/** Passwords and keys in clear, and digests and ciphers that keep none. */
export function secretHazards({ facts }: SqlFile): ConfigurationHazard[] {
  return facts.flatMap((fact): ConfigurationHazard[] => {
    const kind: string = fact.kind;
    switch (kind) {
      case 'password':
        return [password(fact, `The password of ${named(fact.on)} stands in the file`)];
      case 'guessable':
        return [guessable(fact)];
      case 'call':
        return called(fact);
      case 'setting':
        return set(fact);
      default:
        return [];
    }
  });
}

function password(fact: PlacedFact, title: string): ConfigurationHazard {
  return hazardOf(fact, {
    rule: 'hard-coded-secret',
    title,
    explanation:
      'Whoever can read the repository, or the log of the server, has it. Set it where the database is installed, from a store of secrets.',
    scenario: 'Somebody with a copy of the repository connects with this password.',
    severity: 'warning',
    confidence: 700,
  });
}

function called(fact: PlacedFact): ConfigurationHazard[] {
  const [first = '', second = ''] = fact.words;
  const said = fact.words.join(' ');
  if (fact.name.startsWith('dblink') && /\bpassword\s{0,5}=\s{0,5}[^\s'$%]/i.test(said))
    return [password(fact, `${named(fact.name)} has a password in its connection string`)];
  if (fact.name === 'gen_salt' && /^(?:des|xdes|md5)$/i.test(first)) return [weakHash(fact, `gen_salt('${first}')`)];
  if (fact.name === 'md5' && /secret/.test(first)) return [weakHash(fact, 'md5')];
  if (fact.name === 'digest' && /secret/.test(first) && /^(?:md5|sha1|sha)$/i.test(second))
    return [weakHash(fact, `digest(…, '${second}')`)];
  if (fact.name.startsWith('pgp_sym_') && second !== '' && !second.startsWith('computed'))
    return [password(fact, `The key of ${named(fact.name)} stands in the file`)];
  if (/^(?:encrypt|decrypt)/.test(fact.name) && fact.words.some((one) => /^(?:des|3des|bf|cast5)\b|ecb/i.test(one)))
    return [weakCipher(fact)];
  return [];
}

function weakHash(fact: PlacedFact, how: string): ConfigurationHazard {
  return hazardOf(fact, {
    rule: 'weak-hash',
    title: `A secret is hashed by ${named(how)}`,
    explanation: "Such a hash is tried a thousand million times in a second. Take `crypt(…, gen_salt('bf', 12))`.",
    scenario: 'The table leaks, and within hours most of the passwords are known.',
    severity: 'warning',
    confidence: 700,
  });
}

function weakCipher(fact: PlacedFact): ConfigurationHazard {
  return hazardOf(fact, {
    rule: 'weak-cipher',
    title: `${named(fact.name)} takes a broken cipher or mode`,
    explanation:
      'Equal texts come out equal, or the key is too short. Take `pgp_sym_encrypt`, or AES with its default mode.',
    scenario: 'Whoever has a copy of the table tells equal values apart from others, or finds the key.',
    severity: 'warning',
    confidence: 700,
  });
}

function guessable(fact: PlacedFact): ConfigurationHazard {
  return hazardOf(fact, {
    rule: 'predictable-secret',
    title: `Column ${named(fact.name)} is filled by random()`,
    explanation:
      'Its numbers follow from each other, and there are few of them. Take `gen_random_bytes` or `gen_random_uuid`.',
    scenario: 'Somebody who has seen some of the values computes the next one, and takes over what it opens.',
    severity: 'warning',
    confidence: 700,
  });
}

function set(fact: PlacedFact): ConfigurationHazard[] {
  const [value = ''] = fact.words;
  if (fact.name === 'password_encryption' && /^md5$/i.test(value)) return [weakHash(fact, 'password_encryption = md5')];
  if (fact.name !== 'ssl' || fact.on !== 'system' || !/^(?:off|false|0)$/i.test(value)) return [];
  return [
    hazardOf(fact, {
      rule: 'unencrypted-data',
      title: 'The server takes connections without TLS',
      explanation: 'Passwords and rows go over the network in clear.',
      scenario: 'Whoever listens on the line reads the rows that a query returns.',
      severity: 'warning',
      confidence: 750,
    }),
  ];
}
