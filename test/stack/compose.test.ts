import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDistribution } from '../../stack/distribution.ts';
import { serverProperties } from '../../stack/kafka.ts';
import { packageRoot } from '../../stack/paths.ts';
import { defaultPorts } from '../../stack/ports.ts';

const compose = readFileSync(join(packageRoot(), 'docker-compose.yml'), 'utf8');

/** Kafka's image takes a setting from the variable KAFKA_ and its name in capitals, with _ for the dots. */
const variable = (setting: string) => `KAFKA_${setting.toUpperCase().replaceAll('.', '_')}`;

test('the containers have the versions of the local stack', () => {
  const { kafka_version, registry_version } = readDistribution();
  expect(compose).toContain(`image: apache/kafka:${kafka_version}\n`);
  expect(compose).toContain(`image: apicurio/apicurio-registry-mem:${registry_version}\n`);
});

test('the broker in the container has the settings of the local one, addresses apart', () => {
  const settings = serverProperties(defaultPorts, '')
    .split('\n')
    .filter((line) => line.includes('=') && !line.startsWith('#'))
    .map((line) => line.split('='))
    .filter(([name]) => !/^(log\.dirs|.*listeners|controller\.quorum\.voters)$/.test(name ?? ''));
  expect(settings.length).toBeGreaterThan(15);
  for (const [name = '', value = ''] of settings) {
    expect(compose).toMatch(new RegExp(`^ +${variable(name)}: "?${value}"?$`, 'm'));
  }
});

test('both are reached on loopback only, at the default ports, and keep what they store', () => {
  const published = [...compose.matchAll(/^ +- "(.*:.*:\d+)"$/gm)].map(([, ports]) => ports);
  expect(published).toEqual([`127.0.0.1:${defaultPorts.kafka}:9092`, `127.0.0.1:${defaultPorts.registry}:8080`]);
  expect(compose).toMatch(/^ +- kafka:\/var\/lib\/kafka\/data$/m);
  expect(compose).toMatch(/KAFKA_LOG_DIRS: \/var\/lib\/kafka\/data$/m);
  expect(compose).toMatch(/^ +- registry:\/data$/m);
  expect(compose).toMatch(/REGISTRY_DATASOURCE_URL: jdbc:h2:file:\/data\/registry;WRITE_DELAY=0$/m);
});
