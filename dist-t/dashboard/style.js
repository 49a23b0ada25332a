export const style = `
:root {
  color-scheme: light dark;
  --back: #fbfaf8; --card: #ffffff; --text: #1d1b19; --soft: #5d5853; --line: #dedad4;
  --good: #1c6b3c; --wait: #7a5200; --bad: #a3201f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #161514; --card: #201f1d; --text: #efece8; --soft: #b1aaa2; --line: #3a3733;
    --good: #6fd397; --wait: #f0bf62; --bad: #ff918b;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; background: var(--back); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.5rem; }
h1 small { font-weight: 400; color: var(--soft); font-size: 1rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1.125rem; }
small { color: var(--soft); }
#silent { padding: .5rem .75rem; border: 1px solid var(--bad); color: var(--bad); border-radius: .375rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: 1rem 0 0; }
.cards div, .wide { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
.cards div { padding: .75rem 1rem; }
dt { color: var(--soft); font-size: .875rem; }
dd { margin: 0; font-size: 1.0625rem; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
.wide:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .375rem .75rem; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--soft); font-size: .875rem; font-weight: 500; white-space: nowrap; }
tbody th { font-weight: 500; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.badge { white-space: nowrap; font-size: .875rem; font-weight: 600; color: var(--wait); }
.badge::before { content: "● "; }
.badge.running, .badge.waiting, .badge.ok, .badge.yes { color: var(--good); }
.badge.failed { color: var(--bad); }
.badge.failed::before { content: "▲ "; }
.pair { white-space: nowrap; margin-right: 1rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 1.5rem; }
footer { margin-top: 2rem; color: var(--soft); font-size: .875rem; }
a { color: inherit; }
`;
//# sourceMappingURL=style.js.map