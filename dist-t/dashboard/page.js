import { escapeHtml, renderSections } from './render.js';
/** The whole page with the numbers of the moment; complete without the script, which only keeps it fresh. */
export function renderPage(status) {
    const html = renderSections(status);
    const section = (id) => `<section id="${id}">${html[id]}</section>`;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>regulars</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/dashboard/style.css">
<script type="module" src="/dashboard/browser.js"></script>
</head>
<body>
<header><h1>regulars <small>${escapeHtml(status.command)}</small></h1></header>
<p id="silent" role="status" hidden></p>
<main>
${section('overview')}
${section('stages')}
<div class="columns">${section('tables')}<div>${section('outcomes')}${section('upstreams')}</div></div>
</main>
<footer>Lag: records still to be read. Freshness: how long ago that arrived which a stage takes in now.<br><a href="/api/status">these numbers as JSON</a> · <a href="/metrics">metrics</a> ·
<a href="/health/ready">health</a></footer>
</body>
</html>
`;
}
//# sourceMappingURL=page.js.map