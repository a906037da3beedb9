import type { AnalyserLimits } from './analyser.ts';

/** Generous for code that people write; what passes them is generated or hostile. */
export const DEFAULT_LIMITS: AnalyserLimits = { timeoutMs: 10_000, maxBytes: 2_000_000, maxMemoryMb: 768 };
