import type { ProfilePatch } from '../../schemas/generated/types.ts';
import { changesIn } from '../../schemas/patch-fields.ts';
import { isWanted, type Wanted } from '../../sinks/profile-patches/choice.ts';
import { isOpen } from '../../sinks/profile-patches/ledger.ts';
import type { ApplyProgress, ApplyReport, RejectedPatch } from './told.ts';

/** The PATCHes that were open when `apply` began, until the ledger says what came of each. No effects. */
export class Awaited {
  readonly #wanted: Wanted;
  readonly #waiting = new Set<string>();
  #open = 0;
  #acknowledged = 0;
  #unchanged = 0;
  readonly #rejected: RejectedPatch[] = [];

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  /** A row from before it began; the last one of a patch counts. */
  begin(patch_id: string, row: ProfilePatch | null): void {
    if (row !== null && isOpen(row) && isWanted(this.#wanted, row)) this.#waiting.add(patch_id);
    else this.#waiting.delete(patch_id);
    this.#open = this.#waiting.size;
  }

  /** A row from after that. */
  row(patch_id: string, row: ProfilePatch | null): void {
    if (!this.#waiting.has(patch_id)) return;
    const open = row !== null && isOpen(row);
    // A patch that has changed may not hold any more what is wanted of it.
    if (open && (row.status === 'sent' || isWanted(this.#wanted, row))) return;
    this.#waiting.delete(patch_id);
    if (row?.status === 'acknowledged') this.#acknowledged++;
    else if (row?.status === 'rejected') this.#rejected.push(rejectedOf(row));
    else this.#unchanged++;
  }

  /** Whether a planned patch is one of these. */
  readonly has = (row: ProfilePatch): boolean => this.#waiting.has(row.patch_id) && isWanted(this.#wanted, row);

  get isDone(): boolean {
    return this.#waiting.size === 0;
  }

  get progress(): Omit<ApplyProgress, 'waits_for'> {
    return { open: this.#open, answered: this.#open - this.#waiting.size };
  }

  get report(): ApplyReport {
    const [acknowledged, unchanged, rejected] = [this.#acknowledged, this.#unchanged, this.#rejected];
    return { open: this.#open, acknowledged, unchanged, rejected, through: this.isDone };
  }
}

function rejectedOf({ patch_id, client_id, guest_id, fields, http_status }: ProfilePatch): RejectedPatch {
  return { patch_id, client_id, guest_id, fields: Object.keys(changesIn(fields)), http_status };
}
