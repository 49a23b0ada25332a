import type { AnyTopic, Topic } from '../../schemas/topics.ts';
import type { AnyProcessor } from '../types.ts';
import { Driver, type DriverOptions } from './driver.ts';
/** Something that happens to a topology, as a value; a crash is one too. */
export type Happening = (driver: Driver) => void;
/** What should hold of a topology at rest; throws where it does not. */
export type Expectation = (driver: Driver) => void;
export declare function written<T>(topic: Topic<T>, value: T): Happening;
export declare function removed(topic: AnyTopic, key: string): Happening;
export declare function tick(at_ms: number): Happening;
export declare const crash: Happening;
export interface Story {
    /** What happens next, after all before has come to rest. */
    when(...happenings: readonly Happening[]): Story;
    /** Checks; delivers everything a second time and checks; tells all of it anew with a crash after every happening. */
    then(...expectations: readonly Expectation[]): void;
}
/**
 * A way to tell of processors in sentences: `given(order('o1', day(0), 18_500)).when(tick(day(90))).then(spendOf(0))`.
 * Every `then` tells the whole story from its beginning, to a topology of its own.
 */
export declare function storyOf(processors: () => readonly AnyProcessor[], options?: DriverOptions): (...happenings: readonly Happening[]) => Story;
