/**
 * SevenRooms' statuses that mean one of ours, which are those of reservation events. Seen in the wild: COMPLETE, CANCELED,
 * CANCELLED, NO_SHOW, NO_ANSWER, ARRIVED, SEATED, PAID; simple ones: "Complete", "Canceled", "No Show". Who has arrived
 * is not seated yet, and who has paid may have done so beforehand: these two stay as they are.
 */
const ours: Readonly<Record<string, string>> = {
  COMPLETE: 'completed',
  COMPLETED: 'completed',
  CANCELED: 'cancelled',
  CANCELLED: 'cancelled',
  NO_SHOW: 'no_show',
  SEATED: 'seated',
  PARTIALLY_SEATED: 'partially_seated',
  CONFIRMED: 'confirmed',
  PENDING: 'pending',
  NOT_CONFIRMED: 'pending',
  DECLINED: 'declined',
};

/** The coarse word where it means one of ours, else the fine one; else what is there, as received. */
export function statusOf(status: string | null, status_simple: string | null): string | null {
  return known(status_simple) ?? known(status) ?? status ?? status_simple;
}

function known(status: string | null): string | undefined {
  const name = (status ?? '')
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');
  return Object.hasOwn(ours, name) ? ours[name] : undefined;
}
