-- leases.close_left

UPDATE job_attempts SET outcome =
  CASE WHEN jobs.provider = ANY(CAST($1 AS text[])) THEN 'retryable' ELSE 'unknown' END
FROM jobs
WHERE jobs.user_id = job_attempts.user_id AND jobs.id = job_attempts.job_id
  AND job_attempts.outcome = 'pending'
  AND NOT (jobs.status = 'running' AND jobs.fence = job_attempts.fence)
  AND (job_attempts.spool_folder = $2 OR sent_at < now() - interval '1 hour')
RETURNING job_attempts.user_id, job_id;


-- leases.end_held

SELECT user_id, id, provider FROM jobs WHERE status = 'running' AND spool_folder = $1
ORDER BY lease_until LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;

UPDATE jobs SET losses = losses + 1 WHERE user_id = $1 AND id = $2 RETURNING losses;

UPDATE job_attempts SET outcome = $1
WHERE user_id = $2 AND job_id = $3 AND outcome = 'pending'
  AND fence = coalesce(CAST($4 AS integer), fence);

UPDATE job_slots SET status = 'failed', preview_key = NULL,
  error_code = $1, error_message = $2
WHERE user_id = $3 AND job_id = $4 AND status = ANY(CAST($5 AS text[]));

SELECT status, error_code, error_message FROM job_slots
WHERE user_id = $1 AND job_id = $2 ORDER BY slot;

UPDATE jobs SET
  status = CASE WHEN status = 'cancelled' THEN status ELSE $1 END,
  error_code = $2, error_message = $3, lease_until = NULL,
  finished_at = coalesce(finished_at, now()),
  cost_tokens = (SELECT sum(cost_tokens) FROM job_attempts
    WHERE job_attempts.user_id = $4 AND job_id = $5)
WHERE user_id = $4 AND id = $5
RETURNING status, finished_at = now(), extract(epoch FROM now() - created_at);

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;

UPDATE jobs SET status = 'queued', lease_until = NULL, fence = fence + 1,
  runnable_at = now() + make_interval(secs => $1)
WHERE user_id = $2 AND id = $3 AND status = 'running'
  AND fence = coalesce(CAST($4 AS integer), fence);


-- leases.end_overdue

SELECT user_id, id, provider FROM jobs WHERE status = 'running' AND lease_until < now()
  AND NOT id = ANY(CAST($1 AS uuid[]))
ORDER BY lease_until LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;


-- leases.requeue

UPDATE jobs SET status = 'queued', lease_until = NULL, fence = fence + 1,
  runnable_at = now() + make_interval(secs => $1)
WHERE user_id = $2 AND id = $3 AND status = 'running'
  AND fence = coalesce(CAST($4 AS integer), fence);

UPDATE job_attempts SET outcome = $1
WHERE user_id = $2 AND job_id = $3 AND outcome = 'pending'
  AND fence = coalesce(CAST($4 AS integer), fence);

UPDATE job_slots SET status = 'waiting', previews = 0, preview_key = NULL
WHERE user_id = $1 AND job_id = $2 AND status = 'running';

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;
