import { z } from 'zod';
export declare const sevenrooms: z.ZodObject<{
    pollSeconds: z.ZodDefault<z.ZodNumber>;
    requestsPerSecond: z.ZodDefault<z.ZodNumber>;
    since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
        readonly kind: 'beginning';
    } | {
        readonly kind: 'instant';
        readonly at_ms: number;
    } | {
        readonly kind: 'ago';
        readonly months: number;
        readonly ms: number;
    }, string>>>;
    baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
    apiPath: z.ZodDefault<z.ZodString>;
    clientPath: z.ZodDefault<z.ZodString>;
    clientMethod: z.ZodDefault<z.ZodEnum<{
        PATCH: "PATCH";
        POST: "POST";
        PUT: "PUT";
    }>>;
    reservationPath: z.ZodDefault<z.ZodString>;
    clientId: z.ZodString;
    clientSecret: z.ZodString;
    venueGroupId: z.ZodString;
    webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    signatureHeader: z.ZodDefault<z.ZodString>;
}, z.core.$strict>;
export declare const service: z.ZodObject<{
    pollSeconds: z.ZodDefault<z.ZodNumber>;
    requestsPerSecond: z.ZodDefault<z.ZodNumber>;
    since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
        readonly kind: 'beginning';
    } | {
        readonly kind: 'instant';
        readonly at_ms: number;
    } | {
        readonly kind: 'ago';
        readonly months: number;
        readonly ms: number;
    }, string>>>;
    baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
    apiKey: z.ZodString;
    webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    listPath: z.ZodDefault<z.ZodNullable<z.ZodString>>;
}, z.core.$strict>;
export declare const toast: z.ZodObject<{
    pollSeconds: z.ZodDefault<z.ZodNumber>;
    requestsPerSecond: z.ZodDefault<z.ZodNumber>;
    since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
        readonly kind: 'beginning';
    } | {
        readonly kind: 'instant';
        readonly at_ms: number;
    } | {
        readonly kind: 'ago';
        readonly months: number;
        readonly ms: number;
    }, string>>>;
    baseUrl: z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>;
    clientId: z.ZodString;
    clientSecret: z.ZodString;
    webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
}, z.core.$strict>;
export declare const square: z.ZodObject<{
    pollSeconds: z.ZodDefault<z.ZodNumber>;
    requestsPerSecond: z.ZodDefault<z.ZodNumber>;
    since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
        readonly kind: 'beginning';
    } | {
        readonly kind: 'instant';
        readonly at_ms: number;
    } | {
        readonly kind: 'ago';
        readonly months: number;
        readonly ms: number;
    }, string>>>;
    baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
    accessToken: z.ZodString;
    webhookSignatureKey: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    webhookUrl: z.ZodDefault<z.ZodNullable<z.ZodURL>>;
}, z.core.$strict>;
export declare const typeform: z.ZodObject<{
    pollSeconds: z.ZodDefault<z.ZodNumber>;
    requestsPerSecond: z.ZodDefault<z.ZodNumber>;
    since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
        readonly kind: 'beginning';
    } | {
        readonly kind: 'instant';
        readonly at_ms: number;
    } | {
        readonly kind: 'ago';
        readonly months: number;
        readonly ms: number;
    }, string>>>;
    baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
    accessToken: z.ZodString;
    webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    forms: z.ZodDefault<z.ZodArray<z.ZodString>>;
}, z.core.$strict>;
export declare const medallia: z.ZodObject<{
    pollSeconds: z.ZodDefault<z.ZodNumber>;
    requestsPerSecond: z.ZodDefault<z.ZodNumber>;
    since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
        readonly kind: 'beginning';
    } | {
        readonly kind: 'instant';
        readonly at_ms: number;
    } | {
        readonly kind: 'ago';
        readonly months: number;
        readonly ms: number;
    }, string>>>;
    baseUrl: z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>;
    tokenUrl: z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>;
    queryPath: z.ZodDefault<z.ZodString>;
    clientId: z.ZodString;
    clientSecret: z.ZodString;
    webhookToken: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    fields: z.ZodDefault<z.ZodRecord<z.ZodString, z.ZodString>>;
}, z.core.$strict>;
export declare const klaviyo: z.ZodObject<{
    pollSeconds: z.ZodDefault<z.ZodNumber>;
    requestsPerSecond: z.ZodDefault<z.ZodNumber>;
    since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
        readonly kind: 'beginning';
    } | {
        readonly kind: 'instant';
        readonly at_ms: number;
    } | {
        readonly kind: 'ago';
        readonly months: number;
        readonly ms: number;
    }, string>>>;
    baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
    apiKey: z.ZodString;
    webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
}, z.core.$strict>;
export declare const mailchimp: z.ZodObject<{
    pollSeconds: z.ZodDefault<z.ZodNumber>;
    requestsPerSecond: z.ZodDefault<z.ZodNumber>;
    since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
        readonly kind: 'beginning';
    } | {
        readonly kind: 'instant';
        readonly at_ms: number;
    } | {
        readonly kind: 'ago';
        readonly months: number;
        readonly ms: number;
    }, string>>>;
    baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
    apiKey: z.ZodString;
    listId: z.ZodString;
    webhookPathSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
}, z.core.$strict>;
export declare const opentable: z.ZodObject<{
    pollSeconds: z.ZodDefault<z.ZodNumber>;
    requestsPerSecond: z.ZodDefault<z.ZodNumber>;
    since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
        readonly kind: 'beginning';
    } | {
        readonly kind: 'instant';
        readonly at_ms: number;
    } | {
        readonly kind: 'ago';
        readonly months: number;
        readonly ms: number;
    }, string>>>;
    baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
    tokenUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
    clientId: z.ZodString;
    clientSecret: z.ZodString;
    webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
}, z.core.$strict>;
/** Has no public API: it pushes, or its exports are imported. */
export declare const resy: z.ZodObject<{
    webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
}, z.core.$strict>;
export declare const upstreams: z.ZodObject<{
    sevenrooms: z.ZodOptional<z.ZodObject<{
        pollSeconds: z.ZodDefault<z.ZodNumber>;
        requestsPerSecond: z.ZodDefault<z.ZodNumber>;
        since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
            readonly kind: 'beginning';
        } | {
            readonly kind: 'instant';
            readonly at_ms: number;
        } | {
            readonly kind: 'ago';
            readonly months: number;
            readonly ms: number;
        }, string>>>;
        baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
        apiPath: z.ZodDefault<z.ZodString>;
        clientPath: z.ZodDefault<z.ZodString>;
        clientMethod: z.ZodDefault<z.ZodEnum<{
            PATCH: "PATCH";
            POST: "POST";
            PUT: "PUT";
        }>>;
        reservationPath: z.ZodDefault<z.ZodString>;
        clientId: z.ZodString;
        clientSecret: z.ZodString;
        venueGroupId: z.ZodString;
        webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        signatureHeader: z.ZodDefault<z.ZodString>;
    }, z.core.$strict>>;
    service: z.ZodOptional<z.ZodObject<{
        pollSeconds: z.ZodDefault<z.ZodNumber>;
        requestsPerSecond: z.ZodDefault<z.ZodNumber>;
        since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
            readonly kind: 'beginning';
        } | {
            readonly kind: 'instant';
            readonly at_ms: number;
        } | {
            readonly kind: 'ago';
            readonly months: number;
            readonly ms: number;
        }, string>>>;
        baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
        apiKey: z.ZodString;
        webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        listPath: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    }, z.core.$strict>>;
    toast: z.ZodOptional<z.ZodObject<{
        pollSeconds: z.ZodDefault<z.ZodNumber>;
        requestsPerSecond: z.ZodDefault<z.ZodNumber>;
        since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
            readonly kind: 'beginning';
        } | {
            readonly kind: 'instant';
            readonly at_ms: number;
        } | {
            readonly kind: 'ago';
            readonly months: number;
            readonly ms: number;
        }, string>>>;
        baseUrl: z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>;
        clientId: z.ZodString;
        clientSecret: z.ZodString;
        webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    }, z.core.$strict>>;
    square: z.ZodOptional<z.ZodObject<{
        pollSeconds: z.ZodDefault<z.ZodNumber>;
        requestsPerSecond: z.ZodDefault<z.ZodNumber>;
        since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
            readonly kind: 'beginning';
        } | {
            readonly kind: 'instant';
            readonly at_ms: number;
        } | {
            readonly kind: 'ago';
            readonly months: number;
            readonly ms: number;
        }, string>>>;
        baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
        accessToken: z.ZodString;
        webhookSignatureKey: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        webhookUrl: z.ZodDefault<z.ZodNullable<z.ZodURL>>;
    }, z.core.$strict>>;
    typeform: z.ZodOptional<z.ZodObject<{
        pollSeconds: z.ZodDefault<z.ZodNumber>;
        requestsPerSecond: z.ZodDefault<z.ZodNumber>;
        since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
            readonly kind: 'beginning';
        } | {
            readonly kind: 'instant';
            readonly at_ms: number;
        } | {
            readonly kind: 'ago';
            readonly months: number;
            readonly ms: number;
        }, string>>>;
        baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
        accessToken: z.ZodString;
        webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        forms: z.ZodDefault<z.ZodArray<z.ZodString>>;
    }, z.core.$strict>>;
    medallia: z.ZodOptional<z.ZodObject<{
        pollSeconds: z.ZodDefault<z.ZodNumber>;
        requestsPerSecond: z.ZodDefault<z.ZodNumber>;
        since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
            readonly kind: 'beginning';
        } | {
            readonly kind: 'instant';
            readonly at_ms: number;
        } | {
            readonly kind: 'ago';
            readonly months: number;
            readonly ms: number;
        }, string>>>;
        baseUrl: z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>;
        tokenUrl: z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>;
        queryPath: z.ZodDefault<z.ZodString>;
        clientId: z.ZodString;
        clientSecret: z.ZodString;
        webhookToken: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        fields: z.ZodDefault<z.ZodRecord<z.ZodString, z.ZodString>>;
    }, z.core.$strict>>;
    klaviyo: z.ZodOptional<z.ZodObject<{
        pollSeconds: z.ZodDefault<z.ZodNumber>;
        requestsPerSecond: z.ZodDefault<z.ZodNumber>;
        since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
            readonly kind: 'beginning';
        } | {
            readonly kind: 'instant';
            readonly at_ms: number;
        } | {
            readonly kind: 'ago';
            readonly months: number;
            readonly ms: number;
        }, string>>>;
        baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
        apiKey: z.ZodString;
        webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    }, z.core.$strict>>;
    mailchimp: z.ZodOptional<z.ZodObject<{
        pollSeconds: z.ZodDefault<z.ZodNumber>;
        requestsPerSecond: z.ZodDefault<z.ZodNumber>;
        since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
            readonly kind: 'beginning';
        } | {
            readonly kind: 'instant';
            readonly at_ms: number;
        } | {
            readonly kind: 'ago';
            readonly months: number;
            readonly ms: number;
        }, string>>>;
        baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
        apiKey: z.ZodString;
        listId: z.ZodString;
        webhookPathSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
        webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    }, z.core.$strict>>;
    opentable: z.ZodOptional<z.ZodObject<{
        pollSeconds: z.ZodDefault<z.ZodNumber>;
        requestsPerSecond: z.ZodDefault<z.ZodNumber>;
        since: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<{
            readonly kind: 'beginning';
        } | {
            readonly kind: 'instant';
            readonly at_ms: number;
        } | {
            readonly kind: 'ago';
            readonly months: number;
            readonly ms: number;
        }, string>>>;
        baseUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
        tokenUrl: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
        clientId: z.ZodString;
        clientSecret: z.ZodString;
        webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    }, z.core.$strict>>;
    resy: z.ZodOptional<z.ZodObject<{
        webhookSecret: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    }, z.core.$strict>>;
}, z.core.$strict>;
export type UpstreamsConfig = z.output<typeof upstreams>;
export type UpstreamName = keyof UpstreamsConfig;
export type UpstreamConfig<N extends UpstreamName> = NonNullable<UpstreamsConfig[N]>;
