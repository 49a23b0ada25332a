import { z } from 'zod';
/** What passes between a running pipeline and who asks it. */
export const auditLine = z.object({ line: z.string() });
const value = z.object({ side: z.string(), value: z.string().nullable() });
const difference = z.object({
    rows: z.number(),
    key: z.string(),
    column: z.string().nullable(),
    expected: value,
    found: value,
});
const check = z.object({
    name: z.string(),
    ok: z.boolean(),
    compared: z.number(),
    left_out: z.number(),
    difference: difference.nullable(),
});
const letters = z.object({ stage: z.string(), reason: z.string(), records: z.number() });
export const auditReport = z.object({
    ok: z.boolean(),
    checks: z.array(check),
    dead_letters: z.array(letters),
});
/** A line for each check, what differs below it, then what was refused. */
export function linesOf({ ok, checks, dead_letters }) {
    const width = Math.max(0, ...checks.map(({ name }) => name.length));
    const failed = checks.filter((one) => !one.ok).length;
    return [
        ...checks.flatMap((one) => checkLines(one, width)),
        ...dead_letters.map(({ stage, reason, records }) => `info  ${numbered(records)} dead letters of ${stage}: ${reason}`),
        ok ? 'all agree' : `${failed} of ${checks.length} checks found a difference`,
    ];
}
function checkLines({ name, ok, compared, left_out, difference }, width) {
    const rest = left_out === 0 ? '' : `, ${numbered(left_out)} guests in motion left out`;
    const line = `${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(width)}  ${numbered(compared).padStart(12)}${rest}`;
    if (difference === null)
        return [line];
    const { rows, key, column, expected, found } = difference;
    const what = column === null ? key : `${key}, ${column}`;
    const sides = [expected, found].map((one) => `${one.side}: ${one.value ?? 'NULL'}`);
    return [line, `      ${numbered(rows)} differ, the first: ${what}: ${sides.join(', ')}`];
}
function numbered(n) {
    return n.toLocaleString('en-US');
}
//# sourceMappingURL=told.js.map