import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Fetched } from './fetch.ts';
import type { StackPaths } from './paths.ts';
import type { StackPorts } from './ports.ts';
import { clearDraft, draftStorage, newId } from './storage.ts';

/** Young garbage has room enough to die there: copying it along takes 20 ms, in which nobody is answered. */
const heap = ['-Xms128m', '-Xmx320m', '-Xmn64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** The broker's settings where they are not Kafka's own; everything else is as Apache ships it. */
export function serverProperties(ports: StackPorts, logDir: string): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${ports.controller}
listeners=BROKER://127.0.0.1:${ports.kafka},CONTROLLER://127.0.0.1:${ports.controller}
advertised.listeners=BROKER://127.0.0.1:${ports.kafka}
listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=BROKER
controller.listener.names=CONTROLLER
# Relative to the directory the broker is started in: a path with a comma would be two directories.
log.dirs=${logDir}

# One node holds the only copy of everything.
offsets.topic.replication.factor=1
offsets.topic.num.partitions=8
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=8
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1

# A demo left alone for a year goes on where it stopped.
offsets.retention.minutes=5256000
log.retention.ms=-1

# Topics are created with their own settings or not at all; the largest allow 2 MiB.
auto.create.topics.enable=false
message.max.bytes=2097152

# Nobody waits on one machine: neither for more members, nor for a member or a transaction whose process has died.
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
transaction.abort.timed.out.transaction.cleanup.interval.ms=1000

# After a kill the controller takes the broker for alive, and lets no new one in, until its session has run out (9 s by default).
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500

# 128 MB by default, on a heap of 320.
log.cleaner.dedupe.buffer.size=33554432
`;
}

const log4j = `<Configuration status="ERROR" shutdownHook="disable">
  <Appenders><Console name="out"><PatternLayout pattern="%d %p %c{1}: %m%n"/></Console></Appenders>
  <Loggers>
    <Logger name="kafka.server.KafkaRaftServer" level="INFO"/>
    <Root level="WARN"><AppenderRef ref="out"/></Root>
  </Loggers>
</Configuration>
`;

const storage = 'kafka';

/** The arguments of java for a broker started in `paths.root`. Writes its settings there. */
export function brokerArguments(paths: StackPaths, fetched: Fetched, ports: StackPorts): string[] {
  writeFileSync(join(paths.root, 'server.properties'), serverProperties(ports, storage));
  return [...javaArguments(paths, fetched), 'kafka.Kafka', 'server.properties'];
}

/** The arguments of java that format fresh storage aside; `takeFormatted` then puts it in place in one step. */
export function formatArguments(paths: StackPaths, fetched: Fetched, ports: StackPorts): string[] {
  clearDraft(paths);
  writeFileSync(join(paths.root, 'format.properties'), serverProperties(ports, draftStorage));
  const tool = ['kafka.tools.StorageTool', 'format', `--cluster-id=${newId()}`, '-c', 'format.properties'];
  return [...javaArguments(paths, fetched), ...tool];
}

function javaArguments(paths: StackPaths, fetched: Fetched): string[] {
  writeFileSync(join(paths.root, 'log4j2.xml'), log4j);
  return [
    ...heap,
    '-XX:+ExitOnOutOfMemoryError',
    '-Djava.awt.headless=true',
    `-Djava.io.tmpdir=${paths.temporary}`,
    '-Dlog4j2.configurationFile=./log4j2.xml',
    paths.marker,
    '-cp',
    join(fetched.kafka_jars, '*'),
  ];
}

/** The broker's address for its clients. */
export function brokerAddress(port: number): string {
  return `127.0.0.1:${port}`;
}

/**
 * True when the broker of this cluster names itself in answer to a Metadata request (api key 3, version 5, no topics):
 * the port alone opens before the controller has let the broker in, and another's broker may have taken it.
 */
export function brokerAnswers(port: number, clusterId: string): Promise<boolean> {
  const request = Buffer.alloc(4 + 10 + 5);
  request.writeInt32BE(15, 0);
  request.writeInt16BE(3, 4);
  request.writeInt16BE(5, 6);
  request.writeInt32BE(1, 8);
  request.writeInt16BE(-1, 12);
  return new Promise((resolve) => {
    let answer = Buffer.alloc(0);
    const socket = connect({ host: '127.0.0.1', port, timeout: 2_000 });
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      // size, correlation id, throttle time, count of brokers, the brokers, the cluster's id
      const whole = answer.length >= 16 && answer.length >= 4 + answer.readInt32BE(0);
      if (whole) end(answer.readInt32BE(12) > 0 && answer.includes(clusterId));
    });
    socket
      .on('error', () => end(false))
      .on('timeout', () => end(false))
      .on('close', () => end(false));
  });
}
