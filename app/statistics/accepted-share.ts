import type { AcceptedShare, EndedConcerns } from '../../schemas/learning/statistics.ts';

/** Of a normal distribution, 95% lie within so many deviations. */
const Z = 1.96;

/** How many were accepted of those that ended, with Wilson's interval (1927), which holds for few of them, too; null where none has ended. */
export function acceptedShare({
  accepted,
  dismissed,
  unaddressed,
}: Pick<EndedConcerns, 'accepted' | 'dismissed' | 'unaddressed'>): AcceptedShare | null {
  const ended = accepted + dismissed + unaddressed;
  if (ended === 0) return null;
  const share = accepted / ended;
  const middle = share + Z ** 2 / (2 * ended);
  const spread = Z * Math.sqrt((share * (1 - share)) / ended + Z ** 2 / (4 * ended ** 2));
  const whole = 1 + Z ** 2 / ended;
  return {
    percent: 100 * share,
    from: Math.max(0, (100 * (middle - spread)) / whole),
    to: Math.min(100, (100 * (middle + spread)) / whole),
  };
}
