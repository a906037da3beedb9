import { describe, expect, it } from 'vitest';
import { renderJobSummary } from '../../../../app/output/github/job-summary.ts';
import { planPublication } from '../../../../app/output/github/plan-publication.ts';
import { aComment, anOutput, aReviewer, aUsage } from '../build-review-output.ts';
import { DOCUMENTED } from '../documented.ts';
import { FIRST, HEAD_TEXT, LATER } from './documented-publication.ts';
import { aReply, aThread, numbered, remembered, someFacts } from './build-publication.ts';

describe('the forms of a publication', () => {
  it('a comment beside the code', () => {
    const { review } = planPublication(FIRST.output, FIRST.facts);
    expect(review?.comments.map(({ body }) => body)).toMatchInlineSnapshot(`
      [
        "> [!CAUTION]
      > Critical: **Input of the request becomes part of an SQL statement**

      The name is pasted into the statement, so whoever calls the route decides what the database runs.

      **How it fails:** GET /user?name=x' or 1=1 -- answers with every user

      \`\`\`suggestion
      	return database.query(sql, [request.query.name]);
      \`\`\`

      <sub>93% sure · \`security/sql-injection\` · CWE-89 · \`f-4f0c21aa93\` · \`/docket explain\` · \`/docket dismiss why\`</sub>",
      ]
    `);
    expect(review?.body).toMatchInlineSnapshot(
      `"**Docket: Significant concerns** — 1 critical, 1 suggestion. The summary has the whole picture."`,
    );
  });

  it('a comment on a file', () => {
    const comment = aComment({
      placement: 'file',
      replacement: 'query(sql, [name])',
      failureScenario: {
        description: 'the name is a quote',
        command: 'curl localhost',
        expected: 'one',
        actual: 'all',
      },
      references: ['CWE-89'],
    });
    const { review } = planPublication(anOutput({ comments: [comment], runId: null }), someFacts());
    expect(review?.comments[0]?.body).toMatchInlineSnapshot(`
      "> [!CAUTION]
      > Critical: **Input of the request becomes part of an SQL statement**

      \`src/user.ts:3\`

      \`\`\`ts
      database.query(sql)
      \`\`\`

      The name is pasted into the statement, so whoever calls the route decides what the database runs.

      **How it fails:** the name is a quote

      - Run: \`curl localhost\`
      - Expected: one
      - Actual: all

      **Instead:**

      \`\`\`ts
      query(sql, [name])
      \`\`\`

      <sub>93% sure · \`security/sql-injection\` · CWE-89 · \`/docket dismiss f1 why\`</sub>"
    `);
  });

  it('the summary when there is nothing to say', () => {
    expect(planPublication(anOutput(), someFacts()).summary?.body).toMatchInlineSnapshot(`
      "✓ No findings. 1 file, +2 -1 · checks only: no model was asked · \`bbbbbbbbbb\`.
      "
    `);
    const asked = anOutput({ usage: aUsage(), review: { coverage: 'full' } });
    expect(planPublication(asked, someFacts()).summary?.body).toMatchInlineSnapshot(`
      "✓ No findings. 1 file, +2 -1 · checks and models · \`bbbbbbbbbb\`. Models: anthropic/claude-sonnet-5-5 (9 calls, 1 failed attempt). Tokens: 120.0k in (75% from the cache), 4.1k out. Cost: \\$0.23. Time: 1.2 s. 23 tool calls, 2 answers from the log. Sent to api.anthropic.com. Without a model: security, the judge.
      "
    `);
  });

  it('the summary of a first review', () => {
    expect(planPublication(FIRST.output, FIRST.facts).summary?.body).toMatchInlineSnapshot(`
      "### Docket: Significant concerns

      > [!CAUTION]
      > **1 critical, 1 suggestion** · 1 file, +2 -1 · checks and models

      **New** (1)

      ---

      > [!TIP]
      > Suggestion: **No test covers the new query**

      \`src/user.ts:1-4\`

      The function is called by two routes, and neither has a test that passes a name.

      <sub>64% sure · \`quality/no-test\` · \`/docket explain f-a1b2c3d4e5\`</sub>

      **New, beside the code** (1)

      - 🔴 **critical** \`src/user.ts:3\` Input of the request becomes part of an SQL statement · \`f-4f0c21aa93\`

      **Beside the findings** (1)

      - ⚠️ release was skipped: disabled in the configuration

      <details><summary>What it took, and what left the machine</summary>

      - Models: anthropic/claude-sonnet-5-5 (9 calls, 1 failed attempt).
      - Tokens: 120.0k in (75% from the cache), 4.1k out. Cost: \\$0.23. Time: 48.2 s. 23 tool calls, 2 answers from the log.
      - Sent to api.anthropic.com.

      </details>

      <sub>\`bbbbbbbbbb\` · \`/docket help\` lists the commands · [How this works](https://docket.example/docs)</sub>
      "
    `);
  });

  it('the summary after a later push', () => {
    expect(planPublication(LATER.output, LATER.facts).summary?.body).toMatchInlineSnapshot(`
      "### Docket: Significant concerns

      > [!CAUTION]
      > **1 critical, 1 suggestion** · 1 file, +2 -1 · checks only: no model was asked

      **New** (1)

      ---

      > [!TIP]
      > Suggestion: **No test covers the new query**

      \`src/user.ts:1-4\`

      The function is called by two routes, and neither has a test that passes a name.

      <sub>64% sure · \`quality/no-test\` · \`/docket explain f-a1b2c3d4e5\`</sub>

      **Still standing** (1)

      - 🔴 **critical** [\`src/user.ts:3\`](https://github.com/acme/shop/pull/5#discussion_r6) The handle is not closed · \`f-6\`

      **Disputed, found again, not counted** (1)

      - 🔵 **suggestion** [\`src/user.ts:3\`](https://github.com/acme/shop/pull/5#discussion_r5) Two names for one thing — \`bob\`: won't fix · \`f-5\`

      **Dismissed** (1)

      - 🟠 **warning** [\`src/user.ts:3\`](https://github.com/acme/shop/pull/5#discussion_r4) The cache is never emptied — \`ann\`: it is emptied by the deploy · \`f-4\`

      **Fixed** since the last review (1)

      - 🟠 **warning** [\`src/user.ts:3\`](https://github.com/acme/shop/pull/5#discussion_r3) Query in a loop — its quote is gone from src/user.ts · \`f-3\`

      <sub>\`bbbbbbbbbb\` · \`/docket help\` lists the commands</sub>
      "
    `);
  });

  it('the summary when something was not looked at, and reviews are paused', () => {
    const reviewers = [aReviewer({ reviewer: 'quality', status: 'failed', reason: 'timeout after 600 s' })];
    const review = {
      verdict: 'incomplete' as const,
      verdictReason: 'not everything was looked at: quality failed',
      incompleteReasons: ['quality failed'],
      reviewers,
      unread: ['src/user.ts'],
    };
    const plan = planPublication(anOutput({ review }), someFacts({ pausedBy: 'ann' }));
    expect(plan.summary?.body).toMatchInlineSnapshot(`
      "### Docket: The review did not finish

      **Paused** by \`ann\`: new commits are not reviewed until \`/docket resume\`.

      > [!IMPORTANT]
      > **no findings** · 1 file, +2 -1 · checks only: no model was asked
      >
      > not everything was looked at: quality failed

      **Beside the findings** (2)

      - ❌ quality failed: timeout after 600 s
      - ⚠️ no reviewer looked at these changed files: \`src/user.ts\`

      <sub>\`bbbbbbbbbb\` · \`/docket help\` lists the commands</sub>
      "
    `);
    expect(plan.check).toMatchInlineSnapshot(`
      {
        "annotations": [],
        "conclusion": "failure",
        "name": "docket",
        "summary": "**Paused** by \`ann\`: new commits are not reviewed until \`/docket resume\`.

      > [!IMPORTANT]
      > **no findings** · 1 file, +2 -1 · checks only: no model was asked
      >
      > not everything was looked at: quality failed

      **Beside the findings** (2)

      - ❌ quality failed: timeout after 600 s
      - ⚠️ no reviewer looked at these changed files: \`src/user.ts\`

      <sub>\`bbbbbbbbbb\` · \`/docket help\` lists the commands</sub>
      ",
        "title": "The review did not finish: no findings",
      }
    `);
  });

  it('the summary and the check under break glass', () => {
    const breakGlass = { actor: 'ann', reason: 'the shop is down, @everyone' };
    const comments = [aComment({ placement: 'summary' })];
    const { summary, check, review } = planPublication(anOutput({ comments }), someFacts({ breakGlass }));
    expect(summary?.body).toMatchInlineSnapshot(`
      "### Docket: Significant concerns

      **Break glass** by \`ann\`: the shop is down, @&#8203;everyone — the check passes, for this commit only.

      > [!CAUTION]
      > **1 critical** · 1 file, +2 -1 · checks only: no model was asked
      >
      > One critical finding.

      **New** (1)

      ---

      > [!CAUTION]
      > Critical: **Input of the request becomes part of an SQL statement**

      \`src/user.ts:3\`

      \`\`\`ts
      database.query(sql)
      \`\`\`

      The name is pasted into the statement, so whoever calls the route decides what the database runs.

      <sub>93% sure · \`security/sql-injection\` · \`/docket explain f1\`</sub>

      <sub>\`bbbbbbbbbb\` · \`/docket help\` lists the commands</sub>
      "
    `);
    expect({ ...check, summary: '' }).toMatchInlineSnapshot(`
      {
        "annotations": [
          {
            "endLine": 3,
            "level": "failure",
            "message": "The name is pasted into the statement, so whoever calls the route decides what the database runs.

      security/sql-injection, f1",
            "path": "src/user.ts",
            "startLine": 3,
            "title": "Input of the request becomes part of an SQL statement",
          },
        ],
        "conclusion": "success",
        "name": "docket",
        "summary": "",
        "title": "Break glass by ann: the shop is down, @everyone (Significant concerns: 1 critical)",
      }
    `);
    expect(review).toBeNull();
    // Its title has the verdict.
    expect(check?.summary).toBe(summary?.body.replace('### Docket: Significant concerns\n\n', ''));
  });

  it('the check of a first review', () => {
    const { check, summary } = planPublication(FIRST.output, FIRST.facts);
    expect({ ...check, summary: '' }).toMatchInlineSnapshot(`
      {
        "annotations": [
          {
            "endLine": 4,
            "level": "notice",
            "message": "The function is called by two routes, and neither has a test that passes a name.

      quality/no-test, f-a1b2c3d4e5",
            "path": "src/user.ts",
            "startLine": 1,
            "title": "No test covers the new query",
          },
        ],
        "conclusion": "failure",
        "name": "docket",
        "summary": "",
        "title": "Significant concerns: 1 critical, 1 suggestion",
      }
    `);
    // Its title has the verdict.
    expect(check?.summary).toBe(summary?.body.replace('### Docket: Significant concerns\n\n', ''));
  });

  it('what becomes of comments, and an answer', () => {
    const { updates, replies } = planPublication(LATER.output, LATER.facts);
    expect([...updates, ...replies].map(({ body }) => body)).toMatchInlineSnapshot(`
      [
        "**Fixed** at \`bbbbbbbbbb\`: its quote is gone from src/user.ts

      ---

      **warning** — **Query in a loop**

      Why.

      \`\`\`
      better
      \`\`\`

      foot",
        "**Dismissed** by \`ann\`: it is emptied by the deploy

      ---

      **warning** — **The cache is never emptied**

      Why.

      \`\`\`
      better
      \`\`\`

      foot",
        "This is still there at \`bbbbbbbbbb\`: its quote is still in the file

      An objection alone does not settle it, so it counts in the verdict.

      *What would refute it:* a change after which \`database.query(sql)\` is gone or cannot be reached this way, or a test that takes the described way and passes.

      Who has write permission can settle it for good: \`/docket dismiss f-6 reason\`",
      ]
    `);
  });

  it('an answer to somebody whose objection is taken note of', () => {
    const comment = numbered(1);
    const thread = aThread(comment, { replies: [aReply('I disagree')] });
    const facts = someFacts({ conversation: { threads: [thread], summary: null } });
    const output = anOutput({ review: { remembered: [remembered(comment, 'claimed')] } });
    expect(planPublication(output, facts).replies[0]?.body).toMatchInlineSnapshot(`
      "This is still there at \`bbbbbbbbbb\`: its quote is still in the file

      It is disputed, so it no longer counts in the verdict, and it will not be raised again.

      *What would refute it:* a change after which \`database.query(sql)\` is gone or cannot be reached this way, or a test that takes the described way and passes.

      Who has write permission can settle it for good: \`/docket dismiss f-1 reason\`"
    `);
  });

  it('the summary of a job', () => {
    const links = [{ name: 'Review', url: 'https://github.com/acme/shop/pull/5#pullrequestreview-1' }];
    const problems = [{ what: 'the check could not be written', where: 'acme/shop#5', remedy: 'give checks: write' }];
    const facts = { reason: 'reviewed', publication: null, links, problems };
    expect(renderJobSummary(DOCUMENTED, facts)).toMatchInlineSnapshot(`
      "### Docket: Significant concerns

      > [!CAUTION]
      > **1 critical** · 1 file, +2 -1 · checks and models

      **New** (1)

      ---

      > [!CAUTION]
      > Critical: **Input of the request becomes part of an SQL statement**

      \`src/user.ts:3\`

      \`\`\`ts
      database.query(sql)
      \`\`\`

      The name is pasted into the statement, so whoever calls the route decides what the database runs.

      **How it fails:** GET /user?name=x' or 1=1 -- answers with every user

      <sub>93% sure · \`security/sql-injection\` · by security, semgrep-oss · CWE-89 · \`/docket explain 4f0c21aa93d1\`</sub>

      **Beside the findings** (2)

      - ⚠️ release was skipped: disabled in the configuration
      - ℹ️ 1 held back (1 not sure enough): \`/docket explain 77d1f2c09a3e\`

      <details><summary>What it took, and what left the machine</summary>

      - Models: anthropic/claude-sonnet-5-5 (9 calls, 1 failed attempt).
      - Tokens: 120.0k in (75% from the cache), 4.1k out. Cost: \\$0.23. Time: 48.2 s. 23 tool calls, 2 answers from the log.
      - Sent to api.anthropic.com.
      - Without a model: policy.

      </details>

      <sub>\`bbbbbbbbbb\` · \`/docket help\` lists the commands</sub>

      **What went wrong**

      - ❌ the check could not be written — acme/shop#&#8203;5 — give checks: write

      [Review](https://github.com/acme/shop/pull/5#pullrequestreview-1)
      "
    `);
    const skipped = { ...facts, reason: 'the pull request is a draft', links: [], problems: [] };
    expect(renderJobSummary(null, skipped)).toMatchInlineSnapshot(`
      "### Docket: not reviewed

      the pull request is a draft
      "
    `);
  });

  it('names the store, and what a crash can lose of it', () => {
    const facts = { reason: 'it is a draft', publication: null, links: [], problems: [] };
    expect(
      renderJobSummary(null, { ...facts, store: 's3://bucket/`docket`' })
        .trim()
        .split('\n')
        .at(-1),
    ).toBe(
      'History: `` s3://bucket/`docket` ``; a crash of this machine can lose the rows of the last 400 ms and one upload.',
    );
    expect(renderJobSummary(null, { ...facts, store: null })).not.toContain('History');
  });

  it('a suggestion is the whole line that it replaces', () => {
    expect(HEAD_TEXT.split('\n')[2]).toBe('\treturn database.query(sql);');
  });
});
