import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { render } from '../../runtime/config/generate.ts';
import { legalAt } from '../../runtime/config/json-schema.ts';

test.each([...render()])('%s is what the schema makes of it', (file, text) => {
  expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).toBe(text);
});

test('every key says what it does and which values are legal', () => {
  const undescribed = [...render()][1]?.[1].split('\n').filter((line) => /^\| `/.test(line) && / \| {2}\|/.test(line));
  expect(undescribed).toEqual([]);
  expect(legalAt(['kafka', 'partitions'])).toBe('an integer from 1 to 1000');
  expect(legalAt(['venues', 3, 'closeoutHour'])).toBe('an integer from 0 to 23');
});
