import { storedTableOf } from './tables.js';
import { topics } from './topics.js';
export const importKinds = ['orders', 'guests', 'reservations', 'surveys'];
/** Columns that we derive: a file that has one is refused. */
export const derivedColumns = ['guest_id'];
const shape = (topic, required) => {
    const columns = storedTableOf(topic.name).columns.filter(({ name }) => name !== 'extra');
    return { topic, required, columns };
};
/** What a file of each kind is made of: the columns of the topic's table. */
export const importShapes = {
    orders: shape(topics.orders, ['order_id', 'venue_id', 'closed_at', 'net_minor', 'currency']),
    guests: shape(topics.guest_profiles, ['client_id']),
    reservations: shape(topics.reservation_events, ['reservation_id', 'venue_id', 'type', 'occurred_at']),
    surveys: shape(topics.survey_responses, ['response_id', 'form_id', 'submitted_at', 'answers']),
};
//# sourceMappingURL=import-columns.js.map