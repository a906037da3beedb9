import { confidenceOfWord } from './confidence-words.ts';

/** A scale that a bare number may be on. */
interface Scale {
  /** What turns it into per mille. */
  readonly factor: number;
  readonly holds: (value: number) => boolean;
}

/** Nobody is half a per cent sure: what lies between 0 and 1 is a fraction, whatever stands beside it. */
const FRACTION: Scale = { factor: 1000, holds: (value) => value <= 1 };
const PERCENT: Scale = { factor: 10, holds: (value) => value === 0 || (value >= 1 && value <= 100) };
const PER_MILLE: Scale = { factor: 1, holds: (value) => value === 0 || value >= 1 };

/**
 * Scales that all numbers of one source may be on together, the surest first. A model is asked for percents, so that 95 is one even beside
 * 950; a tool keeps to one scale, whichever that is.
 */
export const SCALES_OF = { model: [FRACTION, PERCENT], tool: [FRACTION, PERCENT, PER_MILLE] } as const;

type Reading = { readonly perMille: number } | { readonly bare: number } | null;

const NUMBER = /^[~≈]?\s*(\d+(?:[.,]\d+)?)\s*(%|per ?cent|pct|‰|per ?mille)?$/;
const RATIO = /^(\d+(?:\.\d+)?)\s*(?:\/|out of|of)\s*(\d+(?:\.\d+)?)$/;

/**
 * Confidences as integers per mille, in their order; null where one cannot be read, never 0. What carries its unit (`95%`, `19/20`, `high`)
 * means that. Bare numbers are read on the first scale that holds all of them; where none does, each for itself on the first scale that
 * holds it. Where two scales are possible the surer one counts: a misreading may cost a comment, never a finding.
 *
 * | all that is said | read as |
 * |---|---|
 * | 0.95, 0.4, 1 | 950, 400, 1000 |
 * | 95, 40, 1 | 950, 400, 10 |
 * | 950, 400 | 950, 400 |
 * | 1 | 1000 |
 * | 0.95, 95, 950, "95 %", "19/20" | 950 each |
 * | 1, 0.9, 95 | 1000, 900, 950 |
 */
export function readConfidences(said: readonly unknown[], source: keyof typeof SCALES_OF): (number | null)[] {
  const readings = said.map(readingOf);
  const bare = readings.flatMap((reading) => (reading !== null && 'bare' in reading ? [reading.bare] : []));
  const common = SCALES_OF[source].find(({ holds }) => bare.every(holds));
  return readings.map((reading) => {
    if (reading === null) return null;
    if ('perMille' in reading) return reading.perMille;
    const scale = common ?? [FRACTION, PERCENT].find(({ holds }) => holds(reading.bare)) ?? PER_MILLE;
    return Math.round(reading.bare * scale.factor);
  });
}

function readingOf(said: unknown): Reading {
  if (typeof said === 'number') return said >= 0 && said <= 1000 ? { bare: said } : null;
  if (typeof said !== 'string') return null;
  const text = said.trim().toLowerCase();
  const [, digits, unit] = NUMBER.exec(text) ?? [];
  if (digits !== undefined) return inUnit(Number(digits.replace(',', '.')), unit);
  const [, part, whole] = RATIO.exec(text) ?? [];
  if (part !== undefined) return exactly((Number(part) / Number(whole)) * 1000);
  const word = confidenceOfWord(text);
  return word === null ? null : { perMille: word };
}

function inUnit(value: number, unit: string | undefined): Reading {
  if (unit === undefined) return readingOf(value);
  return exactly(unit === '‰' || unit.endsWith('mille') ? value : value * 10);
}

/** More than certain is nothing, and so is a division by zero. */
function exactly(value: number): Reading {
  return value >= 0 && value <= 1000 ? { perMille: Math.round(value) } : null;
}
