/** Kinds of events that say a status by themselves; others do only where they name one. */
const statuses = new Set([
  ...['pending', 'confirmed', 'declined', 'cancelled', 'no_show', 'deleted'],
  ...['partially_seated', 'seated', 'completed'],
]);

export const COMPLETED = 'completed';

/** The status of the reservation after an event, or null where the event says none. */
export function statusOf({ type, to_status }: { readonly type: string; readonly to_status: string | null }) {
  if (to_status !== null) return to_status;
  const [kind, said = ''] = type.split('.', 2);
  return kind === 'reservation' && statuses.has(said) ? said : null;
}
