import type { SurveyResponse } from '../../schemas/generated/types.ts';
import { type ImportContext } from './context.ts';
import type { Row } from './row.ts';
/** Throws an Unreadable. */
export declare function readSurvey(row: Row, context: ImportContext): SurveyResponse;
