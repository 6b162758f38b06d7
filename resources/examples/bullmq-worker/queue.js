// SPDX-License-Identifier: GPL-3.0-or-later
// node queue.js add "A poster" "Another" --campaign Summer --style DESIGN --aspect ASPECT_16_9 --callback URL [--id ID]
//               status            how many are where
//               resume            after a hold: credit bought, key mended
//               resend ID --yes   ask Ideogram again for a failed job; may be charged a second time
//               tell ID           fire the callbacks of a job once more
import { parseArgs } from "node:util";
import { answerOf } from "./paid-ledger.js";
import { connect, openQueues, queueGeneration } from "./queues.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    style: { type: "string" },
    aspect: { type: "string" },
    model: { type: "string" },
    seed: { type: "string" },
    campaign: { type: "string" },
    callback: { type: "string" },
    id: { type: "string" },
    yes: { type: "boolean" },
  },
});
const [command, ...words] = positionals;
const redis = connect();
const { generations, deliveries } = openQueues(redis);

const commands = {
  async add() {
    const ids = [];
    for (const prompt of words) {
      const order = {
        prompt,
        style: values.style,
        aspectRatio: values.aspect,
        model: values.model,
        seed: values.seed && Number(values.seed),
        campaign: values.campaign,
        callbackUrl: values.callback,
      };
      ids.push((await queueGeneration(generations, order, words.length === 1 ? values.id : undefined)).id);
    }
    return { ids };
  },

  async status() {
    return {
      isHeld: await generations.isPaused(),
      generations: await generations.getJobCounts(),
      deliveries: await deliveries.getJobCounts(),
    };
  },

  async resume() {
    await generations.resume();
    return { isHeld: false };
  },

  async resend() {
    const job = await generations.getJob(words[0]);
    if (!job || !(await job.isFailed())) throw new Error(`No failed job ${words[0]}.`);
    if ((await answerOf(redis, job))?.kind === "images")
      throw new Error("Its answer came after all: nothing is to be sent. node queue.js tell ID");
    if (!values.yes)
      throw new Error(`${job.failedReason} Sending it again may be charged a second time; then add --yes.`);
    await job.updateData({ ...job.data, attempt: job.data.attempt + 1 });
    await job.retry("failed");
    return { id: job.id, attempt: job.data.attempt };
  },

  async tell() {
    let count = 0;
    for (const state of ["completed", "failed"]) {
      for (const job of await deliveries.getJobs([state])) {
        if (job.data.jobId !== words[0]) continue;
        await job.retry(state, { resetAttemptsMade: true });
        ++count;
      }
    }
    return { callbacks: count };
  },
};

try {
  if (!commands[command]) throw new Error("add PROMPT…, status, resume, resend ID, tell ID");
  console.log(JSON.stringify(await commands[command]()));
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
await Promise.all([generations.close(), deliveries.close()]);
await redis.quit();
