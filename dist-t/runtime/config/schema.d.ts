import { z } from 'zod';
type Login<M extends string> = {
    mechanism: M;
    username: string;
    password: string;
};
/** The config file. Every key has a default but an upstream's own credentials; an upstream that is absent is off. */
export declare const configSchema: z.ZodObject<{
    $schema: z.ZodOptional<z.ZodString>;
    kafka: z.ZodPrefault<z.ZodObject<{
        brokers: z.ZodOptional<z.ZodArray<z.ZodString>>;
        schemaRegistry: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
        topicPrefix: z.ZodDefault<z.ZodString>;
        partitions: z.ZodDefault<z.ZodInt>;
        replicationFactor: z.ZodDefault<z.ZodInt>;
        retentionDays: z.ZodDefault<z.ZodNullable<z.ZodNumber>>;
        eraseWithinHours: z.ZodDefault<z.ZodNumber>;
        ssl: z.ZodDefault<z.ZodBoolean>;
        sasl: z.ZodPrefault<z.ZodNullable<z.ZodPipe<z.ZodObject<{
            mechanism: z.ZodEnum<{
                plain: "plain";
                "scram-sha-256": "scram-sha-256";
                "scram-sha-512": "scram-sha-512";
            }>;
            username: z.ZodString;
            password: z.ZodString;
        }, z.core.$strict>, z.ZodTransform<Login<"plain"> | Login<"scram-sha-256"> | Login<"scram-sha-512">, {
            mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
            username: string;
            password: string;
        }>>>>;
    }, z.core.$strict>>;
    warehouse: z.ZodPrefault<z.ZodObject<{
        path: z.ZodDefault<z.ZodString>;
        publish: z.ZodPrefault<z.ZodNullable<z.ZodObject<{
            path: z.ZodDefault<z.ZodString>;
            everySeconds: z.ZodDefault<z.ZodNumber>;
        }, z.core.$strict>>>;
    }, z.core.$strict>>;
    http: z.ZodPrefault<z.ZodObject<{
        host: z.ZodDefault<z.ZodString>;
        port: z.ZodDefault<z.ZodInt>;
        token: z.ZodDefault<z.ZodNullable<z.ZodString>>;
    }, z.core.$strict>>;
    clock: z.ZodDefault<z.ZodEnum<{
        event: "event";
        wall: "wall";
    }>>;
    venueGroup: z.ZodDefault<z.ZodString>;
    venues: z.ZodDefault<z.ZodArray<z.ZodObject<{
        id: z.ZodString;
        timezone: z.ZodDefault<z.ZodString>;
        country: z.ZodDefault<z.ZodString>;
        currency: z.ZodDefault<z.ZodString>;
        closeoutHour: z.ZodDefault<z.ZodInt>;
        sevenrooms: z.ZodOptional<z.ZodString>;
        toast: z.ZodOptional<z.ZodString>;
        square: z.ZodOptional<z.ZodString>;
        opentable: z.ZodOptional<z.ZodString>;
        service: z.ZodOptional<z.ZodString>;
        resy: z.ZodOptional<z.ZodString>;
    }, z.core.$strict>>>;
    upstreams: z.ZodPrefault<z.ZodObject<{
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
    }, z.core.$strict>>;
    enrichment: z.ZodPrefault<z.ZodObject<{
        spendWindowDays: z.ZodDefault<z.ZodInt>;
        loyalty: z.ZodPrefault<z.ZodObject<{
            visits: z.ZodDefault<z.ZodInt>;
            spend: z.ZodDefault<z.ZodRecord<z.ZodString, z.ZodInt>>;
        }, z.core.$strict>>;
        spendTiers: z.ZodDefault<z.ZodArray<z.ZodObject<{
            tag: z.ZodString;
            averagePerCover: z.ZodRecord<z.ZodString, z.ZodInt>;
        }, z.core.$strict>>>;
        fieldMap: z.ZodDefault<z.ZodArray<z.ZodObject<{
            when: z.ZodObject<{
                source: z.ZodString;
                question: z.ZodString;
            }, z.core.$strict>;
            write: z.ZodArray<z.ZodUnion<readonly [z.ZodObject<{
                tag: z.ZodString;
            }, z.core.$strict>, z.ZodObject<{
                note: z.ZodString;
            }, z.core.$strict>]>>;
        }, z.core.$strict>>>;
        surveys: z.ZodPrefault<z.ZodObject<{
            sendWithinMinutes: z.ZodDefault<z.ZodNumber>;
            via: z.ZodDefault<z.ZodEnum<{
                klaviyo: "klaviyo";
                mailchimp: "mailchimp";
            }>>;
            excludeTag: z.ZodDefault<z.ZodString>;
        }, z.core.$strict>>;
    }, z.core.$strict>>;
    writeBack: z.ZodPrefault<z.ZodObject<{
        mode: z.ZodDefault<z.ZodEnum<{
            live: "live";
            off: "off";
            plan: "plan";
        }>>;
        settleSeconds: z.ZodDefault<z.ZodNumber>;
        humanEdits: z.ZodDefault<z.ZodEnum<{
            keep: "keep";
            overwrite: "overwrite";
        }>>;
    }, z.core.$strict>>;
}, z.core.$strict>;
export type Config = z.output<typeof configSchema>;
export type Venue = Config['venues'][number];
export {};
