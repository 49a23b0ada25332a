import type { FaultSpec } from './faults.ts';

/** What `startSandbox` takes; everything has a default. */
export interface SandboxOptions {
  /** The world's seed: the same seed, orders and anchor give the same world, byte for byte. Default 20. */
  readonly seed?: number;
  /** About how many orders the year before the anchor holds. Default 50,000. */
  readonly orders?: number;
  /** About how many orders that year holds at the one restaurant on Square, besides. Default: one for fifty of the others. */
  readonly squareOrders?: number;
  /** How many guests come again. Default: one for four orders or so. */
  readonly guests?: number;
  /** Sandbox seconds per wall second. Default 60. */
  readonly speed?: number;
  /** No live service: the clock stands where it is, at the first start at the anchor. Default false. */
  readonly historyOnly?: boolean;
  /** How busy live service is; 1, the default, is as busy as history. */
  readonly liveFactor?: number;
  /** The first start's anchor. Default: the wall's time. */
  readonly anchor_ms?: number;
  /** Keep the vendors' request limits. Default false. */
  readonly vendorLimits?: boolean;
  /** Where the clock is kept. Default: nowhere. */
  readonly dataDir?: string;
  /** Default: any free one. */
  readonly port?: number;
  /** Faults by twin and name; see FAULTS of the twin. Default: none. */
  readonly faults?: Readonly<Record<string, Readonly<Record<string, FaultSpec>>>>;
  /** Where each twin sends its webhooks, and the secret that it signs with. Default: none are sent. */
  readonly webhooks?: {
    readonly [twin in 'toast' | 'service' | 'sevenrooms' | 'typeform' | 'klaviyo' | 'square']?: WebhookTarget;
  };
  /**
   * How SevenRooms is written to, which nobody has published: below which roots and with which methods. Default
   * `{"roots": ["api-yoa"], "methods": ["PATCH"]}`; there are `api-ext` and `PUT`, too.
   */
  readonly sevenroomsWrites?: { readonly roots: readonly string[]; readonly methods: readonly string[] };
  /** Retries of webhooks wait this many times shorter than the vendor's. Default 1. */
  readonly retryScale?: number;
}

export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
}

/** The options with every default in place. */
export interface Settings extends Required<Omit<SandboxOptions, 'dataDir' | 'anchor_ms'>> {
  readonly dataDir: string | null;
  readonly anchor_ms: number | null;
}

export function settingsOf(options: SandboxOptions): Settings {
  const orders = options.orders ?? 50_000;
  return {
    seed: options.seed ?? 20,
    orders,
    squareOrders: options.squareOrders ?? Math.round(orders / 50),
    guests: options.guests ?? Math.max(20, Math.round(orders * 0.24)),
    speed: options.speed ?? 60,
    historyOnly: options.historyOnly ?? false,
    liveFactor: options.liveFactor ?? 1,
    anchor_ms: options.anchor_ms ?? null,
    vendorLimits: options.vendorLimits ?? false,
    dataDir: options.dataDir ?? null,
    port: options.port ?? 0,
    faults: options.faults ?? {},
    webhooks: options.webhooks ?? {},
    sevenroomsWrites: options.sevenroomsWrites ?? { roots: ['api-yoa'], methods: ['PATCH'] },
    retryScale: options.retryScale ?? 1,
  };
}

export class SandboxOptionsError extends Error {}

const KINDS: Readonly<Record<keyof SandboxOptions, (value: unknown) => boolean>> = {
  seed: Number.isSafeInteger,
  orders: (value) => isWhole(value, 0),
  squareOrders: (value) => isWhole(value, 0),
  guests: (value) => isWhole(value, 1),
  speed: (value) => isNumber(value) && value >= 0,
  historyOnly: (value) => typeof value === 'boolean',
  liveFactor: (value) => isNumber(value) && value >= 0,
  anchor_ms: (value) => isWhole(value, 0),
  vendorLimits: (value) => typeof value === 'boolean',
  dataDir: (value) => typeof value === 'string',
  port: (value) => isWhole(value, 0) && value <= 65_535,
  faults: isRecord,
  webhooks: (value) => isRecord(value) && Object.values(value).every(isTarget),
  sevenroomsWrites: (value) =>
    isRecord(value) && isSome(value.roots, ['api-yoa', 'api-ext']) && isSome(value.methods, ['PATCH', 'PUT']),
  retryScale: (value) => isNumber(value) && value > 0,
};

/** Reads options from JSON. Throws a SandboxOptionsError that names every key that cannot be used. */
export function sandboxOptions(json: string): SandboxOptions {
  let options: unknown;
  try {
    options = JSON.parse(json);
  } catch {
    throw new SandboxOptionsError(`the options are not JSON: ${json}`);
  }
  if (!isRecord(options)) throw new SandboxOptionsError('the options must be a JSON object');
  const kinds = new Map<string, (value: unknown) => boolean>(Object.entries(KINDS));
  const wrong = Object.entries(options).filter(([key, value]) => !kinds.get(key)?.(value));
  if (wrong.length === 0) return options; // every key of it is known and has passed its check
  const named = wrong.map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  throw new SandboxOptionsError(`cannot use ${named.join(', ')}; there are ${Object.keys(KINDS).join(', ')}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSome(value: unknown, of: readonly string[]): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => of.includes(one));
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isWhole(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && Number(value) >= least;
}

function isTarget(value: unknown): boolean {
  return (
    isRecord(value) && typeof value.url === 'string' && URL.canParse(value.url) && typeof value.secret === 'string'
  );
}
