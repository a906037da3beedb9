import { agentsMd } from './agents-md/index.ts';
import { documentation } from './documentation/index.ts';
import { performance } from './performance/index.ts';
import { policy } from './policy/index.ts';
import { quality } from './quality/index.ts';
import { release } from './release/index.ts';
import type { Reviewer } from './reviewer.ts';
import { security } from './security/index.ts';

/** The reviewers that come with Docket, in the order in which they are shown. */
export const BUILT_IN_REVIEWERS: readonly Reviewer[] = [
  security,
  quality,
  performance,
  documentation,
  release,
  policy,
  agentsMd,
];
