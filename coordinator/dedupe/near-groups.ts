/** What is kept of a neighbour: its number, how alike the members of both are, summed over the pairs that were compared, and of how many. */
const CELLS = 3;

/**
 * The groups that one was compared with, in the order in which they came. Groups that are gone stay in the list until it is joined with another,
 * so that nobody has to look for them; of hundreds of thousands of neighbours no object is made.
 */
export class NearGroups {
  #cells: number[] = [];

  /** With those that are gone. */
  get length(): number {
    return this.#cells.length / CELLS;
  }

  add(group: number, sum: number, pairs: number): void {
    this.#cells.push(group, sum, pairs);
  }

  forEach(visit: (group: number, sum: number, pairs: number) => void): void {
    const cells = this.#cells;
    for (let at = 0; at < cells.length; at += CELLS) visit(cells[at] ?? 0, cells[at + 1] ?? 0, cells[at + 2] ?? 0);
  }

  /** Takes in another list, and lets go of groups that are gone. `slots` is scratch, 0 for every group before and after. */
  absorb(other: NearGroups, { isLiving, slots }: { isLiving: (group: number) => boolean; slots: number[] }): void {
    this.#retain(isLiving);
    const cells = this.#cells;
    for (let at = 0; at < cells.length; at += CELLS) slots[cells[at] ?? 0] = at + 1;
    other.forEach((group, sum, pairs) => {
      if (!isLiving(group)) return;
      const at = (slots[group] ?? 0) - 1;
      if (at === -1) {
        this.add(group, sum, pairs);
        return;
      }
      cells[at + 1] = (cells[at + 1] ?? 0) + sum;
      cells[at + 2] = (cells[at + 2] ?? 0) + pairs;
    });
    for (let at = 0; at < cells.length; at += CELLS) slots[cells[at] ?? 0] = 0;
  }

  /** Keeps only so many, those whose members are most alike on average, in that order. */
  keepStrongest(count: number): void {
    if (this.length <= count) return;
    const all: { readonly group: number; readonly sum: number; readonly pairs: number }[] = [];
    this.forEach((group, sum, pairs) => all.push({ group, sum, pairs }));
    const strongest = all.toSorted((x, y) => y.sum / y.pairs - x.sum / x.pairs || x.group - y.group).slice(0, count);
    this.#cells = strongest.flatMap(({ group, sum, pairs }) => [group, sum, pairs]);
  }

  #retain(isLiving: (group: number) => boolean): void {
    const cells = this.#cells;
    let kept = 0;
    for (let at = 0; at < cells.length; at += CELLS) {
      if (!isLiving(cells[at] ?? 0)) continue;
      for (let cell = 0; cell < CELLS; cell += 1) cells[kept + cell] = cells[at + cell] ?? 0;
      kept += CELLS;
    }
    cells.length = kept;
  }
}
