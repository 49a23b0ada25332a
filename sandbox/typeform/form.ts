/** The questions of the group's forms, by ref. */
export const FIELDS = {
  food: { id: 'JwWggjAKtOk1', type: 'rating', title: 'How was the food?' },
  recommend: { id: 'NRsxU591jIW2', type: 'opinion_scale', title: 'Would you recommend us?' },
  dietary: { id: 'PNe8ZKBK8C23', type: 'multiple_choice', title: 'Anything the kitchen should know?' },
  occasion: { id: 'k6TP9oLGgHj4', type: 'multiple_choice', title: 'What brought you here?' },
  again: { id: 'RUqkXSeXBXS5', type: 'yes_no', title: 'Will you come again?' },
  anniversary: { id: 'KoJxDM3c6x86', type: 'date', title: 'Is there a day that we should remember?' },
  comment: { id: 'DlXFaesGBpo7', type: 'long_text', title: 'Anything else?' },
  email: { id: 'SMEUb7VJz928', type: 'email', title: 'Where can we reach you?' },
} as const;

export type Ref = keyof typeof FIELDS;

/** As a webhook brings it along. */
export function definition(form_id: string) {
  const fields = Object.entries(FIELDS).map(([ref, { id, type, title }]) => ({ id, ref, type, title, properties: {} }));
  return { id: form_id, title: 'How was it?', fields };
}
