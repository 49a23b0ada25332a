import { z } from 'zod';
import { key, LEGAL_PATH, LEGAL_SINCE, LEGAL_TEXT, LEGAL_TEXT_OR_NULL, LEGAL_URL, optionalText, path, secretKey, since, text, url, } from './kinds.js';
const pollSeconds = key(z.number().positive().max(86_400).default(60), 'Seconds from the end of one poll to the beginning of the next.', 'a number above 0, at most 86400');
const sinceKey = key(since.prefault('P1Y'), 'How far the first poll looks back.', LEGAL_SINCE);
/** What every polled upstream takes. */
function polled(requestsPerSecond, source) {
    return {
        pollSeconds,
        requestsPerSecond: key(z.number().positive().max(1_000_000).default(requestsPerSecond), `Most requests per second, of this process: who runs producers and sinks apart divides it. ${source}`, 'a number above 0, at most 1000000'),
        since: sinceKey,
    };
}
const NO_LIMIT_KNOWN = 'The vendor publishes no limit.';
const baseUrl = (preset) => key(url.prefault(preset), "Where the vendor's API is.", LEGAL_URL);
const ownBaseUrl = key(url, "Where the vendor's API is; it is another one for every customer.", LEGAL_URL);
const credential = (description) => secretKey(text, description, LEGAL_TEXT);
const webhookSecret = secretKey(optionalText, 'What the vendor signs its webhooks with; null: its webhook route answers 404.', LEGAL_TEXT_OR_NULL);
const pathKey = (preset, description) => key(path.default(preset), description, LEGAL_PATH);
const clientId = credential('The id of the API client.');
const clientSecret = credential('The secret of the API client.');
export const sevenrooms = z.strictObject({
    baseUrl: baseUrl('https://www.sevenrooms.com'),
    apiPath: pathKey('/api-ext/2_4', 'ASSUMPTION: the prefix of what is read.'),
    clientPath: pathKey('/api-yoa/2_4/clients/{client_id}', 'ASSUMPTION: where a profile is written.'),
    clientMethod: key(z.enum(['PATCH', 'PUT', 'POST']).default('PATCH'), 'ASSUMPTION: the verb that writes a profile.', '"PATCH", "PUT" or "POST"'),
    reservationPath: pathKey('/api-yoa/2_4/reservations/{reservation_id}', 'ASSUMPTION: where a reservation is written.'),
    clientId,
    clientSecret,
    venueGroupId: key(text, 'The venue group whose reservations and profiles are read.', LEGAL_TEXT),
    webhookSecret,
    signatureHeader: key(z
        .string()
        .regex(/^[A-Za-z0-9-]+$/)
        .default('X-SevenRooms-Signature'), 'ASSUMPTION: the header that carries the signature.', 'the name of an HTTP header'),
    ...polled(10, 'The vendor publishes no limit; integrators hold themselves to 10.'),
});
export const service = z.strictObject({
    baseUrl: baseUrl('https://api.useservice.app'),
    apiKey: credential('The API key.'),
    webhookSecret,
    listPath: key(path.nullable().default('/v1/reservations'), 'ASSUMPTION: the list of reservations; null: they are known from webhooks and files alone.', `${LEGAL_PATH}, or null`),
    ...polled(10, NO_LIMIT_KNOWN),
});
export const toast = z.strictObject({
    baseUrl: ownBaseUrl,
    clientId,
    clientSecret,
    webhookSecret,
    ...polled(10, "The vendor's limit is 10,000 in 15 minutes per restaurant, and 20 in any second."),
});
export const square = z.strictObject({
    baseUrl: baseUrl('https://connect.squareup.com'),
    accessToken: credential('The access token.'),
    webhookSignatureKey: secretKey(optionalText, 'The signature key of the webhook subscription; null: its webhook route answers 404.', LEGAL_TEXT_OR_NULL),
    webhookUrl: key(
    // As registered, to the letter: it is part of what is signed.
    z
        .url({ protocol: /^https?$/ })
        .nullable()
        .default(null), 'The address of the webhook exactly as it is registered with the vendor, who signs it.', `${LEGAL_URL}, or null`),
    ...polled(10, NO_LIMIT_KNOWN),
});
export const typeform = z.strictObject({
    baseUrl: baseUrl('https://api.typeform.com'),
    accessToken: credential('The personal access token.'),
    webhookSecret,
    forms: key(z.array(text).default([]), 'The ids of the forms whose responses are read.', 'a list of form ids'),
    ...polled(2, "The vendor's limit is 2 per account."),
});
export const medallia = z.strictObject({
    baseUrl: ownBaseUrl,
    tokenUrl: key(url, 'Where the access token comes from.', LEGAL_URL),
    queryPath: pathKey('/data/v0/query', 'The path of the query API.'),
    clientId,
    clientSecret,
    webhookToken: secretKey(optionalText, 'ASSUMPTION: the shared token of the webhook; null: its webhook route answers 404.', LEGAL_TEXT_OR_NULL),
    fields: key(z.record(text, text).default({}), "Our name of an answer → the vendor's field id; `email` and `completed_at` among them.", 'an object of name → field id'),
    ...polled(10, "The vendor's limit is 70 (10 in earlier editions of its documentation)."),
});
export const klaviyo = z.strictObject({
    baseUrl: baseUrl('https://a.klaviyo.com'),
    apiKey: credential('The private API key.'),
    webhookSecret,
    ...polled(10, "The vendor's limits are from 10 to 350, by route."),
});
export const mailchimp = z.strictObject({
    baseUrl: baseUrl('https://us1.api.mailchimp.com'),
    apiKey: credential('The API key.'),
    listId: key(text, 'The audience whose members are read.', LEGAL_TEXT),
    webhookPathSecret: secretKey(optionalText, 'The last part of the webhook address, which only the vendor knows.', LEGAL_TEXT_OR_NULL),
    webhookSecret: secretKey(optionalText, 'What the vendor signs its webhooks with, where it does.', LEGAL_TEXT_OR_NULL),
    ...polled(10, 'The vendor limits connections to 10 at a time, not requests.'),
});
export const opentable = z.strictObject({
    baseUrl: baseUrl('https://platform.opentable.com'),
    tokenUrl: key(url.prefault('https://oauth.opentable.com/api/v2/oauth/token'), 'Where the access token comes from.', LEGAL_URL),
    clientId,
    clientSecret,
    webhookSecret,
    ...polled(10, NO_LIMIT_KNOWN),
});
/** Has no public API: it pushes, or its exports are imported. */
export const resy = z.strictObject({ webhookSecret });
export const upstreams = z.strictObject({
    sevenrooms: sevenrooms.optional(),
    service: service.optional(),
    toast: toast.optional(),
    square: square.optional(),
    typeform: typeform.optional(),
    medallia: medallia.optional(),
    klaviyo: klaviyo.optional(),
    mailchimp: mailchimp.optional(),
    opentable: opentable.optional(),
    resy: resy.optional(),
});
//# sourceMappingURL=upstreams.js.map