/** What a client of the twin calls with. It opens nothing else anywhere. */
export const TYPEFORM_ACCESS_TOKEN = 'tfp_sandbox_responses_read';

/** The group's forms: for those who sat at a table, and for those who took their meal away. Fixed, whatever the seed. */
export const TYPEFORM_FORMS = { seated: 'Kd82hWqx', carried: 'pZ3nVt7L' } as const;
