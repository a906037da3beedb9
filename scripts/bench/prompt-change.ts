import type { Contents, Inspection } from '../../forge/forge.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import { changedFiles, type Tree } from '../../test/support/change-from-trees.ts';

const FILES = 10;
const FUNCTIONS_A_FILE = 16;
const SUBJECTS = [
  'invoice',
  'session',
  'basket',
  'refund',
  'coupon',
  'shipment',
  'ledger',
  'customer',
  'webhook',
  'quota',
];
const VERBS = ['load', 'price', 'merge', 'settle', 'notify', 'archive', 'restore', 'reserve'];

/** A change as reviewers get it, with the files behind it. */
export interface PromptChange {
  readonly changeSet: ChangeSet;
  readonly contents: Contents;
  readonly inspection: Inspection;
}

/** What stands behind a plain diff. */
export const NO_FILES: Contents = {
  read: () => Promise.resolve({ kind: 'absent', why: 'unavailable', reason: 'a plain diff has no files' }),
  list: () => Promise.resolve(null),
};

/** A change of exactly 400 lines: 240 added, 160 removed, in 20 places of ten files of ordinary TypeScript. */
export function promptChange(): PromptChange {
  const trees = [false, true].map((after): Tree =>
    Object.fromEntries(
      SUBJECTS.slice(0, FILES).map((subject, file) => [`src/${subject}/${subject}-service.ts`, source(file, after)]),
    ),
  );
  const [old = {}, now = {}] = trees;
  const files = changedFiles(old, now);
  const contents: Contents = {
    read: (path, side) => {
      const text = (side === 'new' ? now : old)[path];
      return Promise.resolve(
        text === undefined ? { kind: 'absent', why: 'missing', reason: 'no such file' } : { kind: 'text', text },
      );
    },
    list: (side) => Promise.resolve(Object.keys(side === 'new' ? now : old).toSorted()),
  };
  const unavailable = { kind: 'unavailable', reason: 'there is no repository behind this change' } as const;
  return {
    changeSet: {
      source: 'range',
      label: 'main...HEAD',
      baseCommit: null,
      mergeBase: null,
      headCommit: null,
      title: 'Settle in batches and retry what failed',
      body: 'Settling one by one is too slow at the end of the month. Batches are retried as a whole, with a limit.\n\nCloses the loop with accounting.',
      labels: [],
      commits: [{ id: 'c'.repeat(40), subject: 'Settle in batches', body: '' }],
      files,
      filtered: [],
      skipped: [],
      redactions: [],
      tier: 'full',
      tierReason: '',
    },
    contents,
    inspection: {
      search: () => Promise.resolve(unavailable),
      mentions: () => Promise.resolve(unavailable),
      touchedBy: () => Promise.resolve(unavailable),
      takenBack: () => Promise.resolve(unavailable),
    },
  };
}

function source(file: number, after: boolean): string {
  const subject = SUBJECTS[file] ?? '';
  const type = `${subject[0]?.toUpperCase()}${subject.slice(1)}`;
  const functions = Array.from({ length: FUNCTIONS_A_FILE }, (_, index) => {
    const verb = `${VERBS[index % VERBS.length]}${index < VERBS.length ? '' : 'All'}`;
    const isChanged = index === 4 || index === 11;
    return [
      `/** ${verb} the ${subject} that belongs to the account, or explain why that is impossible. */`,
      `export async function ${verb}${type}(id: string, store: ${type}Store): Promise<${type}> {`,
      ...(isChanged ? body(subject, type, after) : plain(subject, type)),
      '}',
      '',
    ].join('\n');
  });
  return [`import type { ${type}, ${type}Store } from './${subject}-types.ts';`, '', ...functions].join('\n');
}

function plain(subject: string, type: string): string[] {
  return [
    `  const ${subject} = await store.find(id, { includeDeleted: false });`,
    `  if (${subject} === null) throw new Error(\`no ${subject} has the id \${id}\`);`,
    `  const total = ${subject}.lines.reduce((sum, line) => sum + line.price * line.count, 0);`,
    `  if (total > ${subject}.limit) return { ...${subject}, state: 'held', total };`,
    `  const saved: ${type} = { ...${subject}, state: 'open', total, seenAt: store.now() };`,
    '  await store.save(saved);',
    '  return saved;',
  ];
}

/** Eight lines before, twelve after, none in common. */
function body(subject: string, type: string, after: boolean): string[] {
  if (!after) {
    return [
      `  const found = await store.find(id);`,
      `  if (!found) return Promise.reject(new Error('missing ${subject}'));`,
      `  let sum = 0;`,
      `  for (const entry of found.lines) sum += entry.price;`,
      `  found.total = sum;`,
      `  found.state = 'settled';`,
      `  store.save(found);`,
      `  return found;`,
    ];
  }
  return [
    `  const batch = await store.findBatch({ owner: id, limit: 100, order: 'oldest-first' });`,
    `  const failed: string[] = [];`,
    `  const settled: ${type}[] = [];`,
    `  for (const each of batch) {`,
    `    const amount = each.lines.map((line) => line.price * line.count).reduce((a, b) => a + b, 0);`,
    `    const outcome = await store.trySettle({ ...each, total: amount }, { attempts: 3 });`,
    `    if (outcome.ok) settled.push(outcome.value);`,
    `    else failed.push(\`\${each.id}: \${outcome.reason}\`);`,
    `  }`,
    `  if (failed.length > 0) store.log.warn('${subject} entries were not settled', { failed });`,
    `  const [latest = await store.empty(id)] = settled.slice(-1);`,
    `  return latest;`,
  ];
}
