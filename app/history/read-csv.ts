/** In quotes two quotes stand for one; else a cell goes up to the next comma or line end. */
const QUOTED = /"((?:[^"]|"")*)"/y;
const PLAIN = /[^",\r\n]*/y;
const END = /,|\r\n|\n|\r|$/y;

/**
 * The rows of a table in CSV (RFC 4180) by the names of its first line; empty lines are left out, and white space around a cell.
 *
 * @throws Error that names the row: a quote that is not closed or stands within a cell, another number of cells than names, a name twice
 */
export function readCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = cellsOf(text);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`the column ${JSON.stringify(twice.slice(0, 100))} is there twice`);
  return rows.map((cells, at) => {
    if (cells.length !== names.length)
      throw new Error(`row ${at + 2} has ${cells.length} cells and there are ${names.length} columns`);
    return Object.fromEntries(cells.map((cell, column) => [names[column] ?? '', cell]));
  });
}

function cellsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const take = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    const found = form.exec(text);
    at += found?.[0].length ?? 0;
    return found;
  };
  const endRow = () => {
    if (row.some((cell) => cell !== '') || row.length > 1) rows.push(row);
    row = [];
  };
  for (let ended = ','; at < text.length || ended === ',';) {
    const before = take(PLAIN)?.[0].trim() ?? '';
    const quoted = before === '' ? take(QUOTED)?.[1] : undefined;
    const after = quoted === undefined ? '' : (take(PLAIN)?.[0].trim() ?? '');
    const end = take(END)?.[0];
    if (end === undefined || after !== '')
      throw new Error(`row ${rows.length + 1} has a quote that does not belong there`);
    row.push(quoted === undefined ? before : quoted.replaceAll('""', '"').trim());
    ended = end;
    if (ended !== ',') endRow();
  }
  return rows;
}
