import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import avro from 'avsc';
import { expect, test } from 'vitest';
import { readSchemas, render } from '../../schemas/generate.ts';
import { schemas } from '../../schemas/generated/schemas.ts';
import { allTopics } from '../../schemas/topics.ts';

const folder = fileURLToPath(new URL('../../schemas', import.meta.url));

test('the generated files are what the schemas say', () => {
  for (const [file, text] of render(folder)) expect(readFileSync(`${folder}/${file}`, 'utf8'), file).toBe(text);
});

test('every schema has a topic, and every topic a schema', () => {
  const byName = (a: string, b: string) => a.localeCompare(b);
  expect(allTopics.map((topic) => topic.name).sort(byName)).toEqual(Object.keys(schemas).sort(byName));
});

test('every schema is valid Avro, and every field of it is documented', () => {
  for (const [file, schema] of readSchemas(folder)) {
    // The schema language of schemas/avro.ts is a part of what avsc takes.
    expect(() => avro.Type.forSchema(schema as avro.Schema), file).not.toThrow();
    for (const field of schema.fields) expect(field.doc, `${file}.${field.name}`).toMatch(/\S/);
  }
});

test('a key is made of fields that the value always has', () => {
  for (const topic of allTopics) {
    for (const field of topic.key) {
      const type = topic.schema.fields.find((known) => known.name === field)?.type;
      expect(type, `${topic.name}.${field}`).toBeDefined();
      expect(Array.isArray(type), `${topic.name}.${field} may be null`).toBe(false);
    }
  }
});
