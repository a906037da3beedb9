import { describe, expect, it } from 'vitest';
import { answerTask } from '../../../models/check/answer-task.ts';
import { ASKED_MARKS, ANSWER_SCHEMA } from '../../../reviewers/model-pass/answer.ts';
import { SYSTEM_TEXT } from '../../../reviewers/model-pass/prompt/system-text.ts';
import { JUDGE_OUTPUT } from '../../../app/judge/judge-answer.ts';
import { JUDGE_SYSTEM_TEXT } from '../../../app/judge/judge-text.ts';

const task = answerTask(7);
const [message] = task.request.messages;
const [part] = message?.parts ?? [];
const words = part?.kind === 'text' ? part.text : '';
const [, path, line, evidence] = /File (\S+), line (\d+):\n(.*)$/m.exec(words) ?? [];

const judged = (confidence: unknown, more: object = {}) => {
  const finding = { rule: 'sql-injection', severity: 'critical', path, line: Number(line), evidence, title: 'x' };
  const text = JSON.stringify({ findings: [{ ...finding, confidence, ...more }] });
  return task.judge([{ kind: 'text', text }]).valid;
};

describe('how sure a model is', () => {
  it.each([95, 0, 100, 0.9, 950, '95%', 'high'])('is read in any form by the check of a model: %s', (said) => {
    expect(judged(said)).toBe(1);
  });

  it.each([-1, 1001, '', null, undefined])('is not what says nothing: %s', (said) => {
    expect(judged(said)).toBe(0);
  });

  it('does not make up for another place', () => {
    expect(judged(95, { line: Number(line) + 1 })).toBe(0);
  });

  it.each([
    { who: 'the check of a model', text: `${words}${JSON.stringify(task.request.output)}` },
    { who: 'a reviewer', text: `${SYSTEM_TEXT}${JSON.stringify(ANSWER_SCHEMA)}${JSON.stringify(ASKED_MARKS)}` },
    { who: 'the judge', text: `${JUDGE_SYSTEM_TEXT}${JSON.stringify(JUDGE_OUTPUT)}` },
  ])('is asked for in per cent by $who', ({ text }) => {
    expect(text).toMatch(/[Pp]er ?cent[^.]*0 to 100/);
    expect(text).not.toMatch(/per mille|\b1000\b|‰/i);
  });
});
