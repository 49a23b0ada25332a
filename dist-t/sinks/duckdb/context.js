import { storedTables } from '../../schemas/tables.js';
import { topics } from '../../schemas/topics.js';
export const sinkTopics = [...storedTables.map(({ topic }) => topic.name), topics.clock.name];
//# sourceMappingURL=context.js.map