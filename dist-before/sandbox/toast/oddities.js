import { guid, KIND } from './guid.js';
import { date } from './notation.js';
/** The same order with keys and values that no documentation knows: a reader keeps them, or ignores them, and goes on. */
export function withUnknownFields(order) {
    const checks = order.checks.map((check) => ({
        ...check,
        payments: check.payments.map((payment) => ({ ...payment, type: 'BARTER', cardEntryMode: 'TELEPATHY' })),
        loyaltyTier: 'PLATINUM',
        splitOrigin: { guid: check.guid },
    }));
    return { ...order, source: 'Hologram', approvalStatus: 'APPROVED_BY_CHEF', carbonGrams: 1_234.5, checks };
}
/**
 * An order that is none, with a GUID that nobody knows: by `which` (0, 1, 2 …) in turn without a GUID, with amounts that
 * are no numbers, and from the day after tomorrow.
 */
export function poisoned(order, now_ms, which) {
    const other = { ...order, guid: guid(KIND.poison, which, Number.parseInt(order.guid.slice(0, 8), 16)) };
    if (which % 3 === 0)
        return { ...other, guid: undefined };
    if (which % 3 === 1)
        return { ...other, checks: order.checks.map((check) => ({ ...check, amount: 'NaN', taxAmount: null })) };
    const later = date(now_ms + 2 * 86_400_000);
    const checks = order.checks.map((check) => ({
        ...check,
        paymentStatus: 'CLOSED',
        closedDate: later,
        paidDate: later,
    }));
    return { ...other, openedDate: later, closedDate: later, paidDate: later, modifiedDate: later, checks };
}
//# sourceMappingURL=oddities.js.map