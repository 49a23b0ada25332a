import type { Position } from '../log/types.ts';
import type { InputStatus } from './component.ts';
import type { Input } from './restore.ts';
/** How far a task has read each of its inputs. */
export declare class Inputs {
    #private;
    constructor(partition: number, inputs: readonly Input[]);
    stepped(topic: string): number;
    step(topic: string, offset: number): void;
    ends(topic: string, end: number): void;
    /** Gives the lag. */
    commit({ topic, offset }: Position): number;
    havePassed(ends: Readonly<Record<string, number>>): boolean;
    /** `settled`: nothing that others would see is stepped and not committed. */
    status(settled: boolean): readonly InputStatus[];
}
