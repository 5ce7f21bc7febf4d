export { checkTypes } from '../../checks/types.ts';
