import { bind } from '#platform/http/bind.ts';
import { jobsContract } from './jobs.contract.ts';
import { jobs, removeJob, retryJob } from './jobs.ts';

export const jobRoutes = bind(jobsContract, { jobs, retryJob, removeJob });
