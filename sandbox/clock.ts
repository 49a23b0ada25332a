import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What is kept in `sandbox-clock.json`. */
interface Kept {
  readonly anchor_ms: number;
  /** No moment after this one was ever shown. */
  readonly reserved_ms: number;
  /** What makes the world what it is; it cannot change under a clock that has begun. */
  readonly world: Readonly<Record<string, number>>;
}

export interface ClockOptions {
  /** Where `sandbox-clock.json` is kept; null: nowhere, every start is a first start. */
  readonly dataDir: string | null;
  /** Used at the first start only; the wall's time where it is null. */
  readonly anchor_ms: number | null;
  /** Sandbox seconds per wall second; 0 stands still. */
  readonly speed: number;
  readonly world: Readonly<Record<string, number>>;
}

const FILE = 'sandbox-clock.json';
const EVERY_MS = 500;
const AHEAD_MS = 1_500;

/**
 * The sandbox's time. Begins at the anchor, goes on from where it stopped, and never runs backwards, killed or not: a
 * moment is shown only after a file that reserves it has been written, and a start begins at what was reserved.
 * Throws where the kept clock belongs to another world (seed, number of orders …).
 */
export class SandboxClock {
  readonly anchor_ms: number;
  readonly speed: number;
  private readonly options: ClockOptions;
  private readonly timer: NodeJS.Timeout | null;
  private from_ms: number;
  private readonly started: number;
  private reserved_ms: number;

  constructor(options: ClockOptions) {
    this.options = options;
    this.speed = options.speed;
    const kept = options.dataDir === null ? null : readKept(join(options.dataDir, FILE));
    if (kept) refuseOtherWorld(kept.world, options.world);
    this.anchor_ms = kept?.anchor_ms ?? options.anchor_ms ?? Date.now();
    this.from_ms = kept?.reserved_ms ?? this.anchor_ms;
    this.started = performance.now();
    this.reserved_ms = this.from_ms;
    this.reserve();
    this.timer = this.speed > 0 ? setInterval(() => this.reserve(), EVERY_MS) : null;
  }

  now_ms(): number {
    return Math.min(this.reckoned_ms(), this.reserved_ms);
  }

  /** Stands still from here on; the next start goes on from this very moment. */
  close(): void {
    if (this.timer) clearInterval(this.timer);
    this.reserved_ms = this.now_ms();
    this.keep(this.reserved_ms);
  }

  private reckoned_ms(): number {
    return this.from_ms + Math.floor((performance.now() - this.started) * this.speed);
  }

  private reserve(): void {
    const ahead_ms = Math.max(this.reserved_ms, this.reckoned_ms() + Math.floor(AHEAD_MS * this.speed));
    this.keep(ahead_ms);
    this.reserved_ms = ahead_ms;
  }

  private keep(reserved_ms: number): void {
    if (this.options.dataDir === null) return;
    mkdirSync(this.options.dataDir, { recursive: true });
    const kept: Kept = { anchor_ms: this.anchor_ms, reserved_ms, world: this.options.world };
    writeWhole(join(this.options.dataDir, FILE), `${JSON.stringify(kept)}\n`);
  }
}

/** Replaces a file in one step: after a crash it holds the old text or the new, never half of one. */
function writeWhole(path: string, text: string): void {
  const beside = `${path}.next`;
  const file = openSync(beside, 'w');
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}

function readKept(path: string): Kept | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return null;
    throw failure;
  }
  const kept: unknown = JSON.parse(text);
  if (!isKept(kept)) throw new Error(`${path} is not a sandbox clock; remove it to begin a new world`);
  return kept;
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { anchor_ms, reserved_ms, world } = value as Partial<Kept>; // read only to be checked, key by key
  return (
    Number.isSafeInteger(anchor_ms) && Number.isSafeInteger(reserved_ms) && typeof world === 'object' && world !== null
  );
}

function refuseOtherWorld(kept: Kept['world'], wanted: Kept['world']): void {
  for (const [key, value] of Object.entries(wanted)) {
    if (kept[key] !== value) {
      throw new Error(
        `the sandbox of this data directory was begun with ${key} ${kept[key]}, not ${value}; use that, or another data directory`,
      );
    }
  }
}
