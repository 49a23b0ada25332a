/** Decimal major units, as Toast writes money. All the twin's currencies have two decimals. */
export function money(amount_minor: number): number {
  return amount_minor / 100;
}
