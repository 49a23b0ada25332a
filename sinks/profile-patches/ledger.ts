import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import { GrowingTopic } from '../../runtime/tasks/growing.ts';
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
  readonly #ledger: GrowingTopic;

  constructor(log: Log, codec: Codec) {
    this.#ledger = new GrowingTopic({ log, codec, topic: topics.profile_patches, begins: () => beginsOf(log) });
  }

  /**
   * Gives what came since the last call, the rows of a patch in order; resolves at the end of what can be read now, or
   * when aborted, after which it is not to be used any more.
   */
  async read(signal: AbortSignal, onRow: OnRow): Promise<void> {
    try {
      await this.#ledger.read(signal, (record) => {
        if (!isOf(record, topics.profile_patches)) return;
        if (record.value === null) onRow(splitKey(record.key)[1] ?? '', null);
        else onRow(record.value.patch_id, record.value);
      });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

async function beginsOf(log: Log): Promise<readonly number[]> {
  const [ends, committed] = await Promise.all([log.ends(LEDGER), log.committed(GROUP, LEDGER)]);
  return ends.map(({ begin }, partition) => Math.max(begin, committed.get(partition) ?? begin));
}

/** Not answered, and not withdrawn. */
export function isOpen({ status }: ProfilePatch): boolean {
  return status === 'planned' || status === 'sent';
}
