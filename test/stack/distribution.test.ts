import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkSums, parseSums, pomProperty, readDistribution } from '../../stack/distribution.ts';

const sumOf = (text: string) => createHash('sha256').update(text).digest('hex');

describe('what the local stack is made of', () => {
  test('the versions are pinned', () => {
    const { kafka_version, registry_version } = readDistribution();
    expect(kafka_version).toBe('4.2.1');
    expect(registry_version).toBe('2.6.13.Final');
  });

  test('there is a sum for the broker, the registry and everything the broker needs', () => {
    const { sums, kafka_version, registry_version } = readDistribution();
    const paths = [...sums.keys()];
    expect(paths).toContain(`kafka/kafka_2.13-${kafka_version}.jar`);
    expect(paths).toContain(`registry/apicurio-registry-app-${registry_version}-all.tar.gz`);
    expect(paths.filter((path) => /^kafka\/[^/]+\.jar$/.test(path))).toHaveLength(46);
  });

  test('every version in the pom is a fixed one', () => {
    const pom = readFileSync(readDistribution().pom, 'utf8');
    const versions = [...pom.matchAll(/version>([^<\s]+)</g)].map(([, version]) => version ?? '');
    expect(versions.length).toBeGreaterThan(5);
    for (const version of versions) expect(version).toMatch(/^(\d[\w.]*|\$\{[a-z0-9]+\.version\})$/);
  });

  test('a property that the pom does not have is named', () => {
    expect(() => pomProperty('<a.b>1</a.b>', 'a.c')).toThrow('a.c');
    expect(pomProperty('<axb>2</axb><a.b> 1 </a.b>', 'a.b')).toBe('1');
  });
});

describe('sums', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'regulars-sums-'));
    writeFileSync(join(dir, 'good.jar'), 'good');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  test('are read as sha256sum writes them', () => {
    const sum = sumOf('x');
    expect(parseSums(`${sum}  kafka/a b.jar\n${sum} *c\n`)).toEqual(
      new Map([
        ['kafka/a b.jar', sum],
        ['c', sum],
      ]),
    );
    expect(() => parseSums('cafe  kafka/a.jar')).toThrow('not a sum: cafe');
  });

  test('pass files that are what they should be', async () => {
    await expect(checkSums(dir, new Map([['good.jar', sumOf('good')]]))).resolves.toBeUndefined();
  });

  test.for([
    ['changed', 'good.jar', sumOf('good')],
    ['missing', 'absent.jar', '(file missing)'],
  ] as const)('refuse a file that is %s, by name', async ([, file, found]) => {
    const refused = checkSums(dir, new Map([[file, sumOf('other')]]));
    await expect(refused).rejects.toMatchObject({
      code: 'sum_mismatch',
      message: expect.stringMatching(
        `^${file} is not what it should be: SHA-256 ${found.replace(/[()]/g, '\\$&')} instead`,
      ),
    });
  });
});
