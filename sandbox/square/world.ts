import type { Random } from '../world/random.ts';
import { VENUES } from '../world/venues.ts';
import { World, type WorldOptions } from '../world/world.ts';
import { SQUARE_HOME } from './account.ts';

const STREAMS = 0x59;

/**
 * The service of the one restaurant on Square: the guests of the group's world, and chance of its own, so that the others'
 * orders are what they are without it.
 */
export class SquareWorld extends World {
  constructor(options: WorldOptions) {
    super({ ...options, orders: options.orders / VENUES[SQUARE_HOME]!.share });
  }

  override chance(...parts: number[]): Random {
    return super.chance(STREAMS, ...parts);
  }

  /** The other venues have no service here. */
  override mean(venue: number, day: number): number {
    return venue === SQUARE_HOME ? super.mean(venue, day) : 0;
  }
}
