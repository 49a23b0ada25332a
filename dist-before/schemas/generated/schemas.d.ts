import type { AvroRecord } from '../avro.ts';
export type SchemaName = '_clock' | '_cursors' | '_deliveries' | '_guest_orders' | '_identity_decisions' | '_member_orders' | '_members' | '_order_payers' | '_tasks' | 'dead_letters' | 'duplicate_clusters' | 'email_engagement' | 'guest_identities' | 'guest_profiles' | 'guest_spend' | 'guest_spend_history' | 'loyalty_changes' | 'orders' | 'profile_patches' | 'reservation_events' | 'survey_invitations' | 'survey_responses';
export declare const schemas: Readonly<Record<SchemaName, AvroRecord>>;
