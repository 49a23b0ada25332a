import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotatedSchema, type JsonSchema } from '../../runtime/config/json-schema.ts';
import { configOf } from '../../runtime/config/load.ts';
import { UsageProblems } from '../../runtime/config/problems.ts';

const SECRET = 'tops3cret-tops3cret';

/** Values that are right, nearly right or wrong for what lies at the node. */
function nearly(node: JsonSchema): fc.Arbitrary<unknown> {
  const wrong = fc.constantFrom<unknown>(null, -1, 1e9, 0.5, true, '', SECRET, [SECRET], { [SECRET]: SECRET }, [], {});
  const parts = Object.entries(node.properties ?? {}).map(([name, inner]) => [name, nearly(inner)] as const);
  if (parts.length > 0) {
    const known = fc.record(Object.fromEntries(parts), { requiredKeys: [] });
    const unknown = fc.dictionary(fc.constantFrom('apiKy', 'x', '__proto__', 'constructor'), wrong, { maxKeys: 1 });
    const object = fc.tuple(known, unknown).map(([a, b]) => ({ ...a, ...b }));
    return fc.oneof({ weight: 9, arbitrary: object }, { weight: 1, arbitrary: wrong });
  }
  if (node.items !== undefined) return fc.oneof(fc.array(nearly(node.items), { maxLength: 3 }), wrong);
  const right = node.default === undefined ? [] : [fc.constant(node.default)];
  return fc.oneof(wrong, ...right, ...(node.anyOf ?? []).map(nearly));
}

describe('whatever stands in the config', () => {
  test('it is taken, or refused with a key and the legal values, and no secret is told', () => {
    let refused = 0;
    fc.assert(
      fc.property(nearly(annotatedSchema), (value) => {
        try {
          configOf(value);
        } catch (error) {
          if (!(error instanceof UsageProblems)) throw error;
          refused++;
          for (const { key, legal } of error.problems) expect([key.length > 0, legal.length > 0]).toEqual([true, true]);
          const hidden = error.problems.filter(
            ({ key }) =>
              key.startsWith('upstreams.') && /(Secret|apiKey|apiKy|accessToken|webhookToken|SignatureKey)$/.test(key),
          );
          expect(JSON.stringify(hidden.map(({ value: shown }) => shown))).not.toContain(SECRET);
        }
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  test('any JSON at all is taken or refused, never a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          return typeof configOf(value) === 'object';
        } catch (error) {
          return error instanceof UsageProblems;
        }
      }),
    );
  });
});
