/** One measured figure. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be, in words: `under 150`. */
  readonly aim?: string;
}
