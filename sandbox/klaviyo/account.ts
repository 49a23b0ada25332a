/** What a client of the twin calls with. It opens nothing else anywhere. */
export const KLAVIYO_API_KEY = 'pk_sandbox_klaviyo';

/** The subscription of webhooks, and the account. */
export const KLAVIYO_WEBHOOK = { id: '01SANDBOXWEBHOOK', account: 'Sndbx1' } as const;

/** Klaviyo's own metrics, by our word for what they count. Fixed, whatever the seed. */
export const METRICS = {
  received: { id: 'RcvdE1', name: 'Received Email', topic: 'received_email' },
  opened: { id: 'OpndE2', name: 'Opened Email', topic: 'opened_email' },
  clicked: { id: 'ClckE3', name: 'Clicked Email', topic: 'clicked_email' },
  subscribed: { id: 'SubsE4', name: 'Subscribed to Email Marketing', topic: 'subscribed_to_email_marketing' },
  unsubscribed: { id: 'UnsbE5', name: 'Unsubscribed from Email Marketing', topic: 'unsubscribed_from_email_marketing' },
  bounced: { id: 'BncdE6', name: 'Bounced Email', topic: 'bounced_email' },
} as const;

export type MetricName = keyof typeof METRICS;
