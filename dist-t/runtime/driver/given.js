import { Driver } from './driver.js';
export function written(topic, value) {
    return (driver) => driver.write(topic, value);
}
export function removed(topic, key) {
    return (driver) => driver.remove(topic, key);
}
export function tick(at_ms) {
    return (driver) => driver.tick(at_ms);
}
export const crash = (driver) => driver.crash();
/**
 * A way to tell of processors in sentences: `given(order('o1', day(0), 18_500)).when(tick(day(90))).then(spendOf(0))`.
 * Every `then` tells the whole story from its beginning, to a topology of its own.
 */
export function storyOf(processors, options = {}) {
    const begin = () => new Driver(processors(), options);
    return (...happenings) => chapter(begin, [happenings]);
}
function chapter(begin, told) {
    return {
        when: (...happenings) => chapter(begin, [...told, happenings]),
        // biome-ignore lint/suspicious/noThenProperty: given/when/then; a story is never awaited
        then: (...expectations) => {
            const smooth = begin();
            for (const happenings of told)
                tell(smooth, happenings);
            check(smooth, expectations);
            smooth.redeliver();
            smooth.run();
            check(smooth, expectations);
            const broken = begin();
            for (const happening of told.flat())
                tell(broken, [crash, happening]);
            check(broken, expectations);
        },
    };
}
function tell(driver, happenings) {
    for (const happens of happenings)
        happens(driver);
    driver.run();
}
function check(driver, expectations) {
    for (const holds of expectations)
        holds(driver);
}
//# sourceMappingURL=given.js.map