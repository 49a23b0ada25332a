import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import { scanDecoded } from '../../runtime/tasks/reading.ts';
import { isOf } from '../../runtime/types.ts';
import type { ProfilePatch } from '../../schemas/generated/types.ts';
import { splitKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import { GROUP } from './task.ts';

const LEDGER = topics.profile_patches.name;

/** Null: the ledger has forgotten the patch. */
export type OnRow = (patch_id: string, row: ProfilePatch | null) => void;

/**
 * Follows the ledger of patches as it grows, from where all that came before is answered: every open patch is among
 * what is read. The last row of a patch says how it stands.
 */
export class LedgerReader {
  readonly #log: Log;
  readonly #codec: Codec;
  #from: readonly number[] | undefined;

  constructor(log: Log, codec: Codec) {
    this.#log = log;
    this.#codec = codec;
  }

  /**
   * Gives what came since the last call, the rows of a patch in order; resolves at the end of what can be read now, or
   * when aborted, after which it is not to be used any more.
   */
  async read(signal: AbortSignal, onRow: OnRow): Promise<void> {
    try {
      await this.#read(signal, onRow);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #read(signal: AbortSignal, onRow: OnRow): Promise<void> {
    const [from, stable] = await Promise.all([this.#begin(), this.#log.stable(LEDGER)]);
    for (const [partition, to] of stable.entries()) {
      const range = { topic: LEDGER, partition, from: from[partition] ?? 0, to };
      if (range.from >= to) continue;
      await scanDecoded(this.#log, this.#codec, range, signal, (record) => {
        if (!isOf(record, topics.profile_patches)) return;
        if (record.value === null) onRow(splitKey(record.key)[1] ?? '', null);
        else onRow(record.value.patch_id, record.value);
      });
    }
    this.#from = stable.map((to, partition) => Math.max(to, from[partition] ?? 0));
  }

  async #begin(): Promise<readonly number[]> {
    if (this.#from !== undefined) return this.#from;
    const [ends, committed] = await Promise.all([this.#log.ends(LEDGER), this.#log.committed(GROUP, LEDGER)]);
    return ends.map(({ begin }, partition) => Math.max(begin, committed.get(partition) ?? begin));
  }
}

/** Not answered, and not withdrawn. */
export function isOpen({ status }: ProfilePatch): boolean {
  return status === 'planned' || status === 'sent';
}
