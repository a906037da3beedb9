/** The journaled step that the judge's calls and tools belong to. */
export const JUDGE_STEP = 'judge';
