/** Numbers that are the same in every run. */
export class Random {
  #at: number;

  constructor(seed: number) {
    this.#at = seed >>> 0;
  }

  /** From 0 up to 1 (mulberry32). */
  next(): number {
    this.#at = (this.#at + 0x6d2b79f5) >>> 0;
    let at = this.#at;
    at = Math.imul(at ^ (at >>> 15), at | 1);
    at ^= at + Math.imul(at ^ (at >>> 7), at | 61);
    return ((at ^ (at >>> 14)) >>> 0) / 2 ** 32;
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Log-normal, by its median and the value at another quantile, `z` standard deviations above. */
  logNormal(median: number, value: number, z: number): number {
    return median * Math.exp((Math.log(value / median) / z) * this.normal());
  }

  below(count: number): number {
    return Math.floor(this.next() * count);
  }
}
