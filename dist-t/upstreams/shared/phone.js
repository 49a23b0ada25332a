import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
/**
 * E.164 where the number parses, else as received (trimmed). Read in this order: with its own `+`, with the calling
 * code that the upstream gives beside it (`1`, `+49`), as dialled in the venue's country (ISO 3166-1 alpha-2). A number
 * parses when its length is one that the country's numbers have. Null where there is nothing.
 */
export function phoneOf(received, country, callingCode = null) {
    const text = received.trim();
    if (text === '')
        return null;
    const code = callingCode?.replace(/\D/g, '') ?? '';
    const readings = [
        text.startsWith('+') ? parsePhoneNumberFromString(text) : undefined,
        code !== '' && !text.startsWith('+') ? parsePhoneNumberFromString(`+${code}${text}`) : undefined,
        isSupportedCountry(country) ? parsePhoneNumberFromString(text, country) : undefined,
    ];
    return readings.find(isNumber)?.number ?? text;
}
function isNumber(reading) {
    return reading?.isPossible() === true;
}
//# sourceMappingURL=phone.js.map