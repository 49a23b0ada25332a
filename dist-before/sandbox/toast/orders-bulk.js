import { JSON_TYPE } from '../http.js';
import { refusal } from './errors.js';
import { dayOfBusinessDate, instantOf } from './notation.js';
import { order } from './order.js';
export const BULK = 'GET /orders/v2/ordersBulk';
const MONTH_MS = 31 * 86_400_000;
const EARLIEST_MS = Date.parse('2015-12-01T00:00:00.000Z');
const PAGE_LIMIT = 100;
/** Reads the query string; a refusal (400) for what Toast does not take. */
export function bulkQuery(request, venue) {
    const { query } = request;
    const page = positive(query.get('page') ?? '1');
    const page_size = positive(query.get('pageSize') ?? '100');
    if (page === null)
        return refusal(BULK, 400, 'The page must be a positive integer.', 'page');
    if (page_size === null || page_size > PAGE_LIMIT) {
        return refusal(BULK, 400, `The pageSize must be from 1 to ${PAGE_LIMIT}.`, 'pageSize');
    }
    const select = selection(query);
    return 'status' in select ? select : { venue, select, page, page_size };
}
function selection(query) {
    const [businessDate, start, end] = [query.get('businessDate'), query.get('startDate'), query.get('endDate')];
    if (businessDate !== null) {
        if (start !== null || end !== null)
            return refusal(BULK, 400, 'Give businessDate or a period, not both.', 'businessDate');
        const day = dayOfBusinessDate(businessDate);
        return day === null ? refusal(BULK, 400, 'The businessDate must be yyyymmdd.', 'businessDate') : { day };
    }
    if (start === null || end === null)
        return refusal(BULK, 400, 'Both startDate and endDate are needed.', start === null ? 'startDate' : 'endDate');
    const from_ms = instantOf(start);
    const to_ms = instantOf(end);
    if (from_ms === null || from_ms < EARLIEST_MS)
        return refusal(BULK, 400, 'The startDate cannot be used.', 'startDate');
    if (to_ms === null || to_ms <= from_ms)
        return refusal(BULK, 400, 'The endDate cannot be used.', 'endDate');
    if (to_ms - from_ms > MONTH_MS)
        return refusal(BULK, 400, 'The period is longer than one month.', 'endDate');
    return { from_ms, to_ms };
}
function positive(text) {
    const value = Number(text);
    return /^\d{1,9}$/.test(text) && value > 0 ? value : null;
}
/** Every order that a query selects as of `at_ms`: by modified time, or by when they were opened for a business day. */
export function selected(world, { venue, select }, at_ms) {
    if (!('day' in select))
        return world.latest(venue, select, at_ms).map((change) => change.visit);
    return world
        .ofDay(venue, select.day)
        .map((visit) => ({ visit, opened_ms: world.story(visit).acts[0].at_ms }))
        .filter(({ opened_ms }) => opened_ms <= at_ms)
        .sort((one, other) => one.opened_ms - other.opened_ms)
        .map(({ visit }) => visit);
}
/** The orders of one page. */
export function rows(world, visits, at_ms) {
    return visits.flatMap((visit) => order(world, visit, at_ms) ?? []);
}
/** The answer: a bare array, and an RFC 5988 `link` header with first, self, prev and next as they apply; never last. */
export function bulkReply(request, { page, page_size }, found, more) {
    const at = (number, rel) => {
        const query = new URLSearchParams(request.query);
        query.set('pageSize', String(page_size));
        query.set('page', String(number));
        return `<${request.base}${request.path}?${query}>; rel="${rel}"`;
    };
    const links = [at(1, 'first'), at(page, 'self')];
    if (page > 1)
        links.push(at(page - 1, 'prev'));
    if (more)
        links.push(at(page + 1, 'next'));
    const headers = { 'content-type': JSON_TYPE, link: links.join(', ') };
    return { route: BULK, status: 200, headers, body: bareArray(found) };
}
/** Order by order, so that one name in another script does not make the text of all twice as wide. */
function bareArray(found) {
    const rows = found.map((row, at) => Buffer.from(`${at === 0 ? '[' : ','}${JSON.stringify(row)}`));
    return Buffer.concat([...rows, Buffer.from(rows.length === 0 ? '[]' : ']')]);
}
//# sourceMappingURL=orders-bulk.js.map