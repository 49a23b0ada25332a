import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { z } from 'zod';
import type { Metrics } from './metrics.ts';

/** As much as is read of what undici says on its diagnostics channels. */
const event = z.object({
  request: z.custom<object>((value) => typeof value === 'object' && value !== null),
  response: z.object({ statusCode: z.int() }).optional(),
});
const address = z.object({ origin: z.union([z.string(), z.instanceof(URL)]), path: z.string() });

const CHANNELS = {
  begun: 'undici:request:create',
  answered: 'undici:request:headers',
  failed: 'undici:request:error',
} as const;

/**
 * Counts every request of this process that goes below one of `bases` (upstream → base address), without its client
 * having to. Ends with what it gives back.
 */
export function countUpstreamCalls(metrics: Metrics, bases: Readonly<Record<string, string>>): () => void {
  const longestFirst = Object.entries(bases).sort(([, a], [, b]) => b.length - a.length);
  const begun = new WeakMap<object, { upstream: string; at_ms: number }>();

  function onBegun(message: unknown): void {
    const { data } = event.safeParse(message);
    const at = data && address.safeParse(data.request).data;
    if (data === undefined || at === undefined) return;
    const url = String(at.origin).replace(/\/$/, '') + at.path;
    const upstream = longestFirst.find(([, base]) => url.startsWith(base))?.[0];
    if (upstream !== undefined) begun.set(data.request, { upstream, at_ms: performance.now() });
  }
  function onEnded(message: unknown): void {
    const { data } = event.safeParse(message);
    const call = data && begun.get(data.request);
    if (data === undefined || call === undefined) return;
    begun.delete(data.request);
    metrics.upstreamCall(call.upstream, data.response?.statusCode ?? 'no_answer', performance.now() - call.at_ms);
  }

  subscribe(CHANNELS.begun, onBegun);
  subscribe(CHANNELS.answered, onEnded);
  subscribe(CHANNELS.failed, onEnded);
  return () => {
    unsubscribe(CHANNELS.begun, onBegun);
    unsubscribe(CHANNELS.answered, onEnded);
    unsubscribe(CHANNELS.failed, onEnded);
  };
}
