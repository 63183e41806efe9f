// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/look.hpp"

namespace thoth::cli {

const std::string_view page_style = R"css(
:root {
  color-scheme: light dark;
  --back: #ffffff; --panel: #f5f7f9; --line: #d5dbe1; --text: #1a1f24; --soft: #545d66;
  --valid: #0b6a75; --invalid: #b3261e; --other: #8a94a0; --mark: #fde4e1; --marked: #7d1810;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #121518; --panel: #1a1f24; --line: #333b43; --text: #e2e7ec; --soft: #9da7b1;
    --valid: #58b8c4; --invalid: #ff8b80; --other: #737e89; --mark: #55201c; --marked: #ffd8d3;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.25rem 3rem; background: var(--back); color: var(--text);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; font-weight: 650; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .5rem; overflow-wrap: anywhere; font-weight: 650; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; font-weight: 650; }
h4 { font-size: .95rem; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
h4 .soft { font-weight: 400; padding-left: .5em; }
h2 code { font-size: .95em; }
h2 code, h4 code { font-weight: 600; }
h2 .tag { font-size: .7em; font-weight: 400; vertical-align: .15em; }
p { margin: .25rem 0 .5rem; max-width: 48rem; }
a { color: inherit; text-underline-offset: .15em; text-decoration-color: var(--soft); }
a:hover { text-decoration-thickness: 2px; }
a:focus-visible, button:focus-visible, .scroll:focus-visible { outline: 2px solid var(--valid); outline-offset: 2px; }
code, pre { font: .93em/1.45 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { overflow-wrap: anywhere; }
main > section { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1.25rem; }
footer { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: .75rem; }
.soft, footer { color: var(--soft); }
.valid { color: var(--valid); }
.invalid { color: var(--invalid); }
.note { border-left: 3px solid var(--other); background: var(--panel); padding: .5rem .75rem; overflow-wrap: anywhere; }
.note.invalid { border-color: var(--invalid); color: var(--text); }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin: .75rem 0 1rem; padding: 0; }
.facts div { display: flex; flex-direction: column-reverse; }
.facts dt { color: var(--soft); font-size: .9em; }
.facts dd { margin: 0; font-size: 1.3rem; line-height: 1.3; font-weight: 600; }
.scroll { overflow-x: auto; margin: .5rem 0 1rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: baseline; padding: .3rem 1.25rem .3rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; white-space: nowrap; border-bottom-color: var(--other); }
th:last-child, td:last-child { padding-right: 0; }
td { overflow-wrap: anywhere; min-width: 4rem; }
tbody tr:hover { background: var(--panel); }
.n { text-align: right; white-space: nowrap; min-width: 0; }
td.wide { min-width: 13rem; }
td.time { white-space: nowrap; }
th button { all: unset; cursor: pointer; }
th button::after { content: "\2195"; color: var(--other); padding-left: .3em; }
th[aria-sort=ascending] button::after { content: "\2191"; color: var(--text); }
th[aria-sort=descending] button::after { content: "\2193"; color: var(--text); }
.bar { display: block; width: 7rem; height: .6rem; background: var(--line); }
td.bars { min-width: 7rem; vertical-align: middle; }
rect.valid, path.valid, path.plain { fill: var(--valid); }
rect.invalid, path.invalid { fill: var(--invalid); }
path.other { fill: var(--other); }
.tips rect { fill: transparent; }
.tips rect:hover { fill: var(--text); fill-opacity: .12; }
.plot { margin: .5rem 0 1.25rem; }
.plot figcaption { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin-bottom: .4rem; }
.plot svg { display: block; width: 100%; height: 7.5rem; border-bottom: 1px solid var(--other); background: var(--panel); }
.plot svg.low { height: 3.5rem; }
.plot .scale { display: flex; justify-content: space-between; gap: .5rem; color: var(--soft); font-size: .9em; }
.plot .top { margin-top: .5rem; }
.key::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .4em; background: currentColor; }
.key.other { color: var(--other); }
.key b { color: var(--text); font-weight: 400; }
.example { border: 1px solid var(--line); border-radius: 6px; margin: .75rem 0; padding: .75rem 1rem; break-inside: avoid; }
.example dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .5rem 0; }
.example dt { color: var(--soft); }
.example dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
pre { margin: .5rem 0 0; padding: .5rem .75rem; background: var(--panel); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: var(--mark); color: var(--marked); outline: 1px solid var(--invalid); border-radius: 2px; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 2rem; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; margin: .5rem 0 .75rem; }
.example p { max-width: none; overflow-wrap: anywhere; }
.sides > div { background: var(--panel); border-radius: 4px; padding: .4rem .75rem; min-width: 0; overflow-wrap: anywhere; }
.prose { white-space: pre-line; overflow-wrap: anywhere; }
details { margin: .75rem 0; }
summary { cursor: pointer; color: var(--soft); }
nav ul { list-style: none; margin: .5rem 0; padding: 0; columns: 20rem; column-gap: 2rem; }
nav li { overflow-wrap: anywhere; break-inside: avoid; padding-bottom: .4rem; }
nav li a { display: block; }
.tag { border: 1px solid currentColor; border-radius: 3px; padding: 0 .35em; font-size: .88em; white-space: nowrap; }
@media (max-width: 40rem) {
  body { padding: 1rem .875rem 2rem; }
  h1 { font-size: 1.35rem; }
  .facts { gap: .5rem 1.5rem; }
  .facts dd { font-size: 1.15rem; }
  .scale .mid { display: none; }
  .sides { grid-template-columns: 1fr; }
  .example dl { grid-template-columns: 1fr; gap: 0; }
  .example dd { margin-bottom: .25rem; }
}
@media print {
  :root { --back: #ffffff; --panel: #f5f7f9; --line: #c3cad1; --text: #000000; --soft: #454d55;
    --valid: #0b6a75; --invalid: #b3261e; --other: #7b8590; --mark: #fde4e1; --marked: #7d1810; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  .scroll { overflow: visible; }
  th { white-space: normal; }
  th, td { padding-right: .6rem; }
  th button::after, th[aria-sort] button::after { content: none; }
  td.wide { min-width: 8rem; }
  .bar, td.bars { width: 4rem; min-width: 4rem; }
  td.time { white-space: normal; }
  h2, h3, h4 { break-after: avoid; }
  tr, .plot, .facts { break-inside: avoid; }
  rect, path, mark, .bar, .key::before, .plot svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

const std::string_view page_style_hash = "Dg9S47330Tl1XT2cFxCVv0X12RuHPjv2jFIho4C+45A=";

const std::string_view page_script = R"js(
for (const head of document.querySelectorAll("table.sort thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const table = head.closest("table"), body = table.tBodies[0], at = head.cellIndex;
    const value = row => {
      const cell = row.cells[at];
      return cell.dataset.n === undefined ? cell.textContent : Number(cell.dataset.n);
    };
    const rows = [...body.rows];
    const numbers = rows.length > 0 && rows.every(row => row.cells[at].dataset.n !== undefined);
    const now = head.getAttribute("aria-sort");
    const up = now === null ? !numbers : now === "descending";
    const compare = numbers ? (a, b) => a - b : (a, b) => String(a).localeCompare(String(b), "en", {numeric: true});
    rows.sort((a, b) => (up ? 1 : -1) * compare(value(a), value(b)));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    body.append(...rows);
  });
}
)js";

const std::string_view page_script_hash = "mbtKcWWx/NoSfOTEiYDuTW1ZTuV3sk8w66FYdSXTrIg=";

}  // namespace thoth::cli
