import { schemas } from './generated/schemas.js';
const MIB = 1024 * 1024;
function topic(name, key, max_bytes) {
    const base = { name, schema: schemas[name], key, internal: name.startsWith('_') };
    return max_bytes === undefined ? base : { ...base, max_bytes };
}
export const topics = {
    orders: topic('orders', ['order_id', 'version']),
    reservation_events: topic('reservation_events', ['reservation_id', 'event_id']),
    guest_profiles: topic('guest_profiles', ['client_id', 'version']),
    survey_responses: topic('survey_responses', ['response_id']),
    email_engagement: topic('email_engagement', ['email', 'event_id']),
    guest_identities: topic('guest_identities', ['member']),
    guest_spend: topic('guest_spend', ['guest_id', 'currency']),
    guest_spend_history: topic('guest_spend_history', ['guest_id', 'order_id']),
    loyalty_changes: topic('loyalty_changes', ['guest_id']),
    duplicate_clusters: topic('duplicate_clusters', ['cluster_id']),
    profile_patches: topic('profile_patches', ['client_id', 'patch_id']),
    survey_invitations: topic('survey_invitations', ['order_id', 'guest_id']),
    dead_letters: topic('dead_letters', ['id'], 2 * MIB),
    deliveries: topic('_deliveries', ['entity_id', 'delivery_id'], 2 * MIB),
    /** Written to every partition n with the key `n`. */
    clock: topic('_clock', []),
    cursors: topic('_cursors', ['source']),
    /** The record of task `<processor>/<n>` lies on partition n. */
    tasks: topic('_tasks', ['task']),
    order_payers: topic('_order_payers', ['order_id']),
    member_orders: topic('_member_orders', ['member', 'order_id']),
    members: topic('_members', ['member', 'order_id']),
    guest_orders: topic('_guest_orders', ['guest_id', 'order_id', 'member']),
    identity_decisions: topic('_identity_decisions', ['member']),
};
export const allTopics = Object.values(topics);
//# sourceMappingURL=topics.js.map