/** Runs in the page: asks `/api/status` every second and redraws the sections that changed. */
import type { Status } from '../runtime/http/status.ts';
import { renderSections } from './render.ts';

/** As much of the browser's document as is used here. */
declare const document: {
  getElementById(id: string): { innerHTML: string; textContent: string | null; hidden: boolean } | null;
};

const EVERY_MS = 1000;
const shown = new Map<string, string>();
let silentSince: Date | undefined;

async function refresh(): Promise<void> {
  try {
    const response = await fetch('/api/status', { headers: { accept: 'application/json' } });
    if (!response.ok) throw new Error(String(response.status));
    // The server that sent this script wrote the answer.
    draw((await response.json()) as Status);
    silentSince = undefined;
  } catch {
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
function draw(status: Status): void {
  for (const [id, html] of Object.entries(renderSections(status))) {
    const section = document.getElementById(id);
    if (section === null || shown.get(id) === html) continue;
    section.innerHTML = html;
    shown.set(id, html);
  }
}

void refresh();
