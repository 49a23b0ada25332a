import type { AnyTopic, Topic } from '../../schemas/topics.ts';
import type { AnyProcessor } from '../types.ts';
import { Driver, type DriverOptions } from './driver.ts';

/** Something that happens to a topology, as a value; a crash is one too. */
export type Happening = (driver: Driver) => void;

/** What should hold of a topology at rest; throws where it does not. */
export type Expectation = (driver: Driver) => void;

export function written<T>(topic: Topic<T>, value: T): Happening {
  return (driver) => driver.write(topic, value);
}

export function removed(topic: AnyTopic, key: string): Happening {
  return (driver) => driver.remove(topic, key);
}

export function tick(at_ms: number): Happening {
  return (driver) => driver.tick(at_ms);
}

export const crash: Happening = (driver) => driver.crash();

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
export function storyOf(processors: () => readonly AnyProcessor[], options: DriverOptions = {}) {
  const begin = () => new Driver(processors(), options);
  return (...happenings: readonly Happening[]): Story => chapter(begin, [happenings]);
}

function chapter(begin: () => Driver, told: readonly (readonly Happening[])[]): Story {
  return {
    when: (...happenings) => chapter(begin, [...told, happenings]),
    // biome-ignore lint/suspicious/noThenProperty: given/when/then; a story is never awaited
    then: (...expectations) => {
      const smooth = begin();
      for (const happenings of told) tell(smooth, happenings);
      check(smooth, expectations);
      smooth.redeliver();
      smooth.run();
      check(smooth, expectations);
      const broken = begin();
      for (const happening of told.flat()) tell(broken, [crash, happening]);
      check(broken, expectations);
    },
  };
}

function tell(driver: Driver, happenings: readonly Happening[]): void {
  for (const happens of happenings) happens(driver);
  driver.run();
}

function check(driver: Driver, expectations: readonly Expectation[]): void {
  for (const holds of expectations) holds(driver);
}
