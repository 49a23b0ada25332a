import { z } from 'zod';
import { tagField } from '../../schemas/patch-fields.ts';
import { usualNames } from '../../schemas/written-names.ts';
import { key, LEGAL_TEXT_OR_NULL, text } from './kinds.ts';

/** The ledger tells groups of tags from fields by it. */
const RESERVED = tagField('');
const LEGAL_FIELD = `a text that is not empty and does not begin with "${RESERVED}", or null`;

const fieldName = text.refine((name) => !name.startsWith(RESERVED)).nullable();
const groupName = text.nullable();

function field(ours: keyof typeof usualNames.fields, what: string) {
  const meaning = `The custom field that holds ${what}; null: it is not written.`;
  return key(fieldName.default(usualNames.fields[ours]), meaning, LEGAL_FIELD);
}

function group(ours: keyof typeof usualNames.groups, what: string) {
  const meaning = `The group of the tags that tell ${what}; null: none are written.`;
  return key(groupName.default(usualNames.groups[ours]), meaning, LEGAL_TEXT_OR_NULL);
}

const names = z.strictObject({
  fields: z
    .strictObject({
      spend_90d: field('spend_90d', 'the spend of the window'),
      avg_per_cover_90d: field('avg_per_cover_90d', 'the average spend per cover of the window'),
      lifetime_spend: field('lifetime_spend', 'the spend of all time'),
      visits: field('visits', 'the number of visits'),
      loyalty: field('loyalty', 'the loyalty tier'),
      spend_tier: field('spend_tier', 'the spend tier'),
      kitchen_note: field('kitchen_note', 'what the kitchen should know'),
    })
    .prefault({}),
  groups: z
    .strictObject({ spend_tier: group('spend_tier', 'the spend tier'), loyalty: group('loyalty', 'the loyalty tier') })
    .prefault({}),
});

export const writeBack = z.strictObject({
  mode: key(
    z.enum(['plan', 'live', 'off']).default('plan'),
    'plan: PATCHes are worked out, and sent by `regulars apply` alone; live: they are sent; off: neither.',
    '"plan", "live" or "off"',
  ),
  settleSeconds: key(
    z.number().min(0).max(3600).default(5),
    'How long to wait for more before a profile is written.',
    'a number from 0 to 3600',
  ),
  humanEdits: key(
    z.enum(['keep', 'overwrite']).default('keep'),
    'What happens to a field of ours that a person edited.',
    '"keep" or "overwrite"',
  ),
  names: names.prefault({}),
});
