import { dayOf } from '../../upstreams/shared/instants.js';
import { emailOf, phoneIn, versionOrNull } from './context.js';
import { ownId, upstreamOf } from './ids.js';
/** Throws an Unreadable. */
export function readGuest(row, context) {
    const upstream = upstreamOf(row);
    const created_at = row.instantOrNull('created_at');
    const updated_at = row.instantOrNull('updated_at');
    return {
        client_id: ownId(row, 'client_id', upstream),
        version: versionOrNull(row) ?? updated_at ?? created_at ?? 0,
        upstream,
        email: emailOf(row, context),
        phone: phoneIn(row, context),
        first_name: row.textOrNull('first_name'),
        last_name: row.textOrNull('last_name'),
        birthday: birthdayOf(row),
        visits: row.integerOrNull('visits', { from: 0, to: Number.MAX_SAFE_INTEGER }),
        tags: tagsOf(row),
        custom_fields: row.objectOrNull('custom_fields'),
        opted_out: row.flagOrNull('opted_out'),
        created_at,
        updated_at,
        extra: null,
    };
}
/** 29 February without a year is a day: 2000 has it. */
function birthdayOf(row) {
    const text = row.textOrNull('birthday', 20);
    if (text === null)
        return null;
    const [, year, month, day] = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(text) ?? [];
    if (dayOf(year === '-' ? 2000 : Number(year), Number(month), Number(day)) === null)
        throw row.wrong('birthday', 'wrong_type', 'a day as YYYY-MM-DD or --MM-DD expected');
    return text;
}
/** `[{group, tag}]`. */
function tagsOf(row) {
    const tags = row.rowsOrNull('tags');
    if (tags === null)
        return null;
    const read = tags.map((tag) => {
        tag.only(['group', 'tag']);
        return { group: tag.text('group'), tag: tag.text('tag') };
    });
    return JSON.stringify(read);
}
//# sourceMappingURL=guests.js.map