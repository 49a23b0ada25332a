import type { Status } from '../runtime/http/status.ts';
/** Id of a section of the page → its HTML. Runs on the server for the first view and in the browser for every next. */
export declare function renderSections(status: Status): Readonly<Record<string, string>>;
export declare function escapeHtml(text: string): string;
