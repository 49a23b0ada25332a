import { expect, test } from 'vitest';
import { javaMajor, mavenVersion } from '../../stack/tools.ts';

test.for([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_292"', 8],
  ['openjdk version "25-ea" 2025-09-16', 25],
  ['openjdk version "21" 2023-09-19 LTS', 21],
  ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "17.0.1"', 17],
  ['The operation could not be completed. Unable to locate a Java Runtime.', undefined],
] as const)('%j is Java %s', ([output, major]) => {
  expect(javaMajor(output)).toBe(major);
});

test.for([
  ['Apache Maven 3.8.7\nMaven home: /usr/share/maven', [3, 8]],
  ['\u001b[1mApache Maven 4.0.0-rc-4 (bed0f8174)\u001b[m', [4, 0]],
  ['Error: JAVA_HOME is not defined correctly.', undefined],
] as const)('%j is Maven %s', ([output, version]) => {
  expect(mavenVersion(output)).toEqual(version);
});
