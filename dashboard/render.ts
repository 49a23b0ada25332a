import type { StageStatus, Status, TableStatus, UpstreamStatus } from '../runtime/http/status.ts';

/** Id of a section of the page → its HTML. Runs on the server for the first view and in the browser for every next. */
export function renderSections(status: Status): Readonly<Record<string, string>> {
  return {
    overview: overview(status),
    stages: stages(status.stages),
    tables: tables(status.tables),
    upstreams: upstreams(status.upstreams),
    outcomes: outcomes(status),
  };
}

function overview(status: Status): string {
  const behind = status.stages.reduce((sum, stage) => sum + (stage.lag ?? 0), 0);
  const refused = Object.values(status.dead_letters).reduce((sum, count) => sum + count, 0);
  const broken = status.stages.filter((stage) => stage.state === 'failed').length;
  return `<dl class="cards">
    ${card('State', badge(broken > 0 ? 'failed' : status.phase))}
    ${card('Caught up', status.caught_up ? badge('yes') : badge('not yet'))}
    ${card('Records behind', count(behind))}
    ${card('Dead letters', count(refused))}
    ${card('Pipeline time', time(status.stream_time))}
    ${card('Running since', time(status.started_at))}
  </dl>`;
}

function card(name: string, html: string): string {
  return `<div><dt>${name}</dt><dd>${html}</dd></div>`;
}

function stages(all: readonly StageStatus[]): string {
  const rows = all.map((stage) => [
    `${escapeHtml(stage.name)} <small>${stage.role}</small>`,
    badge(stage.state) + (stage.detail === null ? '' : ` <small>${escapeHtml(stage.detail)}</small>`),
    count(stage.records_in),
    count(stage.records_out),
    bytes(stage.bytes_in + stage.bytes_out),
    stage.lag === null ? '–' : count(stage.lag),
    duration(stage.freshness_ms),
    stage.state_size === null ? '–' : count(stage.state_size),
  ]);
  const head = ['Stage', 'State', 'Read', 'Written', 'Bytes', 'Lag', 'Freshness', 'Facts in state'];
  return table('Stages', head, rows, 2);
}

function tables(all: readonly TableStatus[]): string {
  const rows = all.map(({ name, rows: number }) => [`<code>${escapeHtml(name)}</code>`, count(number)]);
  return table('Warehouse', ['Table', 'Rows'], rows, 1);
}

function upstreams(all: readonly UpstreamStatus[]): string {
  const rows = all.map((upstream) => [
    escapeHtml(upstream.name),
    badge(upstream.ok ? 'ok' : 'failed') +
      (upstream.detail === null ? '' : ` <small>${escapeHtml(upstream.detail)}</small>`),
    time(upstream.polled_at),
    counts(upstream.calls),
  ]);
  return table('Upstreams', ['Upstream', 'State', 'Last complete poll', 'Requests by status'], rows, 4);
}

function outcomes(status: Status): string {
  const rows = [
    ['Dead letters by cause', counts(status.dead_letters)],
    ['PATCHes by outcome', status.patch_ledger === null ? '–' : counts(status.patch_ledger)],
    ['PATCHes answered since the start', counts(status.patches)],
  ];
  return table('Outcomes', ['What', 'How often'], rows, 2);
}

/** `texts`: how many columns at the left are text; the others are numbers. The cells are HTML already. */
function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[], texts: number): string {
  const kind = (index: number) => (index < texts ? '' : ' class="n"');
  const heads = head.map((cell, index) => `<th scope="col"${kind(index)}>${cell}</th>`).join('');
  const line = ([first, ...rest]: readonly string[]) =>
    `<tr><th scope="row">${first}</th>${rest.map((cell, index) => `<td${kind(index + 1)}>${cell}</td>`).join('')}</tr>`;
  const body = rows.length > 0 ? rows.map(line).join('') : `<tr><td colspan="${head.length}">none yet</td></tr>`;
  return `<h2 id="${caption}">${caption}</h2><div class="wide" role="region" tabindex="0" aria-labelledby="${caption}">
    <table aria-labelledby="${caption}"><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function badge(word: string): string {
  return `<span class="badge ${escapeHtml(word.replaceAll(' ', '-'))}">${escapeHtml(word)}</span>`;
}

function counts(of: Readonly<Record<string, number>>): string {
  const entries = Object.entries(of);
  if (entries.length === 0) return 'none';
  return entries
    .map(([name, number]) => `<span class="pair">${escapeHtml(name)} <b>${count(number)}</b></span>`)
    .join(' ');
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}

function bytes(number: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(number, 1)) / 3));
  return `${(number / 1000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`;
}

function duration(ms: number | null): string {
  if (ms === null) return '–';
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms > 0 && ms < 10_000 ? 1 : 0)} s`;
  return ms < 3_600_000 ? `${Math.round(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}

function time(instant: string | null): string {
  if (instant === null) return '–';
  const shown = instant.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
  return `<time datetime="${escapeHtml(instant)}">${escapeHtml(shown)}</time>`;
}

export function escapeHtml(text: string): string {
  const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => named[character] ?? character);
}
