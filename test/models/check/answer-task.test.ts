import { describe, expect, it } from 'vitest';
import { answerTask } from '../../../models/check/answer-task.ts';
import { z } from 'zod';
import { readConfidences } from '../../../reviewers/stated/stated-confidence.ts';
import { ANSWER_SCHEMA } from '../../../reviewers/model-pass/answer.ts';
import { SYSTEM_TEXT } from '../../../reviewers/model-pass/prompt/system-text.ts';

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

  it('is asked for in words, each of which a reviewer reads, by the check of a model and by a reviewer', () => {
    for (const schema of [task.request.output.jsonSchema, ANSWER_SCHEMA.jsonSchema]) {
      const words = /"confidence":\{"type":"string","enum":(\[[^\]]*\])/.exec(JSON.stringify(schema))?.[1] ?? '[]';
      const known = z.array(z.string()).parse(JSON.parse(words));
      expect(readConfidences(known, 'model')).toEqual([1000, 950, 850, 600, 300, 100]);
    }
    for (const word of ['certain', 'very high', 'high', 'medium', 'low', 'very low']) {
      expect(SYSTEM_TEXT).toContain(`${word}:`);
    }
  });
});
