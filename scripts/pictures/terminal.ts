import { escapeHtml } from './github-look.ts';

const COLOURS: Readonly<Record<string, string>> = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  36: '#56d4dd',
};

/** What a program wrote on a terminal, as a page: of its escapes bold, dim and the plain colours are known, and all that it uses. */
export function terminalPage(command: string, output: string): string {
  let bold = false;
  let dim = false;
  let colour = '';
  const spans = output.split('\u001b[').map((part, at) => {
    const end = at === 0 ? -1 : part.indexOf('m');
    const code = part.slice(0, Math.max(0, end));
    if (code === '1') bold = true;
    else if (code === '2') dim = true;
    else if (code === '22') [bold, dim] = [false, false];
    else if (code === '39') colour = '';
    else if (code in COLOURS) colour = COLOURS[code] ?? '';
    const style = `${bold ? 'font-weight:700;' : ''}${dim ? 'opacity:.62;' : ''}${colour === '' ? '' : `color:${colour};`}`;
    return `<span style="${style}">${escapeHtml(part.slice(end + 1))}</span>`;
  });
  return `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #0d1117; color: #e6edf3; font: 13px/1.42 "DejaVu Sans Mono", monospace; padding: 20px 24px; }
pre { margin: 0; font: inherit; } b { color: #7ee787; }</style><pre><b>$</b> ${escapeHtml(command)}\n\n${spans.join('')}</pre>`;
}
