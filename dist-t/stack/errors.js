/** Every failure of the local stack. The message says what happened and what to do about it. */
export class StackError extends Error {
    code;
    constructor(code, message) {
        super(message);
        this.name = 'StackError';
        this.code = code;
    }
}
/** The two ways to run without a local Java and Maven; ends the messages about either. */
export const otherWays = 'Or do without: `docker compose up -d` brings both (then set kafka.brokers to ["127.0.0.1:9092"] and ' +
    'kafka.schemaRegistry to "http://127.0.0.1:8081/apis/ccompat/v7"), or name brokers and a registry of your own ' +
    'in kafka.brokers and kafka.schemaRegistry.';
//# sourceMappingURL=errors.js.map