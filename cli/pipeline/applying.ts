import type { Codec } from '../../runtime/codec/codec.ts';
import type { Config } from '../../runtime/config/schema.ts';
import { Failure } from '../../runtime/failures.ts';
import type { ControlCommand } from '../../runtime/http/control.ts';
import type { Log } from '../../runtime/log/types.ts';
import { pause } from '../../runtime/tasks/waiting.ts';
import { type Wanted, wantedPart } from '../../sinks/profile-patches/choice.ts';
import { LedgerReader } from '../../sinks/profile-patches/ledger.ts';
import type { ProfilePatches } from '../../sinks/profile-patches/sink.ts';
import { unlessNobody, unlessOff, unlessUnknown, writeBackOf } from '../write-back/able.ts';
import { Awaited } from '../write-back/awaited.ts';
import { type ApplyProgress, type ApplyReport, applyWanted } from '../write-back/told.ts';
import { unlessAway } from './caught-up.ts';
import type { Opened } from './components.ts';

/** What this process has to send PATCHes with. */
export interface Applicable {
  readonly log: Log;
  readonly codec: Codec;
  readonly opened: Pick<Opened, 'profilePatches' | 'sendPatches'>;
  readonly config: Pick<Config, 'enrichment' | 'writeBack' | 'upstreams'>;
}

/** Who waits for it. */
export interface Told {
  readonly signal: AbortSignal;
  progress(now: ApplyProgress): void | Promise<void>;
}

const LOOK_EVERY_MS = 200;

/** One at a time in a process: two would share the partitions, each with a choice of its own. */
export class Applying {
  readonly #stopping = new AbortController();
  #underWay: Promise<unknown> | undefined;

  /**
   * Has the PATCHes sent that the ledger has open now and that are wanted, whatever the mode, and resolves when the
   * ledger says what came of each. Ends early when aborted; what was begun then is in the ledger, or is taken up by
   * whoever sends next. Failure when an upstream takes nothing for a minute.
   */
  async begin(of: Applicable, wanted: Wanted, { signal, progress }: Told): Promise<ApplyReport> {
    const told = writeBackOf(of.config);
    unlessOff(told);
    unlessNobody(told);
    unlessUnknown(wanted, of.config);
    if (this.#underWay !== undefined) throw underWay();
    const either = AbortSignal.any([signal, this.#stopping.signal]);
    const applying = apply(of, wanted, { signal: either, progress });
    this.#underWay = applying;
    try {
      return await applying;
    } finally {
      this.#underWay = undefined;
    }
  }

  /** Ends what is under way: its requests are answered, or as if the process had died. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#underWay?.catch(() => {});
  }
}

function underWay(): Failure {
  const message = 'PATCHes are being applied already: wait for that to end, or end it with Ctrl-C';
  return new Failure('fatal', 'already_applying', { message });
}

async function apply({ log, codec, opened }: Applicable, wanted: Wanted, { signal, progress }: Told) {
  const ledger = new LedgerReader(log, codec);
  const awaited = new Awaited(wanted);
  await ledger.read(signal, (patch_id, row) => awaited.begin(patch_id, row));
  if (awaited.isDone || signal.aborted) return awaited.report;
  const failed: Failure[] = [];
  const choice = { takes: awaited.has, part: (fields: string) => wantedPart(wanted, fields) };
  const sends = opened.profilePatches;
  const own = sends === undefined ? opened.sendPatches(choice, (_, failure) => failed.push(failure)) : undefined;
  const tell = () => progress({ ...awaited.progress, waits_for: waitsFor(sends ?? own) });
  try {
    while (!signal.aborted && !awaited.isDone) {
      await tell();
      await pause(LOOK_EVERY_MS, signal);
      for (const failure of failed) throw failure;
      unlessAway(sends ?? own);
      if (!signal.aborted) await ledger.read(signal, (patch_id, row) => awaited.row(patch_id, row));
    }
    await tell();
  } finally {
    await own?.stop();
  }
  return awaited.report;
}

function waitsFor(sends: ProfilePatches | undefined): string | null {
  const { waits_for = null, troubles = [] } = sends?.status() ?? {};
  const [trouble] = troubles;
  return trouble === undefined ? waits_for : `${trouble.upstream} (${trouble.failure.reason})`;
}

/** `apply` as other processes ask for it. */
export function applyControl(apply: (wanted: Wanted, told: Told) => Promise<ApplyReport>): ControlCommand {
  return (input, signal, emit) => apply(applyWanted.parse(input), { signal, progress: emit });
}
