/** Digits after the decimal point by ISO 4217 (list one); every other currency has two. */
export const digitsByCurrency: Readonly<Record<string, number>> = {
  ...digits(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...digits(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...digits(4, 'CLF UYW'),
};

function digits(count: number, currencies: string): Record<string, number> {
  return Object.fromEntries(currencies.split(' ').map((currency) => [currency, count]));
}

/** How many digits an amount in major units has after the point: 2 for USD, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  return digitsByCurrency[currency] ?? 2;
}

/** An amount with its currency as people write it: `1234.50 USD`, `980 JPY`. Minor units, whole and not negative. */
export function writtenAmount(minor: number, currency: string): string {
  const places = currencyDigits(currency);
  const all = String(minor).padStart(places + 1, '0');
  const point = all.length - places;
  return `${places === 0 ? all : `${all.slice(0, point)}.${all.slice(point)}`} ${currency}`;
}
