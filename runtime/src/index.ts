export { ContractError, parseContract } from './contract.js';
export type { Contract, FailurePathDefinition, Mark } from './contract.js';
export type { Annotations, FailurePath } from './failure-path.js';
export { createFailurePaths } from './failure-paths.js';
export type { FailurePathName, FailurePaths, FailurePathsOptions } from './failure-paths.js';
export type { Redact } from './recorded-text.js';
