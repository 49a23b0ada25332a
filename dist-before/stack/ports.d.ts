/** The ports on 127.0.0.1 of one stack. */
export interface StackPorts {
    readonly kafka: number;
    readonly controller: number;
    readonly registry: number;
}
export type PortName = keyof StackPorts;
/** Ports that the config names; they are used or it is an error. */
export type NamedPorts = Partial<Record<'kafka' | 'registry', number>>;
export declare const defaultPorts: StackPorts;
export interface PortChoice {
    readonly named: NamedPorts;
    readonly kept: Partial<StackPorts>;
    readonly isFree: (port: number) => Promise<boolean>;
    readonly anyFree: () => Promise<number>;
}
/**
 * Chooses by name first, then the port kept from the last start, then the default, then any free one.
 * Throws a StackError when a named port is taken; a default or kept port that is taken is no error.
 */
export declare function choosePorts(choice: PortChoice): Promise<StackPorts>;
/** The choice for one of them, keeping clear of the `reserved`. */
export declare function choosePort(name: PortName, choice: PortChoice, reserved: readonly (number | undefined)[]): Promise<number>;
/** True when nothing listens on the port, neither on loopback nor on all interfaces. */
export declare function isFreePort(port: number): Promise<boolean>;
/** A port of the system's choice that is free now. */
export declare function anyFreePort(): Promise<number>;
/** The ports of the last start; none when there was none or the file is damaged. */
export declare function readPorts(file: string): Partial<StackPorts>;
export declare function writePorts(file: string, ports: StackPorts): void;
