import { describe, expect, it, onTestFinished, test } from 'vitest';
import { contest } from '../../../app/pull-request/commands/contest.ts';
import { dismissEverywhere } from '../../../app/pull-request/commands/dismiss-everywhere.ts';
import { movesOf } from '../../../app/pull-request/suppressions-moved.ts';
import { remarksOf } from '../../../app/output/remarks.ts';
import { coordinate } from '../../../coordinator/coordinate.ts';
import { openInMemory } from '../../../history/log.ts';
import { retain } from '../../../history/write/retain.ts';
import type { ReviewComment } from '../../../schemas/review.ts';
import type { TrustDomain } from '../../../schemas/run.ts';
import { at } from '../../coordinator/builders.ts';
import { head, injection } from '../../coordinator/memory/memories.ts';
import { anOutput } from '../output/build-review-output.ts';
import { Scene } from './scene.ts';

const found = (of: Parameters<typeof injection>[0] = {}): ReviewComment => {
  const [comment] = coordinate(head({ findings: [injection(of)] })).review.comments;
  if (comment === undefined) throw new Error('nothing was found');
  return comment;
};
type Merged = Parameters<typeof movesOf>[1];
const PLAIN = { reviewer: 'quality', rule: 'quality/null', severity: 'warning' } as const;

const PLACE = (trust: TrustDomain): Parameters<typeof dismissEverywhere>[1] => ({
  label: 'acme/shop#7',
  trust,
  problems: [],
  pull: { author: { login: 'ada' } },
});

function world(trust: TrustDomain = 'trusted', now = () => new Date()) {
  const log = openInMemory({ now });
  onTestFinished(() => log.close());
  const give = (comment: ReviewComment, of: { actor?: string; role?: string; days?: number } = {}) =>
    dismissEverywhere(log, PLACE(trust), {
      comment,
      actor: 'grace',
      role: 'write',
      reason: 'numbers only',
      days: null,
      ...of,
    });
  const object = (of: Partial<Parameters<typeof contest>[2]> = {}) => {
    const [first] = log.past.suppressions();
    const said = { id: first?.suppression.id ?? null, reason: 'it is real', actor: 'mallory', role: 'read', ...of };
    return contest(log, { trust, problems: [] }, said);
  };
  const inForce = (asker: TrustDomain = trust) => log.past.suppressionsInForce(asker);
  return { log, give, object, inForce };
}

describe('who may dismiss for the whole repository', () => {
  const critical = {};
  const security = { severity: 'warning' } as const;
  const table = [
    ['write permission', PLAIN, {}, 1],
    ['write permission, by the author', PLAIN, { actor: 'ada' }, 1],
    ['write permission for security', security, {}, 0],
    ['write permission for a weakness by its number', { ...PLAIN, references: ['CWE-89'] as string[] }, {}, 0],
    ['maintain for security, by the author', security, { role: 'maintain', actor: 'ada' }, 1],
    ['write permission for critical', critical, {}, 0],
    ['maintain for critical', critical, { role: 'maintain' }, 1],
    ['maintain for critical, but the author alone', critical, { role: 'maintain', actor: 'Ada' }, 0],
    ['for ever', PLAIN, { days: 366 }, 0],
    ['for no time', PLAIN, { days: 0 }, 0],
    ['for a month', PLAIN, { days: 30 }, 1],
  ] as const;
  it.each(table)('%s', (_, of, by, expected) => {
    const { give, inForce } = world();
    const text = give(found(of), by);
    expect(inForce()).toHaveLength(expected);
    expect(text).toMatch(expected === 1 ? /whole repository until/ : /this pull request only/);
  });
});

it('is not possible for what quotes no code', () => {
  const { give, inForce } = world();
  give({ ...found(PLAIN), evidence: null });
  expect(inForce()).toEqual([]);
});

describe('how long and where it holds', () => {
  it('holds half a year, once however often it is said, whatever the retention, and then no more', () => {
    let now = new Date();
    const { give, inForce, log } = world('trusted', () => now);
    give(found(PLAIN));
    give(found(PLAIN));
    retain(log, { days: 1, megabytes: 0 }, new Date(Date.now() + 179 * 24 * 3600 * 1000));
    now = new Date(Date.now() + 179 * 24 * 3600 * 1000);
    expect(inForce()).toHaveLength(1);
    now = new Date(Date.now() + 181 * 24 * 3600 * 1000);
    expect(inForce()).toEqual([]);
  });

  it.each([
    ['trusted', ['trusted', 'fork', 'local']],
    ['fork', ['fork']],
    ['local', ['local']],
  ] as const)('given in %s code it holds in %s', (trust, holds) => {
    const { give, inForce } = world(trust);
    give(found(PLAIN));
    expect((['trusted', 'fork', 'local'] as const).filter((asker) => inForce(asker).length > 0)).toEqual(holds);
  });

  it('covers the one rule alone, whatever was merged into its comment', () => {
    const { give, inForce } = world();
    give({ ...found(PLAIN), merged: ['f-other'], carried: ['another print'] });
    const other = injection({ ...PLAIN, id: 'f-other', rule: 'quality/race' });
    const input = head({ findings: [injection(PLAIN), other] });
    const { review } = coordinate({ ...input, suppressions: [...inForce()] });
    expect(review.comments.map(({ finding }) => finding)).toEqual(['f-other']);
    expect(remarksOf(anOutput({ review })).find(({ id }) => id === 'dismissed-everywhere')?.text).toMatch(
      /^not raised \(dismissed for the whole repository by grace until .*s-[0-9a-f]{8}\): warning quality\/null: .* — numbers only$/,
    );
  });

  it('follows what merged pull requests rename, also what is renamed on its own', () => {
    const { give, inForce } = world();
    const comment = found(PLAIN);
    give(comment);
    const [file] = head().changeSet.files;
    const merged: Merged = {
      by: 'acme/shop#8',
      at: '2026-01-01T00:00:00.000Z',
      remembered: [],
      changeSet: { files: [], filtered: [] },
    };
    const renamed: Merged = {
      ...merged,
      changeSet: { files: file === undefined ? [] : [{ ...file, newPath: 'src/b.ts' }], filtered: [] },
    };
    const { concern, fingerprint } = comment;
    const own = { concern, fingerprint, note: '', comment: { ...comment, location: at('src/c.ts', 3) } };
    const to = (of: Merged) => movesOf(inForce(), of).map((one) => 'to' in one && one.to);
    expect(to(merged)).toEqual([]);
    expect(to(renamed)).toEqual(['src/b.ts']);
    expect(to({ ...merged, remembered: [{ ...own, state: 'dismissed' }] })).toEqual(['src/c.ts']);
    expect(to({ ...merged, remembered: [{ ...own, state: 'unknown' }] })).toEqual([]);
  });
});

describe('objecting to one', () => {
  it('is shown, and no more, where anybody may do it', () => {
    const { give, object, inForce } = world();
    give(found(PLAIN));
    object();
    object();
    expect(inForce()).toMatchObject([{ contests: [{ actor: 'mallory', reason: 'it is real' }] }]);
  });

  it.each([
    ['ends it with write permission', { role: 'write' }, 0],
    ['does not without an answer of GitHub', { role: null }, 1],
    ['does not without a reason', { role: 'write', reason: ' ' }, 1],
    ['does not under another name', { role: 'write', id: 's-00000000' }, 1],
  ])('%s', (_, of, left) => {
    const { give, object, inForce } = world();
    give(found(PLAIN));
    object(of);
    expect(inForce()).toHaveLength(left);
  });

  it('is bounded', () => {
    const { give, object, inForce } = world();
    give(found(PLAIN));
    for (let count = 0; count < 30; count += 1) object({ actor: `user-${count}` });
    expect(inForce()[0]?.contests).toHaveLength(20);
  });
});

test("a fork's author, a payload that lies and a permission that cannot be asked dismiss nothing; who maintains it does", async () => {
  const scene = await Scene.open({ fork: true });
  try {
    scene.github.addUser('linus', { permission: { 'acme/shop': 'maintain' } });
    await scene.happened('opened');
    const [id = ''] = scene
      .log((log) => log.past.findings('fork').filter(({ severity }) => severity === 'critical'))
      .map(({ finding }) => finding);
    const says = async (login: string) => {
      const comment = scene.github.comment(scene.pull, login, `/docket dismiss ${id} a test --everywhere`);
      const payload = scene.github.payloads.issueComment(comment) as { comment: object };
      await scene.deliver('issue_comment', {
        ...payload,
        comment: { ...payload.comment, author_association: 'OWNER' },
      });
      return scene.comments().at(-1) ?? '';
    };
    const inForce = () => scene.log((log) => log.past.suppressionsInForce('fork').length);
    expect(await says('mallory')).toContain('people with write permission');
    scene.github.fault({ when: { path: /\/permission$/ }, kind: 'status', status: 403, times: 1 });
    expect(await says('linus')).toContain('did not say');
    expect(await says('grace')).toContain('this pull request only');
    expect(inForce()).toBe(0);
    expect(await says('linus')).toMatch(/holds for the whole repository until \d{4}-\d\d-\d\d as `s-/);
    expect([inForce(), scene.log((log) => log.past.suppressionsInForce('trusted').length)]).toEqual([1, 0]);
    await scene.says(
      'mallory',
      `/docket contest ${scene.log((log) => log.past.suppressionsInForce('fork')[0]?.id ?? '')} it is real`,
    );
    expect(scene.comments().at(-1)).toContain('contests');
  } finally {
    await scene.close();
  }
});
