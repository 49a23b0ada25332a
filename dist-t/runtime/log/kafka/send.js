/** kafkajs keeps a connection for what waits (Fetch) beside the one for everything else. */
const FETCH = 1;
const FETCHING = 1;
const ASKING = 0;
/**
 * Sends over kafkajs' connection and its queue (timeouts, throttling, the connection's errors), without its encoder,
 * which copies a request twice. Throws kafkajs' errors.
 */
export async function send(broker, request) {
    const { apiKey, apiName, apiVersion, timeout_ms } = request;
    const connection = await broker.connectionPool.getConnection(apiKey === FETCH ? FETCHING : ASKING);
    await connection.authenticate();
    connection.failIfNotConnected();
    const correlationId = connection.nextCorrelationId();
    const frame = frameOf(request, { clientId: connection.clientId, correlationId });
    const { payload } = await new Promise((resolve, reject) => {
        connection.requestQueue.push({
            entry: { apiKey, apiName, apiVersion, correlationId, resolve, reject },
            expectResponse: true,
            requestTimeout: timeout_ms,
            sendRequest: () => connection.socket.write(frame),
        });
    });
    const { throttle_ms, value } = request.read(payload);
    connection.requestQueue.maybeThrottle(throttle_ms);
    return value;
}
/** size, api key, api version, correlation id, client id, body. https://kafka.apache.org/protocol#protocol_messages */
function frameOf(request, header) {
    const frame = Buffer.allocUnsafe(14 + 3 * header.clientId.length + request.bound);
    let at = frame.writeInt16BE(request.apiKey, 4);
    at = frame.writeInt16BE(request.apiVersion, at);
    at = frame.writeInt32BE(header.correlationId, at);
    const client_bytes = frame.write(header.clientId, at + 2);
    frame.writeInt16BE(client_bytes, at);
    const end = request.write(frame, at + 2 + client_bytes);
    frame.writeInt32BE(end - 4, 0);
    return frame.subarray(0, end);
}
//# sourceMappingURL=send.js.map