/** What a client of the twin calls with. It opens nothing else anywhere. */
export const SERVICE_API_KEY = 'sk_sandbox_service';

/** What Service calls each venue, by venue id. Fixed, whatever the seed. */
export const SERVICE_VENUES: Readonly<Record<string, string>> = {
  soho: 'ven_4Jm2sQ0xTdWc7sohoNY1',
  fulton: 'ven_8Rb5kV3zLpYe2fultCH2',
  liberties: 'ven_6Xw9hG1cNaUf4libeDB3',
};
