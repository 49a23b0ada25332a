import { renderSections } from './render.js';
const EVERY_MS = 1000;
const shown = new Map();
let silentSince;
async function refresh() {
    try {
        const response = await fetch('/api/status', { headers: { accept: 'application/json' } });
        if (!response.ok)
            throw new Error(String(response.status));
        // The server that sent this script wrote the answer.
        draw((await response.json()));
        silentSince = undefined;
    }
    catch {
        silentSince ??= new Date();
    }
    const notice = document.getElementById('silent');
    if (notice !== null) {
        notice.hidden = silentSince === undefined;
        notice.textContent = silentSince ? `No answer since ${silentSince.toLocaleTimeString()}: the numbers are old.` : '';
    }
    setTimeout(refresh, EVERY_MS);
}
/** Leaves alone what has not changed, so that a selection or a focus in it stays. */
function draw(status) {
    for (const [id, html] of Object.entries(renderSections(status))) {
        const section = document.getElementById(id);
        if (section === null || shown.get(id) === html)
            continue;
        section.innerHTML = html;
        shown.set(id, html);
    }
}
void refresh();
//# sourceMappingURL=browser.js.map