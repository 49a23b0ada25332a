import type { SpendSettings } from '../../processors/settings.ts';
import type { ControlCommands } from '../../runtime/http/control.ts';
import { type Replayable } from './replaying.ts';
import type { WarehouseSink } from './warehouse.ts';
export interface Controlled {
    sink(): WarehouseSink | undefined;
    replayable(): Replayable;
    /** What the numbers go by. */
    settings(): SpendSettings;
}
/** What other commands may ask of a running pipeline. */
export declare function controlsOf({ sink, replayable, settings }: Controlled): ControlCommands;
