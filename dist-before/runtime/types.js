/** Whether the record is of that topic; narrows its value. */
export function isOf(record, topic) {
    return record.topic.name === topic.name;
}
//# sourceMappingURL=types.js.map