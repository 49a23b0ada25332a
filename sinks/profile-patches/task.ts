import type { Codec } from '../../runtime/codec/codec.ts';
import { Failure } from '../../runtime/failures.ts';
import type { Generation, Log, Position, RecordBatch, Transactor } from '../../runtime/log/types.ts';
import type { InputStatus } from '../../runtime/tasks/component.ts';
import { endsOf } from '../../runtime/tasks/ends.ts';
import { unlessAborted, type Work } from '../../runtime/tasks/member.ts';
import { countOut, type TaskMetrics } from '../../runtime/tasks/metrics.ts';
import { readBatch, scanDecoded } from '../../runtime/tasks/reading.ts';
import { recordOf } from '../../runtime/tasks/records.ts';
import { Line, pause } from '../../runtime/tasks/waiting.ts';
import { isOf } from '../../runtime/types.ts';
import type { PatchOutcome } from '../../schemas/generated/types.ts';
import { splitKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import type { Choice } from './choice.ts';
import type { Gate } from './gate.ts';
import { type Offsets, type OpenPatch, OpenPatches } from './open-patches.ts';
import { type Requesting, Requests } from './requests.ts';
import { Sleep } from './sleep.ts';

export const NAME = 'profile-patches';

/** Its committed offsets say from where the ledger and the outcomes are read on. */
export const GROUP = `regulars.${NAME}`;

const LEDGER = topics.profile_patches.name;
const OUTCOMES = topics.patch_outcomes.name;
/** The ledger's one writer. */
const LEDGER_STAGE = 'patches';

export interface Sending extends Requesting {
  readonly log: Log;
  readonly codec: Codec;
  readonly gate: Gate;
  /** Which of the planned patches are sent, and what of them. What a life before has begun is sent whatever this says. */
  readonly choice: Choice;
  readonly settle_ms: number;
  /** How long a patch that is due waits for the gate before it asks again. */
  readonly look_ms: number;
  /** How long positions that nobody else would notice wait for company. */
  readonly idle_commit_ms: number;
  /** Waiting patches kept in memory with their fields, by partition. */
  readonly held: number;
  readonly metrics: TaskMetrics;
}

export interface PatchTaskOptions extends Sending {
  readonly partition: number;
  readonly generation: Generation;
  readonly signal: AbortSignal;
  fail(error: unknown): void;
}

/** After a transaction the next one waits for so many times as long as that took, and no longer than this. */
const REST = 2;
const LONGEST_REST_MS = 50;
/** How long requests under way may take when it is to end. */
const DRAIN_MS = 5_000;
/** Rows read at once, of those that were left on the log. */
const ROWS_AT_ONCE = 500;

/**
 * The patches of one partition, each at least once, none after its outcome is on the log:
 *
 * 1. Fence: the transactor `profile-patches-<n>` ends what an earlier holder left open, who can say of no patch any more
 *    that it is sent.
 * 2. Positions: the committed offsets, stable after step 1. Before the one of the ledger nothing is open; before the one
 *    of the outcomes lies none of what is.
 * 3. Outcomes: read from there to their end. What was sent and has no outcome is sent again, once it is known what of it
 *    is there already.
 * 4. Take: patches that are due, when the gate is open and the ledger read up to its end of then.
 * 5. Commit: outcomes so far, `sent` of those taken, and the positions, in one transaction of the group's generation.
 * 6. Send: what was said to be sent. What comes of it is an outcome of the next transaction; or it waits, for 4.
 */
export class PatchTask implements Work {
  readonly positions: readonly Position[];
  readonly #options: PatchTaskOptions;
  readonly #transactor: Transactor;
  readonly #patches: OpenPatches;
  readonly #requests: Requests;
  /** Read so far. */
  #ledger: number;
  #outcomes: number;
  #end: number;
  /** Outcomes from before this life end here. */
  readonly #before: number;
  #confirmed = false;
  #committed: Offsets;
  #committed_at = 0;
  readonly #ending = new AbortController();
  #draining = false;
  readonly #sleep = new Sleep();
  readonly #turns = new Line();
  readonly #running: Promise<void>;
  #read: () => void = () => {};

  static async open(options: PatchTaskOptions): Promise<PatchTask> {
    const { log, codec, partition, signal } = options;
    // 1. Fence.
    const transactor = await log.transactor(`${NAME}-${partition}`);
    try {
      // 2. Positions.
      const [ledger, outcomes] = await Promise.all([LEDGER, OUTCOMES].map((topic) => placeOf(log, topic, partition)));
      unlessAborted(signal);
      const from = { ledger: ledger!.from, outcomes: outcomes!.from };
      // 3. Outcomes.
      const patches = new OpenPatches({ ...options, chooses: (row) => options.choice.takes(row) });
      const range = { topic: OUTCOMES, partition, from: from.outcomes, to: outcomes!.end };
      await scanDecoded(log, codec, range, signal, (record) => {
        if (!isOf(record, topics.patch_outcomes)) return;
        if (record.value !== null) patches.restore(record.value, from);
        else patches.forget(splitKey(record.key)[1] ?? '');
      });
      unlessAborted(signal);
      return new PatchTask(options, transactor, {
        patches,
        from,
        ends: { ledger: ledger!.end, outcomes: outcomes!.end },
      });
    } catch (error) {
      await transactor.close();
      throw error;
    }
  }

  private constructor(
    options: PatchTaskOptions,
    transactor: Transactor,
    { patches, from, ends }: { patches: OpenPatches; from: Offsets; ends: Offsets },
  ) {
    const { partition, signal, lanes } = options;
    this.#options = options;
    this.#transactor = transactor;
    this.#patches = patches;
    const ended = () => this.#sleep.wake();
    this.#requests = new Requests({ ...options, patches, signal: this.#ending.signal, ended });
    this.#ledger = from.ledger;
    this.#end = ends.ledger;
    this.#outcomes = ends.outcomes;
    this.#before = ends.outcomes;
    this.#committed = from;
    this.positions = [
      { topic: LEDGER, partition, offset: from.ledger },
      { topic: OUTCOMES, partition, offset: ends.outcomes },
    ];
    signal.addEventListener('abort', () => void this.abandon());
    const untell = [...lanes.values()].map(({ traffic }) => traffic.onEnd(ended));
    this.#running = this.#run().finally(() => {
      for (const stop of untell) stop();
    });
  }

  /** All before its position is done with: the ledger says what came of it. */
  get input(): InputStatus {
    const { ledger } = this.#open;
    return { topic: LEDGER, partition: this.#options.partition, position: ledger, end: this.#end };
  }

  async records(batch: RecordBatch): Promise<void> {
    if (this.#ending.signal.aborted) return;
    if (batch.topic === LEDGER) await this.#rows(batch);
    else this.#outcomes = batch.next_offset;
  }

  /** Waits a while for requests under way; those that are left are as if it had died: sent, and nothing is known. */
  async drain(): Promise<void> {
    this.#draining = true;
    this.#read();
    this.#sleep.wake();
    const late = new AbortController();
    await Promise.race([this.#requests.end(), pause(DRAIN_MS, late.signal)]);
    late.abort();
    await this.#turns.take(() => this.#commit([]));
  }

  async abandon(): Promise<void> {
    this.#ending.abort();
    this.#sleep.wake();
    this.#read();
    await Promise.all([this.#running, this.#requests.end()]);
    await this.#transactor.close().catch(() => {});
  }

  get #open(): Offsets {
    return this.#patches.from({ ledger: this.#ledger, outcomes: this.#outcomes });
  }

  async #rows(batch: RecordBatch): Promise<void> {
    const { codec, log, metrics } = this.#options;
    for (const read of await readBatch(codec, log.partitions, batch)) {
      if (read.kind === 'refused') throw unreadable(batch, read.raw.offset);
      const { record } = read;
      if (!isOf(record, topics.profile_patches)) continue;
      if (record.value === null) this.#patches.forget(splitKey(record.key)[1] ?? '');
      else if (this.#requests.laneOf(record.value.client_id) !== undefined) {
        this.#patches.row(record.value, record.offset, this.#outcomes);
      }
    }
    this.#ledger = batch.next_offset;
    this.#end = batch.end_offset;
    metrics.recordsIn(NAME, LEDGER, batch.records.length, batch.records.bytes);
    this.#tellLag();
    this.#read();
    this.#sleep.wake();
  }

  async #run(): Promise<void> {
    try {
      while (!this.#ending.signal.aborted && !this.#draining) {
        const rest_ms = await this.#turns.take(() => this.#turn());
        if (rest_ms > 0) await pause(rest_ms, this.#ending.signal);
        else await this.#sleep.until(this.#wait_ms());
      }
    } catch (error) {
      if (!this.#ending.signal.aborted) this.#options.fail(error);
    }
  }

  /** How long nothing need be done, unless something comes. */
  #wait_ms(): number {
    if (this.#requests.hasOutcomes) return 0;
    const { now_ms, look_ms, idle_commit_ms } = this.#options;
    const due_ms = this.#patches.due_ms - now_ms();
    // What is due and was not taken waits for the gate, or for the upstream.
    if (!this.#confirmed || due_ms <= 0) return look_ms;
    return Math.min(due_ms, idle_commit_ms);
  }

  /** How long the log is to be left alone. */
  async #turn(): Promise<number> {
    const taken = this.#draining ? [] : await this.#take();
    return this.#commit(taken);
  }

  /** 4. Take. */
  async #take(): Promise<readonly OpenPatch[]> {
    const { log, gate, partition, now_ms } = this.#options;
    const { signal } = this.#ending;
    if (!this.#confirmed) await this.#confirm();
    if (this.#patches.due_ms > now_ms() || !this.#requests.mayBegin) return [];
    const end = (await log.stable(LEDGER))[partition] ?? 0;
    if (!(await gate.isOpen(signal)) || !(await this.#readTo(end))) return [];
    const taken = this.#patches.take({ below: end, admit: (patch) => this.#requests.begin(patch) });
    try {
      await this.#load(taken);
    } catch (error) {
      for (const patch of taken) this.#requests.giveBack(patch);
      throw error;
    }
    // A row that is not there any more has been followed by another, which is about to be read.
    for (const patch of taken) if (patch.fields === undefined) this.#requests.giveBack(patch);
    return taken.filter((patch) => this.#narrow(patch));
  }

  /** Leaves of a patch that was never tried what is chosen of it. False: its fields are not known. */
  #narrow(patch: OpenPatch): boolean {
    if (patch.fields === undefined) return false;
    if (patch.attempts === 1) patch.fields = this.#options.choice.part(patch.fields);
    return true;
  }

  /** Once the ledger shows what became of all that was answered before this life. */
  async #confirm(): Promise<void> {
    const { log, gate, partition } = this.#options;
    if (!(await gate.hasRead(LEDGER_STAGE, OUTCOMES, partition, this.#before))) return;
    const { end } = await endsOf(log, LEDGER, partition);
    if (!(await this.#readTo(end))) return;
    this.#patches.confirmed();
    this.#confirmed = true;
    this.#tellLag();
  }

  /** False: it ended before. */
  async #readTo(end: number): Promise<boolean> {
    while (this.#ledger < end && !this.#ending.signal.aborted && !this.#draining) {
      await new Promise<void>((resolve) => {
        this.#read = resolve;
      });
    }
    return this.#ledger >= end;
  }

  /** Reads the fields of those whose fields were left on the log. */
  async #load(taken: readonly OpenPatch[]): Promise<void> {
    const { log, codec, partition } = this.#options;
    for (const patch of taken) {
      if (patch.fields !== undefined) continue;
      const to = Math.min(patch.row + ROWS_AT_ONCE, this.#ledger);
      const range = { topic: LEDGER, partition, from: patch.row, to };
      await scanDecoded(log, codec, range, this.#ending.signal, (record) => {
        if (!isOf(record, topics.profile_patches) || record.value === null) return;
        this.#patches.fill(record.value.patch_id, record.offset, record.value.fields);
      });
    }
  }

  /** 5. Commit. 6. Send. */
  async #commit(taken: readonly OpenPatch[]): Promise<number> {
    const { log, codec, partition, generation, metrics, now_ms } = this.#options;
    const gathered = this.#requests.takeOutcomes();
    const open = this.#open;
    if (gathered.length + taken.length === 0 && !this.#isWorthIt(open)) return 0;
    const at = now_ms();
    const outcomes = [...gathered, ...taken.map((patch) => sentOf(patch, at))];
    const encoding = { codec, partitions: log.partitions };
    const records = outcomes.map((outcome) => recordOf(encoding, topics.patch_outcomes, outcome));
    const positions = [
      { topic: LEDGER, partition, offset: open.ledger },
      { topic: OUTCOMES, partition, offset: open.outcomes },
    ];
    const began = performance.now();
    try {
      await this.#transactor.transact({ records, consumed: { group: GROUP, positions, generation } });
    } catch (error) {
      for (const patch of taken) this.#requests.giveBack(patch);
      throw error;
    }
    const duration_ms = performance.now() - began;
    metrics.committed(NAME, duration_ms);
    countOut(metrics, NAME, { records });
    this.#committed = open;
    this.#committed_at = performance.now();
    for (const patch of taken) this.#requests.send(patch);
    return records.length === 0 ? 0 : Math.min(LONGEST_REST_MS, REST * duration_ms);
  }

  #isWorthIt(open: Offsets): boolean {
    const { ledger, outcomes } = this.#committed;
    if (open.ledger === ledger && open.outcomes === outcomes) return false;
    return this.#draining || performance.now() - this.#committed_at >= this.#options.idle_commit_ms;
  }

  #tellLag(): void {
    const { position, end, partition } = this.input;
    this.#options.metrics.lag(NAME, LEDGER, partition, Math.max(0, end - position));
  }
}

function sentOf({ client_id, patch_id, fields = '{}', attempts, http_status }: OpenPatch, at: number): PatchOutcome {
  return { client_id, patch_id, status: 'sent', fields, attempts, http_status, version: null, shown: null, at };
}

async function placeOf(log: Log, topic: string, partition: number) {
  const [committed, { begin, end }] = await Promise.all([log.committed(GROUP, topic), endsOf(log, topic, partition)]);
  return { from: Math.max(begin, committed.get(partition) ?? begin), end };
}

function unreadable({ topic, partition }: RecordBatch, offset: number): Failure {
  return new Failure('fatal', 'unreadable_ledger', { message: `${topic}/${partition}@${offset} cannot be read` });
}
