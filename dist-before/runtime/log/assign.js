/**
 * Which member gets which partition numbers: number n of every topic goes to one member, so that what a processor
 * reads together lies together. Spread evenly, the same for the same members in whatever order.
 */
export function assign(members, partitions) {
    const sorted = [...members].sort();
    const assignment = new Map(sorted.map((member) => [member, []]));
    for (let n = 0; n < partitions && sorted.length > 0; n++)
        assignment.get(sorted[n % sorted.length]).push(n);
    return assignment;
}
//# sourceMappingURL=assign.js.map