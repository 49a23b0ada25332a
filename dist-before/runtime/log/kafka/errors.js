import { Failure } from '../../failures.js';
const wait = { kind: 'retry', mend: 'wait' };
const lookUp = { kind: 'retry', mend: 'look_up' };
const reconnect = { kind: 'retry', mend: 'reconnect' };
const retry = { kind: 'retry' };
const fenced = { kind: 'fenced' };
const poison = { kind: 'poison' };
const fatal = { kind: 'fatal' };
/**
 * The one table of what goes wrong at Kafka: protocol error (kafkajs' spelling) or name of a kafkajs error → what to
 * do. A verdict with a mend is tried again within the caller's time, one without is final for this attempt.
 * https://kafka.apache.org/protocol#protocol_error_codes
 */
export const verdicts = {
    // The broker is away, or is not the one to ask.
    KafkaJSConnectionError: reconnect,
    KafkaJSConnectionClosedError: reconnect,
    KafkaJSRequestTimeoutError: reconnect,
    KafkaJSLockTimeout: reconnect,
    KafkaJSTimeout: reconnect,
    KafkaJSBrokerNotFound: lookUp,
    KafkaJSGroupCoordinatorNotFound: lookUp,
    KafkaJSMetadataNotLoaded: lookUp,
    KafkaJSTopicMetadataNotLoaded: lookUp,
    NETWORK_EXCEPTION: reconnect,
    BROKER_NOT_AVAILABLE: lookUp,
    REPLICA_NOT_AVAILABLE: lookUp,
    LEADER_NOT_AVAILABLE: lookUp,
    NOT_LEADER_FOR_PARTITION: lookUp,
    FENCED_LEADER_EPOCH: lookUp,
    UNKNOWN_LEADER_EPOCH: lookUp,
    PREFERRED_LEADER_NOT_AVAILABLE: lookUp,
    ELIGIBLE_LEADERS_NOT_AVAILABLE: lookUp,
    LISTENER_NOT_FOUND: lookUp,
    NOT_CONTROLLER: lookUp,
    UNKNOWN_TOPIC_OR_PARTITION: lookUp,
    GROUP_COORDINATOR_NOT_AVAILABLE: lookUp,
    NOT_COORDINATOR_FOR_GROUP: lookUp,
    STALE_BROKER_EPOCH: lookUp,
    STALE_CONTROLLER_EPOCH: lookUp,
    // It will be able to in a moment.
    REQUEST_TIMED_OUT: wait,
    GROUP_LOAD_IN_PROGRESS: wait,
    CONCURRENT_TRANSACTIONS: wait,
    UNSTABLE_OFFSET_COMMIT: wait,
    NOT_ENOUGH_REPLICAS: wait,
    NOT_ENOUGH_REPLICAS_AFTER_APPEND: wait,
    KAFKA_STORAGE_ERROR: wait,
    OFFSET_NOT_AVAILABLE: wait,
    CORRUPT_MESSAGE: wait,
    REASSIGNMENT_IN_PROGRESS: wait,
    THROTTLING_QUOTA_EXCEEDED: wait,
    FETCH_SESSION_ID_NOT_FOUND: wait,
    INVALID_FETCH_SESSION_EPOCH: wait,
    // Not with this producer or member; from scratch it may go.
    OUT_OF_ORDER_SEQUENCE_NUMBER: retry,
    UNKNOWN_PRODUCER_ID: retry,
    REBALANCE_IN_PROGRESS: retry,
    ILLEGAL_GENERATION: retry,
    UNKNOWN_MEMBER_ID: retry,
    MEMBER_ID_REQUIRED: retry,
    GROUP_MAX_SIZE_REACHED: retry,
    TRANSACTION_ABORTABLE: retry,
    // Another holds the transactional id, or the coordinator has ended our transaction for taking too long.
    INVALID_PRODUCER_EPOCH: fenced,
    PRODUCER_FENCED: fenced,
    INVALID_PRODUCER_ID_MAPPING: fenced,
    INVALID_TXN_STATE: fenced,
    TRANSACTION_COORDINATOR_FENCED: fenced,
    FENCED_INSTANCE_ID: fenced,
    // This record will never go in.
    MESSAGE_TOO_LARGE: poison,
    RECORD_LIST_TOO_LARGE: poison,
    INVALID_RECORD: poison,
    // Somebody must act.
    KafkaJSSASLAuthenticationError: fatal,
    KafkaJSServerDoesNotSupportApiKey: fatal,
    TOPIC_AUTHORIZATION_FAILED: fatal,
    GROUP_AUTHORIZATION_FAILED: fatal,
    CLUSTER_AUTHORIZATION_FAILED: fatal,
    TRANSACTIONAL_ID_AUTHORIZATION_FAILED: fatal,
    SASL_AUTHENTICATION_FAILED: fatal,
    UNSUPPORTED_SASL_MECHANISM: fatal,
    ILLEGAL_SASL_STATE: fatal,
    SECURITY_DISABLED: fatal,
    UNSUPPORTED_VERSION: fatal,
    OFFSET_OUT_OF_RANGE: fatal,
    INVALID_TIMESTAMP: fatal,
    INCONSISTENT_GROUP_PROTOCOL: fatal,
    INVALID_TOPIC_EXCEPTION: fatal,
    INVALID_TRANSACTION_TIMEOUT: fatal,
    INVALID_SESSION_TIMEOUT: fatal,
};
/** Protocol errors that kafkajs 2.2.4 has no name for. */
const namesByCode = {
    89: 'THROTTLING_QUOTA_EXCEEDED',
    90: 'PRODUCER_FENCED',
    120: 'TRANSACTION_ABORTABLE',
};
/** The error at the bottom of those that wrap it. */
function rootOf(error) {
    return error.cause instanceof Error ? rootOf(error.cause) : error;
}
/** What went wrong, by its name in the table: a protocol error's type, else the error's name. */
export function nameOf(error) {
    if (!(error instanceof Error))
        return typeof error;
    const root = rootOf(error);
    if (!('type' in root) || typeof root.type !== 'string')
        return root.name;
    const code = /Unknown error code (\d+)/.exec(root.message)?.[1];
    return (code && namesByCode[Number(code)]) ?? root.type;
}
/** The unknown is fatal. */
export function verdictOf(error) {
    if (error instanceof Failure)
        return { kind: error.kind };
    return verdicts[nameOf(error)] ?? fatal;
}
/** A Failure stays itself; anything of Kafka becomes one. `doing` says what was tried, without guest data. */
export function kafkaFailure(error, doing) {
    if (error instanceof Failure)
        return error;
    const reason = reasonOf(nameOf(error));
    const message = error instanceof Error ? rootOf(error).message : String(error);
    return new Failure(verdictOf(error).kind, reason, { message: `${doing}: ${message}`, cause: error });
}
/** KafkaJSConnectionError → kafka_connection_error, NOT_ENOUGH_REPLICAS → not_enough_replicas. */
function reasonOf(name) {
    if (!name.startsWith('KafkaJS'))
        return name.toLowerCase();
    return `kafka${name.slice('KafkaJS'.length).replace(/[A-Z][a-z]+|[A-Z]+/g, (word) => `_${word.toLowerCase()}`)}`;
}
//# sourceMappingURL=errors.js.map