import { type KafkaConfig } from 'kafkajs';
import Cluster from 'kafkajs/src/cluster/index.js';
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
/** Where log lines go. Fields hold no guest data and no secrets. */
export type LogLine = (level: LogLevel, message: string, fields: Readonly<Record<string, unknown>>) => void;
export interface ClusterConfig {
    readonly brokers: readonly string[];
    readonly clientId: string;
    readonly ssl?: KafkaConfig['ssl'];
    readonly sasl?: KafkaConfig['sasl'];
    readonly logger: LogLine;
}
/** Connections to the brokers of a cluster, made as they are needed. */
export declare class Connections {
    #private;
    constructor({ brokers, clientId, ssl, sasl, logger }: ClusterConfig);
    /** Throws kafkajs' errors. */
    open(): Promise<Cluster>;
    /** At once: what awaits an answer gets an error. */
    close(): Promise<void>;
}
