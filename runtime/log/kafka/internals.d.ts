/**
 * What we use of the insides of kafkajs 2.2.4, which has no types for them. Read from its sources; the version is
 * checked at start. Offsets and ids are decimal strings there.
 */
declare module 'kafkajs/src/cluster/index.js' {
  import type { Broker, ClusterOptions, PartitionMetadata } from 'kafkajs-internals';

  export default class Cluster {
    constructor(options: ClusterOptions);
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    refreshMetadata(): Promise<void>;
    addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
    findTopicPartitionMetadata(topic: string): readonly PartitionMetadata[];
    findBroker(options: { nodeId: number | string }): Promise<Broker>;
    readonly brokerPool: { findConnectedBroker(): Promise<Broker> };
  }
}

declare module 'kafkajs/src/loggers/index.js' {
  import type { logCreator, logLevel } from 'kafkajs';
  import type { KafkajsLogger } from 'kafkajs-internals';

  export function createLogger(options: { level: logLevel; logCreator: logCreator }): KafkajsLogger;
}

declare module 'kafkajs/src/protocol/error.js' {
  export const errorCodes: readonly { readonly type: string; readonly code: number }[];
  export function createErrorFromCode(code: number): Error;
}

declare module 'kafkajs/src/protocol/encoder.js' {
  /** Writes advance and return the encoder. */
  export default class Encoder {
    readonly buffer: Buffer;
    writeInt16(value: number): this;
    writeInt32(value: number): this;
    writeInt64(value: number): this;
    writeString(value: string): this;
  }
}

declare module 'kafkajs/src/protocol/recordBatch/crc32C/index.js' {
  /** Signed. */
  export default function crc32C(bytes: Buffer): number;
}

declare module 'kafkajs/src/protocol/requests/produce/v7/request.js' {
  import type Encoder from 'kafkajs/src/protocol/encoder.js';
  import type { ProducerRequest, ProduceTopic } from 'kafkajs-internals';

  export default function request(
    options: ProducerRequest & { acks: number; timeout: number; topicData: ProduceTopic[] },
  ): { encode(): Promise<Encoder> };
}

declare module 'kafkajs/src/protocol/requests/fetch/v11/request.js' {
  import type Encoder from 'kafkajs/src/protocol/encoder.js';
  import type { FetchTopic } from 'kafkajs-internals';

  export default function request(options: {
    replicaId: number;
    maxWaitTime: number;
    minBytes: number;
    maxBytes: number;
    topics: FetchTopic[];
  }): { encode(): Promise<Encoder> };
}

declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  import type { FetchedPartition } from 'kafkajs-internals';

  export function decode(
    payload: Buffer,
  ): Promise<{ responses: { topicName: string; partitions: FetchedPartition[] }[] }>;
}

declare module 'kafkajs-internals' {
  import type { Socket } from 'node:net';
  import type { ISocketFactory, KafkaConfig, RetryOptions } from 'kafkajs';

  export type KafkajsLogger = object;

  export interface ClusterOptions extends Pick<KafkaConfig, 'ssl' | 'sasl'> {
    logger: KafkajsLogger;
    brokers: readonly string[];
    clientId: string;
    socketFactory: ISocketFactory;
    retry: RetryOptions;
    connectionTimeout: number;
    authenticationTimeout: number;
    requestTimeout: number;
    metadataMaxAge: number;
    allowAutoTopicCreation: boolean;
  }

  export interface PartitionMetadata {
    partitionId: number;
    leader: number | null;
  }

  export interface ProducerRequest {
    transactionalId: string | undefined;
    producerId: string;
    producerEpoch: number;
  }

  export interface SentMessage {
    key: Buffer;
    value: Buffer | null;
    headers: Readonly<Record<string, string>>;
    timestamp?: string;
  }

  export interface ProduceTopic {
    topic: string;
    partitions: { partition: number; firstSequence: number; messages: SentMessage[] }[];
  }

  export interface FetchTopic {
    topic: string;
    partitions: { partition: number; fetchOffset: string; maxBytes: number }[];
  }

  export interface FetchedMessage {
    offset: string;
    timestamp: string;
    key: Buffer | null;
    value: Buffer | null;
    headers: Record<string, Buffer | Buffer[]>;
    isControlRecord: boolean;
    batchContext: { firstOffset: string; lastOffsetDelta: number; producerId: string; inTransaction: boolean };
  }

  export interface FetchedPartition {
    partition: number;
    errorCode: number;
    highWatermark: string;
    lastStableOffset: string;
    abortedTransactions: { producerId: string; firstOffset: string }[];
    messages: FetchedMessage[];
  }

  export interface Member {
    memberId: string;
    memberMetadata: Buffer;
  }

  export interface Connection {
    readonly clientId: string;
    readonly socket: Socket;
    readonly requestQueue: {
      push(request: {
        entry: {
          apiKey: number;
          apiName: string;
          apiVersion: number;
          correlationId: number;
          resolve(answer: { payload: Buffer }): void;
          reject(error: Error): void;
        };
        expectResponse: boolean;
        requestTimeout: number;
        sendRequest(): void;
      }): void;
      maybeThrottle(ms: number): void;
    };
    /** Where SASL is used and this connection has not done so; else nothing. */
    authenticate(): Promise<void>;
    failIfNotConnected(): void;
    nextCorrelationId(): number;
  }

  interface TopicOffsets {
    topic: string;
    partitions: { partition: number; offset: string }[];
  }

  /** Every method throws a kafkajs error; retries nothing. */
  export interface Broker {
    readonly nodeId: number | string;
    readonly versions: Readonly<Record<number, { minVersion: number; maxVersion: number }>>;
    readonly connectionPool: { getConnection(index: number): Promise<Connection> };
    findGroupCoordinator(request: {
      groupId: string;
      coordinatorType: number;
    }): Promise<{ coordinator: { nodeId: number } }>;
    initProducerId(request: {
      transactionalId: string | undefined;
      transactionTimeout: number;
    }): Promise<{ producerId: string; producerEpoch: number }>;
    addPartitionsToTxn(
      request: ProducerRequest & { topics: { topic: string; partitions: number[] }[] },
    ): Promise<unknown>;
    addOffsetsToTxn(request: ProducerRequest & { groupId: string }): Promise<unknown>;
    endTxn(request: ProducerRequest & { transactionResult: boolean }): Promise<unknown>;
    produce(request: ProducerRequest & { timeout: number; topicData: ProduceTopic[] }): Promise<unknown>;
    fetch(request: {
      isolationLevel: number;
      maxWaitTime: number;
      minBytes: number;
      maxBytes: number;
      topics: FetchTopic[];
    }): Promise<{ responses: { topicName: string; partitions: FetchedPartition[] }[] }>;
    listOffsets(request: {
      isolationLevel: number;
      replicaId: number;
      topics: { topic: string; partitions: { partition: number; timestamp: number }[] }[];
    }): Promise<{ responses: TopicOffsets[] }>;
    joinGroup(request: {
      groupId: string;
      sessionTimeout: number;
      rebalanceTimeout: number;
      memberId: string;
      groupProtocols: { name: string; metadata: Buffer }[];
    }): Promise<{ generationId: number; leaderId: string; memberId: string; members: Member[] }>;
    syncGroup(request: {
      groupId: string;
      generationId: number;
      memberId: string;
      groupAssignment: { memberId: string; memberAssignment: Buffer }[];
    }): Promise<{ memberAssignment: Buffer }>;
    heartbeat(request: { groupId: string; groupGenerationId: number; memberId: string }): Promise<unknown>;
    leaveGroup(request: { groupId: string; memberId: string }): Promise<unknown>;
  }
}
