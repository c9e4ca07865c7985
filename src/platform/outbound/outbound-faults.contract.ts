/** Why there was no answer from outside. */
export const outboundFaults = [
  'url_refused',
  'address_refused',
  'name_unknown',
  'timed_out',
  'unreachable',
  'certificate_refused',
  'answer_too_long',
] as const;
export type OutboundFault = (typeof outboundFaults)[number];
