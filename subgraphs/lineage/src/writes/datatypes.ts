export const INTEGERS = ['UINT8', 'UINT16', 'UINT32', 'UINT64', 'INT8', 'INT16', 'INT32', 'INT64'];
export const FLOATS = ['FP16', 'FP32', 'FP64'];

/** The data types of the Open Inference Protocol. */
export const DATATYPES = ['BOOL', ...INTEGERS, ...FLOATS, 'BYTES'];
