import { z } from 'zod';
import { tagField } from '../../schemas/patch-fields.ts';
import { key, LEGAL_MINOR, LEGAL_TEXT, minorByCurrency, text } from './kinds.ts';

const loyalty = z.strictObject({
  visits: key(
    z.int().min(1).max(10_000).default(5),
    'With this many visits a guest is a member.',
    'an integer from 1 to 10000',
  ),
  spend: key(
    minorByCurrency.default({ USD: 100_000 }),
    'With this lifetime net in a currency named here a guest is a member, whatever the visits.',
    LEGAL_MINOR,
  ),
});

const spendTier = z.strictObject({
  tag: key(text, 'The name of the tier, and of its tag.', LEGAL_TEXT),
  averagePerCover: key(
    minorByCurrency,
    'The 90-day average spend per cover from which on a guest has the tier.',
    LEGAL_MINOR,
  ),
});

const target = z.union([
  z.strictObject({ tag: text }),
  z.strictObject({ note: z.literal('kitchen') }),
  z.strictObject({ field: text.refine((name) => !name.startsWith(tagField(''))) }),
]);
const fieldRule = z.strictObject({
  when: key(
    z.strictObject({ source: z.literal('survey'), question: text }),
    'Which answer: of a survey, to the question of this name (at Typeform the `ref` of the field).',
    'an object {"source": "survey", "question": text}',
  ),
  write: key(
    z.array(target).min(1),
    'Where it goes: a group of tags, the note for the kitchen, a custom field.',
    'a list of at least one {"tag": group}, {"note": "kitchen"} or {"field": name}',
  ),
});

const surveys = z.strictObject({
  sendWithinMinutes: key(
    z.number().positive().max(10_080).default(15),
    'An order learned of later than this after its close gets no invitation.',
    'a number above 0, at most 10080',
  ),
  via: key(
    z.enum(['klaviyo', 'mailchimp']).default('klaviyo'),
    'Who sends the invitation.',
    '"klaviyo" or "mailchimp"',
  ),
  excludeTag: key(
    text.default('regulars:survey-sent'),
    "The tag that keeps the reservation system's own survey from going out as well.",
    LEGAL_TEXT,
  ),
});

const tiers = [
  { tag: 'Platinum', averagePerCover: { USD: 18_500 } },
  { tag: 'Gold', averagePerCover: { USD: 10_000 } },
  { tag: 'Silver', averagePerCover: { USD: 6_000 } },
];
const rules: z.output<typeof fieldRule>[] = [
  { when: { source: 'survey', question: 'dietary' }, write: [{ tag: 'Dietary' }, { note: 'kitchen' }] },
];

export const enrichment = z.strictObject({
  spendWindowDays: key(
    z.int().min(1).max(3650).default(90),
    'The rolling window of spend, in days of 24 hours.',
    'an integer from 1 to 3650',
  ),
  loyalty: loyalty.prefault({}),
  spendTiers: key(
    z.array(spendTier).default(tiers),
    'Highest first: the first one whose value is reached is the tier.',
    'a list of {"tag": text, "averagePerCover": {currency: minor units}}',
  ),
  fieldMap: key(
    z.array(fieldRule).default(rules),
    'Which answers are written to a profile, and where.',
    'a list of {"when": {"source", "question"}, "write": [{"tag"}, {"note"} or {"field"}]}',
  ),
  surveys: surveys.prefault({}),
});
