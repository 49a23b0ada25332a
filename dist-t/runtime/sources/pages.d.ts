import { type Failure } from '../failures.ts';
import type { AnySource, Page } from '../types.ts';
import { type Clock } from './clock-port.ts';
export type Next = {
    readonly kind: 'page';
    readonly page: Page<unknown>;
} | {
    readonly kind: 'failed';
    readonly failure: Failure;
} | {
    readonly kind: 'aborted';
};
/**
 * The pages of one poll; the next one is asked for while this one is being published. What the source throws is the last element, not thrown: so it cannot be taken for a failure
 * of the log. Ends at once when aborted, even where the source does not.
 */
export declare function pagesOf(source: AnySource, cursor: unknown, { clock, signal }: {
    readonly clock: Clock;
    readonly signal: AbortSignal;
}): AsyncGenerator<Next>;
