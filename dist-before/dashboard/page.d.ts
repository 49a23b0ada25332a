import type { Status } from '../runtime/http/status.ts';
/** The whole page with the numbers of the moment; complete without the script, which only keeps it fresh. */
export declare function renderPage(status: Status): string;
