import type { Rule } from '../reviewer.ts';

/** What only a model can report: it needs understanding, not syntax. */
export const SECURITY_MODEL_RULES = {
  'authorization-bypass': {
    summary: 'A caller reaches what they have no right to.',
    severity: 'critical',
    confidence: 750,
    references: ['CWE-639'],
  },
  'trust-boundary': {
    summary: 'Data from outside is trusted as if it came from inside.',
    severity: 'critical',
    confidence: 700,
    references: ['CWE-501'],
  },
  'sensitive-data-exposure': {
    summary: 'A private value goes where it should not.',
    severity: 'warning',
    confidence: 700,
    references: ['CWE-200'],
  },
  'session-weakness': {
    summary: 'A session, token or reset can be guessed, reused or kept.',
    severity: 'warning',
    confidence: 650,
    references: ['CWE-613'],
  },
  'cryptography-misuse': {
    summary: 'Cryptography is used so that it does not protect.',
    severity: 'warning',
    confidence: 650,
    references: ['CWE-310'],
  },
  'check-then-use': {
    summary: 'What was checked can change before it is used.',
    severity: 'warning',
    confidence: 600,
    references: ['CWE-367'],
  },
  'insecure-deployment': {
    summary: 'The configuration of a deployment opens a door.',
    severity: 'warning',
    confidence: 650,
    references: ['CWE-16'],
  },
} as const satisfies Readonly<Record<string, Rule>>;
