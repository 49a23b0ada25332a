import { z } from 'zod';
export declare const enrichment: z.ZodObject<{
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
}, z.core.$strict>;
