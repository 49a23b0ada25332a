import type { Since } from '../../runtime/config/since.ts';

/** The part of the config file that is about Klaviyo; `upstreams.klaviyo` after validation has this shape. */
export interface KlaviyoConfig {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Null: no webhooks. */
  readonly webhookSecret: string | null;
  readonly pollSeconds: number;
  readonly requestsPerSecond: number;
  readonly since: Since;
}
