import type { ReservationVersion } from '../../schemas/generated/types.ts';

/** A version with what does not matter filled in: of reservation `sevenrooms:r`, confirmed, for two. */
export function versionOf(told: Partial<ReservationVersion> & Pick<ReservationVersion, 'version'>): ReservationVersion {
  const { payload = JSON.stringify({ updated: told.version, status: told.status ?? null }) } = told;
  return {
    reservation_id: 'sevenrooms:r',
    upstream: 'sevenrooms',
    venue_id: 'soho',
    status: 'confirmed',
    party_size: 2,
    client_id: 'sevenrooms:c',
    email: null,
    source: null,
    created_at: null,
    arrival_at: null,
    seated_at: null,
    left_at: null,
    order_ids: null,
    ...told,
    payload,
  };
}
