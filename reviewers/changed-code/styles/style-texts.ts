const CLOSING: Readonly<Record<string, string>> = { '"': '"', "'": "'", '(': ')' };

/** A value without what stands in the sheet itself (`url(data:…)`): that is fetched from nowhere. */
export function withoutData(value: string): string {
  let kept = '';
  let from = 0;
  for (let at = value.indexOf('data:'); at !== -1; at = value.indexOf('data:', from)) {
    const closing = CLOSING[value.charAt(at - 1)];
    const end = closing === undefined ? at + 5 : value.indexOf(closing, at);
    kept += value.slice(from, at);
    if (end === -1) return kept;
    from = end;
  }
  return kept + value.slice(from);
}

/** A value without texts in quotes and without addresses. */
export function withoutTexts(value: string): string {
  let kept = '';
  for (let at = 0; at < value.length; at += 1) {
    const sign = value.charAt(at);
    const isText = sign === '"' || sign === "'" || (sign === '(' && /\burl$/i.test(kept.slice(-4)));
    const end = isText ? value.indexOf(CLOSING[sign] ?? sign, at + 1) : at;
    if (end === -1) return kept;
    kept += isText ? ' ' : sign;
    at = end;
  }
  return kept;
}
