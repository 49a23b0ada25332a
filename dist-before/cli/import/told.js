import { tell } from '../command.js';
/** A line for each file; what became of bad rows below it. */
export function tellImported(context, { kind, imported, through, dryRun }) {
    const files = imported.map(({ file, rows, published, dead_letters, reasons, warnings }) => ({
        ...{ file, rows, published, dead_letters, reasons, warnings },
    }));
    const lines = imported.flatMap((one) => linesOf(one, dryRun));
    if (!through)
        lines.push('ended before the last row: the same command again goes on, and counts nothing twice');
    if (dryRun)
        lines.push('a dry run: nothing was published');
    tell(context, { kind, dry_run: dryRun, through, files }, lines);
}
function linesOf({ file, rows, published, dead_letters, reasons, warnings }, dryRun) {
    const would = dryRun ? 'would be published' : 'published';
    const lines = [`${file}: ${count(rows, 'row')}, ${published} ${would}, ${count(dead_letters, 'dead letter')}`];
    for (const [reason, times] of Object.entries(reasons).sort(([, a], [, b]) => b - a))
        lines.push(`  ${reason}: ${count(times, 'row')}`);
    if (warnings.unusable_email !== undefined)
        lines.push(`  ${count(warnings.unusable_email, 'e-mail address')} could not be used and left empty`);
    return lines;
}
function count(number, what) {
    const plural = what.endsWith('s') ? `${what}es` : `${what}s`;
    return `${number} ${number === 1 ? what : plural}`;
}
//# sourceMappingURL=told.js.map