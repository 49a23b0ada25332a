import type { Upstream } from '../types.ts';
import { type ToastConfig, type ToastDeps, type ToastVenue } from './config.ts';
/**
 * Toast: a source of orders for every venue that names a restaurant (`toast.orders.<venue id>`), and its webhooks
 * where a secret is given. Nothing is asked of Toast before the first poll, delivery or check.
 */
export declare function toast(config: ToastConfig, venues: readonly ToastVenue[], deps: ToastDeps): Upstream;
