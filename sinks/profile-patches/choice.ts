import type { ProfilePatch } from '../../schemas/generated/types.ts';
import { changesIn } from '../../schemas/patch-fields.ts';

/** Which of the planned patches are sent, and what of them. The rest stays planned. */
export interface Choice {
  takes(row: ProfilePatch): boolean;
  /** What is sent of its {field: {before, after}}; not empty where it is taken. */
  part(fields: string): string;
}

export const everything: Choice = { takes: () => true, part: (fields) => fields };

/** What somebody wants to be sent; null: whatever it is. */
export interface Wanted {
  /** The id of a guest, or of a profile. */
  readonly guest: string | null;
  /** A field as the ledger names it. */
  readonly field: string | null;
}

export function isWanted({ guest, field }: Wanted, { guest_id, client_id, fields }: ProfilePatch): boolean {
  if (guest !== null && guest !== guest_id && guest !== client_id) return false;
  return field === null || field in changesIn(fields);
}

/** Of {field: {before, after}} what is wanted. */
export function wantedPart({ field }: Wanted, fields: string): string {
  return field === null ? fields : JSON.stringify({ [field]: changesIn(fields)[field] });
}
