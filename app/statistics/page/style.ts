/** The page's whole style: light and dark as the reader's system is, and for paper. Every colour has at least 3:1 against its ground, text 4.5:1. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1f2328;--soft:#57606a;--line:#d0d7de;--good:#1a7f37;--bad:#cf222e;--open:#9a6700;--rest:#6e7781;--blue:#0969da;--violet:#8250df}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9198a1;--line:#3d444d;--good:#3fb950;--bad:#f85149;--open:#d29922;--rest:#8b949e;--blue:#58a6ff;--violet:#bc8cff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1rem;background:var(--bg);color:var(--fg);font:1rem/1.5 system-ui,sans-serif}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2.5rem;border-bottom:1px solid var(--line)}h3{font-size:1rem;margin:.5rem 0}
a{color:var(--blue)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0}
.tiles{display:flex;flex-wrap:wrap;gap:.75rem;padding:0;list-style:none}.tiles li{border:1px solid var(--line);border-radius:.5rem;padding:.5rem 1rem}.tiles b{display:block;font-size:1.4rem}
.soft{color:var(--soft)}
svg{display:block;max-width:100%;height:auto;margin:.5rem 0}
svg text{fill:var(--fg);font:12px system-ui,sans-serif}svg .over{paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}svg .axis{stroke:var(--line)}svg .line{stroke:var(--fg);fill:none}
.good{fill:var(--good)}.bad{fill:var(--bad)}.open{fill:var(--open)}.rest{fill:var(--rest)}.blue{fill:var(--blue)}.violet{fill:var(--violet)}
.flow{fill:none;stroke:var(--rest);stroke-opacity:.4}
.key{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0}.key svg{display:inline-block;margin:0 .25rem 0 0}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem;margin:.5rem 0}caption{text-align:left;color:var(--soft);white-space:nowrap}
th,td{padding:.2rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere}th{font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
details{border-bottom:1px solid var(--line);padding:.4rem 0}summary{cursor:pointer}li{overflow-wrap:anywhere}
:focus-visible{outline:2px solid var(--blue);outline-offset:2px}li:target,details:target{outline:2px solid var(--blue)}
@media print{body{max-width:none}.scroll{overflow:visible}details,section{break-inside:avoid-page}}
`;
