/** Whom the organisation obliges to sign in with a code, from few to all. */
export const twoStepPolicies = ['nobody', 'administrators', 'exporters', 'everybody'] as const;
export type TwoStepPolicy = (typeof twoStepPolicies)[number];
