/** Takes known secrets out of every text of a value before it is written; the value itself where there are none. */
export type Scrub = <T>(value: T) => T;

/** For logs of tools and tests that know no secret. */
export const keepAll: Scrub = (value) => value;
