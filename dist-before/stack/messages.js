/** Sends one message; to a connection that has closed it is dropped. */
export function send(socket, message) {
    if (socket.writable)
        socket.write(`${JSON.stringify(message)}\n`);
}
/** Calls `onMessage` for each message that arrives. Both ends are of one version of this package, hence the type is trusted. */
export function receive(socket, onMessage) {
    let rest = '';
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines)
            onMessage(JSON.parse(line));
    });
}
//# sourceMappingURL=messages.js.map