/** The environment that the programs we start inherit. */
export const inheritedEnv = (): NodeJS.ProcessEnv => process.env;
