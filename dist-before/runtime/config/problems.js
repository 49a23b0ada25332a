/** What was asked for is wrong; nothing was done. Exit code 2. */
export class UsageProblems extends Error {
    name = 'UsageProblems';
    problems;
    constructor(problems) {
        super(problems.map(problemLine).join('\n'));
        this.problems = problems;
    }
}
export function problemLine(problem) {
    const where = problem.line === undefined ? '' : ` (line ${problem.line})`;
    return `${problem.key}: ${problem.value}${where}; legal: ${problem.legal}`;
}
/** `['venues', 0, 'id']` → `venues[0].id`. */
export function keyText(path) {
    return path.reduce((text, part) => {
        if (typeof part === 'number')
            return `${text}[${part}]`;
        const name = /^[A-Za-z_$][\w$]*$/.test(part) ? part : JSON.stringify(part);
        return text === '' ? name : `${text}.${name}`;
    }, '');
}
/** The one of `known` that was probably meant: at most two slips away, fewer for short words. */
export function didYouMean(word, known) {
    const limit = Math.min(2, Math.floor(word.length / 3));
    const near = known
        .map((name) => ({ name, slips: slipsBetween(word.toLowerCase(), name.toLowerCase()) }))
        .filter(({ slips }) => slips <= limit)
        .sort((a, b) => a.slips - b.slips);
    return near[0]?.name;
}
/** Letters to insert, drop, replace or swap with their neighbour (optimal string alignment). */
export function slipsBetween(a, b) {
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        for (let j = 1; j <= b.length; j++) {
            const same = a[i - 1] === b[j - 1];
            let slips = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
                slips = Math.min(slips, before[j - 2] + 1);
            row.push(slips);
        }
        before = last;
        last = row;
    }
    return last[b.length];
}
//# sourceMappingURL=problems.js.map