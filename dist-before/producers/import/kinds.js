import { produced } from '../../runtime/produced.js';
import { importShapes } from '../../schemas/import-columns.js';
import { topics } from '../../schemas/topics.js';
import { readGuest } from './guests.js';
import { readOrder } from './orders.js';
import { readReservation } from './reservations.js';
import { readSurvey } from './surveys.js';
function kind(name, { topic, read, eventTime }) {
    const { required, columns } = importShapes[name];
    return {
        name,
        topic,
        required,
        columns: columns.map((column) => column.name),
        read(row, context, origin) {
            const value = read(row, context);
            return produced(topic, value, eventTime(value), origin);
        },
    };
}
export const kinds = {
    orders: kind('orders', {
        topic: topics.orders,
        read: readOrder,
        eventTime: ({ closed_at }) => closed_at,
    }),
    guests: kind('guests', {
        topic: topics.guest_profiles,
        read: readGuest,
        eventTime: () => null,
    }),
    reservations: kind('reservations', {
        topic: topics.reservation_events,
        read: readReservation,
        eventTime: ({ occurred_at }) => occurred_at,
    }),
    surveys: kind('surveys', {
        topic: topics.survey_responses,
        read: readSurvey,
        eventTime: ({ submitted_at }) => submitted_at,
    }),
};
//# sourceMappingURL=kinds.js.map