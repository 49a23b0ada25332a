import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { brokerAnswers } from '../../stack/kafka.ts';

let server: Server;
afterEach(() => void server.close());

/** Answers as a broker does to a Metadata request of version 5, in pieces: its address where it has been let in. */
async function brokerOf(clusterId: string, { brokers }: { readonly brokers: 0 | 1 }): Promise<number> {
  const text = (value: string) => Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value)]);
  const int = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return bytes;
  };
  const itself = brokers === 0 ? [] : [int(1), text('127.0.0.1'), int(9092), Buffer.from([0xff, 0xff])];
  const body = Buffer.concat([int(1), int(0), int(brokers), ...itself, text(clusterId), int(1), int(0)]);
  server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.concat([int(body.length), body.subarray(0, 14)]));
      setImmediate(() => socket.write(body.subarray(14)));
    });
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // It listens on TCP.
  return (server.address() as AddressInfo).port;
}

test.each([
  { what: 'our broker', clusterId: 'ours', brokers: 1, ready: true },
  { what: 'our broker that the controller has not let in', clusterId: 'ours', brokers: 0, ready: false },
  { what: "another's broker, which has taken the port", clusterId: 'theirs', brokers: 1, ready: false },
] as const)('$what is ready: $ready', async ({ clusterId, brokers, ready }) => {
  expect(await brokerAnswers(await brokerOf(clusterId, { brokers }), 'ours')).toBe(ready);
});

test('where nobody listens nobody is ready', async () => {
  const port = await brokerOf('ours', { brokers: 1 });
  server.close();
  expect(await brokerAnswers(port, 'ours')).toBe(false);
});
