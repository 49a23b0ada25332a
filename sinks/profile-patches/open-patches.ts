import type { PatchOutcome, ProfilePatch } from '../../schemas/generated/types.ts';

/** A patch that the ledger does not show to be done. */
export interface OpenPatch {
  readonly patch_id: string;
  readonly client_id: string;
  /** Offset in the ledger of the row that opened it. */
  readonly first: number;
  /** No outcome of it lies before this offset. */
  readonly outcomes_from: number;
  /** What is known of it is an outcome from before this life. */
  restored: boolean;
  /** Offset of its latest row while it waits. */
  row: number;
  /** {field: {before, after}} as a JSON object; undefined where it is left on the log, at `row`. */
  fields: string | undefined;
  /**
   * waiting → sending (`sent` is on the log, or about to be) → waiting again, or answered (that is on the log, and not in
   * the ledger yet); gone: withdrawn, or done.
   */
  stage: 'waiting' | 'sending' | 'answered' | 'gone';
  due_ms: number;
  attempts: number;
  http_status: number | null;
  /** A request may have come through. */
  doubtful: boolean;
  /** It is to be sent; else it is only remembered. */
  chosen: boolean;
}

export interface OpenPatchesOptions {
  readonly settle_ms: number;
  /** Waiting patches whose fields are kept in memory; those of more are read from the log when they are due. */
  readonly held: number;
  /** Whether a planned patch is to be sent; it is asked anew whenever the patch changes. */
  chooses(row: ProfilePatch): boolean;
  now_ms(): number;
}

export interface Taking {
  /** Rows at and after this offset are left for later. */
  readonly below: number;
  /** Whether one more may go. */
  admit(patch: OpenPatch): boolean;
}

/** Offsets, of what is read next, in the ledger and in the outcomes. */
export interface Offsets {
  readonly ledger: number;
  readonly outcomes: number;
}

/**
 * The patches of one partition, from the row that plans them until the ledger shows what came of them. No effects: who
 * sends tells what was done. A patch that was ever said to be sent is not withdrawn, changed or opened again by rows that
 * were planned before its outcome was known to the ledger.
 */
export class OpenPatches {
  readonly #options: OpenPatchesOptions;
  /** In the order in which they were opened. */
  readonly #all = new Map<string, OpenPatch>();
  /** Those never tried, in that order; from `#head` on. */
  #fresh: OpenPatch[] = [];
  #head = 0;
  /** Those to be tried again. */
  #again: OpenPatch[] = [];
  readonly #writing = new Set<string>();
  #held = 0;

  constructor(options: OpenPatchesOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#all.size;
  }

  /** An outcome from before this life, in the order of the log; before any row. `from`: where this life reads on. */
  restore(outcome: PatchOutcome, from: Offsets): void {
    const { patch_id, client_id, attempts, http_status } = outcome;
    const sent = outcome.status === 'sent';
    const known = this.#all.get(patch_id);
    if (known !== undefined) this.#close(known);
    const patch: OpenPatch = {
      ...{ patch_id, client_id, attempts, http_status, restored: true, doubtful: true },
      ...{ first: from.ledger, outcomes_from: from.outcomes, row: -1 },
      fields: sent ? outcome.fields : undefined,
      stage: sent ? 'waiting' : 'answered',
      due_ms: 0,
      chosen: true,
    };
    this.#all.set(patch_id, patch);
    if (!sent) return;
    this.#held++;
    this.#again.push(patch);
  }

  /** A row of the ledger. `outcomes`: how far those have been read. */
  row(row: ProfilePatch, offset: number, outcomes: number): void {
    const { patch_id, status } = row;
    const known = this.#all.get(patch_id);
    if (status === 'planned') {
      if (known === undefined) this.#open(row, offset, outcomes);
      else if (known.stage === 'waiting' && known.attempts === 0) this.#change(known, row, offset);
    } else if (status === 'unchanged') {
      if (known?.stage === 'waiting' && known.attempts === 0) this.#close(known);
    } else if (status !== 'sent' && known !== undefined) this.#close(known);
  }

  /** The ledger has forgotten it. */
  forget(patch_id: string): void {
    const known = this.#all.get(patch_id);
    if (known?.stage === 'waiting' || known?.stage === 'answered') this.#close(known);
  }

  /** When the next one is due, epoch milliseconds; Infinity: none waits. */
  get due_ms(): number {
    const fresh = this.#first()?.due_ms ?? Number.POSITIVE_INFINITY;
    return this.#again.reduce((least, { due_ms }) => Math.min(least, due_ms), fresh);
  }

  /** Those that are due and may go, on their way from now on; of one client one at a time. */
  take({ below, admit }: Taking): OpenPatch[] {
    const now_ms = this.#options.now_ms();
    const taken: OpenPatch[] = [];
    const goes = (patch: OpenPatch) => {
      if (patch.due_ms > now_ms || patch.row >= below || this.#writing.has(patch.client_id) || !admit(patch))
        return false;
      patch.stage = 'sending';
      patch.restored = false;
      patch.attempts++;
      this.#writing.add(patch.client_id);
      taken.push(patch);
      return true;
    };
    this.#again = this.#again.filter((patch) => patch.stage === 'waiting' && !goes(patch));
    for (let next = this.#first(); next !== undefined && goes(next); next = this.#first()) this.#head++;
    return taken;
  }

  /** It was taken, and does not go: as if it had not been. */
  back(patch: OpenPatch): void {
    patch.attempts--;
    this.again(patch, patch.due_ms);
  }

  /** It is to be tried again. */
  again(patch: OpenPatch, due_ms: number): void {
    this.#writing.delete(patch.client_id);
    if (patch.stage !== 'sending') return;
    patch.stage = 'waiting';
    patch.due_ms = due_ms;
    this.#again.push(patch);
  }

  /** What came of it is on the log. */
  answered(patch: OpenPatch): void {
    this.#writing.delete(patch.client_id);
    if (patch.stage !== 'sending') return;
    patch.stage = 'answered';
    this.#drop(patch);
  }

  /** The ledger shows all outcomes from before this life: what is left of those needs to be waited for no more. */
  confirmed(): void {
    for (const patch of this.#all.values()) if (patch.restored && patch.stage === 'answered') this.#close(patch);
  }

  /** The fields of a patch that were left on the log. */
  fill(patch_id: string, offset: number, fields: string): void {
    const patch = this.#all.get(patch_id);
    if (patch === undefined || patch.row !== offset || patch.fields !== undefined || patch.stage === 'answered') return;
    patch.fields = fields;
    this.#held++;
  }

  /** Where another life has to begin to know of all that is open, given how far this one has read. */
  from({ ledger, outcomes }: Offsets): Offsets {
    const [oldest] = this.#all.values();
    return oldest === undefined ? { ledger, outcomes } : { ledger: oldest.first, outcomes: oldest.outcomes_from };
  }

  /** Changes that come while it waits join it, and do not put it off. */
  #open(row: ProfilePatch, offset: number, outcomes: number): void {
    const { patch_id, client_id, fields, created_at } = row;
    const { settle_ms, now_ms, chooses } = this.#options;
    const patch: OpenPatch = {
      ...{ patch_id, client_id, attempts: 0, http_status: null, restored: false, doubtful: false },
      ...{ first: offset, outcomes_from: outcomes, row: offset, fields: undefined, stage: 'waiting' },
      due_ms: Math.min(created_at, now_ms()) + settle_ms,
      chosen: chooses(row),
    };
    this.#all.set(patch_id, patch);
    if (patch.chosen) this.#fresh.push(patch);
    this.#hold(patch, fields);
  }

  #change(patch: OpenPatch, row: ProfilePatch, offset: number): void {
    this.#drop(patch);
    patch.row = offset;
    this.#choose(patch, this.#options.chooses(row));
    this.#hold(patch, row.fields);
  }

  #choose(patch: OpenPatch, chosen: boolean): void {
    if (patch.chosen === chosen) return;
    patch.chosen = chosen;
    if (chosen) this.#fresh.push(patch);
    else {
      this.#fresh = this.#fresh.slice(this.#head).filter((one) => one !== patch);
      this.#head = 0;
      this.#again = this.#again.filter((one) => one !== patch);
    }
  }

  #hold(patch: OpenPatch, fields: string): void {
    if (!patch.chosen || this.#held >= this.#options.held) return;
    patch.fields = fields;
    this.#held++;
  }

  #drop(patch: OpenPatch): void {
    if (patch.fields === undefined) return;
    patch.fields = undefined;
    this.#held--;
  }

  #close(patch: OpenPatch): void {
    this.#drop(patch);
    patch.stage = 'gone';
    this.#all.delete(patch.patch_id);
  }

  #first(): OpenPatch | undefined {
    while (this.#fresh[this.#head]?.stage === 'gone') this.#head++;
    if (this.#head > 1_000 && this.#head * 2 > this.#fresh.length) {
      this.#fresh = this.#fresh.slice(this.#head);
      this.#head = 0;
    }
    return this.#fresh[this.#head];
  }
}
