/** Every call and event between the processes, named once. */
export * from './contract/definition.ts';
export * from './contract/engine.ts';
export * from './contract/assignmentHistory.ts';
export * from './contract/bulk.ts';
export * from './contract/cohort.ts';
export * from './contract/commissionGrid.ts';
export * from './contract/producer.ts';
export * from './contract/shell.ts';
export * from './contract/shortcuts.ts';
export * from './contract/bridge.ts';
