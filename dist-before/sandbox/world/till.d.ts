import type { Bill } from './bill.ts';
import type { Story } from './story.ts';
import type { Tab } from './tab.ts';
import type { Venue } from './venues.ts';
/** The order as everybody saw it at `at_ms`, or null where it was not yet opened. Same arguments, same answer. */
export declare function tabAt(at_ms: number, venue: Venue, story: Story, bills: readonly Bill[]): Tab | null;
